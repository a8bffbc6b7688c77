import type { Ctx } from '~/app/server/context'
import { steps } from '~/db/schema/audit'
import { interpretations } from '~/db/schema/interpretations'
import { policies } from '~/db/schema/policies'
import { clauses, clauseVersions, texts, textVersions } from '~/db/schema/texts'

type Made = { policyId: number; clauseIds: [number, number]; interpretationId: number }

/** A policy of two articles with an interpretation; public since `publishedAt`, or not public at all. */
export async function makePolicy(
  ctx: Ctx,
  departmentId: number,
  publishedAt: Date | null,
  number = '1',
): Promise<Made> {
  const createdAt = publishedAt ?? ctx.now
  const [text] = await ctx.db.insert(texts).values({ departmentId, createdAt }).returning({ id: texts.id })
  const textId = text?.id ?? 0
  const title = '云岭县既有住宅加装电梯补贴实施细则'
  const [version] = await ctx.db
    .insert(textVersions)
    .values({ textId, number: 1, title, createdAt })
    .returning({ id: textVersions.id })
  const versionId = version?.id ?? 0
  const rows = await ctx.db.insert(clauses).values([{ textId }, { textId }]).returning({ id: clauses.id })
  const [first, second] = [rows[0]?.id ?? 0, rows[1]?.id ?? 0]
  const article = { versionId, kind: 'article' as const, depth: 0 }
  await ctx.db.insert(clauseVersions).values([
    {
      ...article,
      clauseId: first,
      position: 0,
      label: '第一条',
      ordinal: 1,
      body: '本细则适用于四层以上的既有住宅。',
    },
    {
      ...article,
      clauseId: second,
      position: 1,
      label: '第二条',
      ordinal: 2,
      body: '每台电梯补贴十五万元。',
    },
  ])
  const [policy] = await ctx.db
    .insert(policies)
    .values({
      ...{ textId, versionId, departmentId, title, createdAt },
      documentNumber: `岭政办发〔2026〕${number}号`,
      indexNumber: `YL-2026-${number}`,
      theme: '住房',
      kind: 'normative',
      audience: [],
      signedOn: '2026-01-01',
      effectiveOn: '2026-01-01',
    })
    .returning({ id: policies.id })
  const policyId = policy?.id ?? 0
  const [interpretation] = await ctx.db
    .insert(interpretations)
    .values({
      ...{ policyId, departmentId, createdAt },
      title: '《实施细则》解读',
      form: 'text',
      author: '林子衿',
      interpreterName: '贺明川',
      interpreterTitle: '局长',
      document: {},
      html: '',
      plain: '',
    })
    .returning({ id: interpretations.id })
  const interpretationId = interpretation?.id ?? 0
  if (publishedAt) {
    const step = { kind: 'published', at: publishedAt }
    await ctx.db.insert(steps).values([
      { ...step, subject: 'policy', subjectId: policyId },
      { ...step, subject: 'interpretation', subjectId: interpretationId },
    ])
  }
  return { policyId, clauseIds: [first, second], interpretationId }
}
