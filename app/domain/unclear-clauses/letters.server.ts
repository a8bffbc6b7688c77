import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Mail, UnclearMail } from '~/app/domain/audit/record.server'
import { type Letter, letterOf, type Occasion } from '~/app/domain/notifications/letters'
import { citeAll } from '~/app/domain/texts/cite'
import { versionOf } from '~/app/domain/texts/versions.server'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { siteAddress } from '~/app/server/site-address'
import { policies } from '~/db/schema/policies'
import { unclearAnswers, unclearMarks } from '~/db/schema/unclear-clauses'

/** The sealed addresses of who is to be told, by mark. */
export async function unclearContacts(ctx: Ctx, mails: Mail[]): Promise<Map<number, Uint8Array>> {
  const ids = mails.flatMap((mail) => ('unclearMarkId' in mail ? [mail.unclearMarkId] : []))
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .select({ id: unclearMarks.id, contact: unclearMarks.contact })
    .from(unclearMarks)
    .where(and(inArray(unclearMarks.id, ids), isNotNull(unclearMarks.contact)))
  return new Map(rows.flatMap(({ id, contact }): [number, Uint8Array][] => (contact ? [[id, contact]] : [])))
}

/** It names the clause and leads to its explanation; what the person wrote does not stand in it. */
export async function unclearLetters(
  ctx: Ctx,
  occasions: Occasion<UnclearMail>[],
): Promise<Map<number, Letter>> {
  const ids = [...new Set(occasions.map(({ mail }) => mail.unclearMarkId))]
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .select({
      markId: unclearMarks.id,
      clauseId: unclearMarks.clauseId,
      policyId: policies.id,
      title: policies.title,
      versionId: policies.versionId,
      interpretationId: unclearAnswers.interpretationId,
      anchor: unclearAnswers.anchor,
      second: unclearAnswers.second,
    })
    .from(unclearMarks)
    .innerJoin(policies, eq(policies.id, unclearMarks.policyId))
    .innerJoin(unclearAnswers, eq(unclearAnswers.id, unclearMarks.answerId))
    .where(inArray(unclearMarks.id, ids))
  const names = await namesOf(ctx, [...new Set(rows.map(({ versionId }) => versionId))])
  const byMark = new Map(rows.map((row) => [row.markId, row]))
  return new Map(
    occasions.flatMap(({ id, mail }): [number, Letter][] => {
      const row = byMark.get(mail.unclearMarkId)
      if (!row) return []
      return [[id, compose({ ...row, label: names.get(row.versionId)?.get(row.clauseId) ?? '' })]]
    }),
  )
}

async function namesOf(ctx: Ctx, versionIds: number[]): Promise<Map<number, Map<number, string>>> {
  const names = new Map<number, Map<number, string>>()
  for (const id of versionIds) names.set(id, citeAll((await versionOf(ctx, id)).clauses))
  return names
}

type Answered = {
  policyId: number
  clauseId: number
  title: string
  label: string
  interpretationId: number
  anchor: string
  second: number | null
}

function compose({ policyId, clauseId, title, label, ...place }: Answered): Letter {
  const href = (path: string) => new URL(path, siteAddress()).href
  return letterOf(`您说看不懂的一条，现在有了解释：${title}`, [
    `您在《${title}》的${label}点过“这一条看不懂”。起草部门已经作了解释，请看：`,
    href(paths.interpretation(place.interpretationId, place)),
    '',
    '这一条的原文：',
    href(paths.policyClause(policyId, clauseId)),
    '',
    '还是看不懂的，可以在原文那一页再点一次，或者向我们提问。',
    '这是关于这一条的最后一封邮件，您的邮箱地址随后删除。',
  ])
}
