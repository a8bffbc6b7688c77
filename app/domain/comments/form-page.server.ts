import { publicConsultation } from '~/app/domain/consultations/page.server'
import { listDepartments } from '~/app/domain/departments/list.server'
import type { Ctx } from '~/app/server/context'
import { affectedGroupsOf } from './consultation.server'
import { type DraftClause, type DraftClauses, draftClauses } from './draft.server'
import { clauseWithParts, placeQuote, sentencesOf, wordsOfClause } from './quote'
import { type ClauseOfForm, placeOf } from './types'

type Asked = { clauseId: number | undefined; quote: string }

/** Everything that the comment form shows. */
export async function commentFormPage(ctx: Ctx, id: number, asked: Asked) {
  const { consultation, department, matter, activity, state, termination } = await publicConsultation(ctx, id)
  const [clauses, departments, groups] = await Promise.all([
    draftClauses(ctx, consultation.versionId),
    listDepartments(ctx),
    affectedGroupsOf(ctx, matter.id),
  ])
  const clause = clauseOfForm(clauses, asked)
  const { title, opensAt, closesAt, letterTo, phone, email } = consultation
  return {
    ...{ id, title, opensAt, closesAt, letterTo, phone, email, state, termination, activity, clause, groups },
    department: department.name,
    now: ctx.now,
    quoteIsMissing: asked.quote !== '' && !clause?.quote,
    clauses: [...clauses.values()]
      .filter(({ clauseId, label, depth }) => clauseId === clause?.clauseId || (label !== null && depth <= 1))
      .map(({ clauseId, cited, excerpt }) => ({ clauseId, label: `${cited}　${excerpt.slice(0, 20)}` })),
    townships: departments
      .filter(({ kind }) => kind === 'township')
      .map(({ slug, name }) => ({ value: slug, label: placeOf(name) })),
  }
}

function clauseOfForm(clauses: DraftClauses, { clauseId, quote }: Asked): ClauseOfForm | null {
  const place = quote === '' ? null : placeQuote(clauses.values(), clauseId, quote)
  const clause = clauses.get(clauseId ?? place?.clauseId ?? 0)
  if (!clause) return null
  const parts = clauseWithParts(clauses.values(), clause.clauseId)
  return {
    clauseId: clause.clauseId,
    cited: clause.cited,
    parts: parts.map((part) => showPart(part, place)),
    sentences: sentencesOf(parts),
    quote: place?.quote ?? '',
  }
}

function showPart(part: DraftClause, place: { clauseId: number; quote: string } | null) {
  const words = wordsOfClause(part)
  const { clauseId } = part
  const at = place?.clauseId === clauseId ? words.indexOf(place.quote) : -1
  if (!place || at < 0) return { clauseId, before: words, quoted: '', after: '' }
  return {
    clauseId,
    before: words.slice(0, at),
    quoted: place.quote,
    after: words.slice(at + place.quote.length),
  }
}
