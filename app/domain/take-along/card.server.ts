import { eq } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import type { Ctx } from '~/app/server/context'
import { env } from '~/app/server/env'
import { notFound } from '~/app/server/errors'
import { departments } from '~/db/schema/people'
import { policies } from '~/db/schema/policies'
import type { Drawn } from '~/media/draw-picture'
import { bold, drawPicture, markup } from '~/media/picture-text'
import { colours } from './colours'
import { kept } from './kept.server'
import { dayOf } from './long-picture.server'
import { readPublic } from './read.server'

type Card = { kind: string; title: string; about: string; from: string }

const longestTitle = 60

/** What a messenger shows of a link to an interpretation. */
export async function interpretationCard(ctx: Ctx, id: number): Promise<Uint8Array> {
  const { title, policy, documentNumber, department, publishedAt } = await readPublic(ctx, id)
  return keptCard(`interpretation-card-${id}`, {
    ...{ kind: '政策解读', title },
    about: `解读的文件：${documentNumber || policy}`,
    from: `${department}　${dayOf(publishedAt)}`,
  })
}

/** The same of a public policy. */
export async function policyCard(ctx: Ctx, id: number): Promise<Uint8Array> {
  const [row] = await ctx.db
    .select({
      title: policies.title,
      documentNumber: policies.documentNumber,
      department: departments.name,
      publishedAt: publishedStep.at,
    })
    .from(policies)
    .innerJoin(departments, eq(departments.id, policies.departmentId))
    .innerJoin(publishedStep, isPublic('policy', policies.id, ctx.now))
    .where(eq(policies.id, id))
  if (!row) throw notFound('政策文件')
  const from = `${row.department}　${dayOf(row.publishedAt)}`
  return keptCard(`policy-card-${id}`, {
    kind: '政策文件',
    title: row.title,
    about: row.documentNumber,
    from,
  })
}

function keptCard(name: string, card: Card): Promise<Uint8Array> {
  return kept(name, [card, env().SITE_NAME], async () => (await drawCard(card)).png)
}

/** 1200 × 630, as every messenger wants it; the title is as large as its length allows. */
export function drawCard({ kind, title, about, from }: Card): Promise<Drawn> {
  const signs = [...title]
  const shown = signs.length > longestTitle ? `${signs.slice(0, longestTitle - 1).join('')}…` : title
  const size = signs.length <= 26 ? 76 : signs.length <= 45 ? 64 : 56
  return drawPicture({
    ...{ width: 1200, height: 630, margin: 64, paper: colours.paper, ink: colours.ink },
    pieces: [
      { kind: 'rule', colour: colours.act, height: 10 },
      { kind: 'gap', height: 14 },
      { kind: 'words', words: markup(kind), size: 34, colour: colours.act },
      { kind: 'words', words: bold(markup(shown)), size },
      { kind: 'words', words: markup(cut(about)), size: 34, colour: colours.muted },
    ],
    foot: [
      { kind: 'rule', colour: colours.rule, height: 2 },
      { kind: 'words', words: markup(`${env().SITE_NAME}　${cut(from)}`), size: 30, colour: colours.link },
    ],
    cut: [],
  })
}

function cut(line: string): string {
  const signs = [...line]
  return signs.length > 30 ? `${signs.slice(0, 29).join('')}…` : line
}
