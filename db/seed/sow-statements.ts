import { and, asc, eq, isNotNull } from 'drizzle-orm'
import { saveStatement } from '~/app/domain/transcripts/statements.server'
import { seatCategories } from '~/db/schema/activities'
import { registrations, seats } from '~/db/schema/registrations'
import { statements as statementTable } from '~/db/schema/statements'
import type { StatementSeed } from './activity-types'
import { clauseIdOf } from './documents'
import type { Sowing } from './sow-activities'
import type { Person } from './sow-call'

/** Somebody with a seat, as the records need it: the number of the registration, and what only the person holds. */
export type Seated = Person & { registrationId: number; pseudonym: string; group: string; township: string }

export async function seatedPeople(people: Person[], { id, cast, moments }: Sowing): Promise<Seated[]> {
  const rows = await cast
    .citizen(moments.now)
    .db.select({
      registrationId: registrations.id,
      pseudonym: registrations.pseudonym,
      code: registrations.code,
      group: seatCategories.group,
      township: registrations.township,
    })
    .from(seats)
    .innerJoin(seatCategories, eq(seatCategories.id, seats.categoryId))
    .innerJoin(registrations, eq(registrations.id, seats.registrationId))
    .where(eq(seatCategories.activityId, id))
    .orderBy(asc(seatCategories.position), asc(seats.number))
  const seeds = new Map(people.map(({ code, seed }) => [code, seed]))
  return rows.map((row) => {
    const seed = seeds.get(row.code)
    if (!seed) throw new Error(`${row.pseudonym} sits there and has never registered`)
    return { ...row, seed }
  })
}

/** Which of those who sit there speaks which part: as the part says if there is such a one, each a person of its own. */
export function castSpeakers(parts: StatementSeed[], seated: Seated[]): Map<string, Seated> {
  const cast = new Map<string, Seated>()
  for (const { by } of parts) {
    if (!by || cast.has(by.key)) continue
    const taken = new Set(cast.values())
    const free = seated.filter((one) => one.group === by.group && !taken.has(one))
    const speaker =
      free.find(({ township, seed }) =>
        by.organisation ? seed.organisation === by.organisation : township === by.township,
      ) ?? free[0]
    if (!speaker) throw new Error(`nobody is left to speak as ${by.key}`)
    cast.set(by.key, speaker)
  }
  return cast
}

/** Writes down what was said, on the evening of the day. */
export async function sowStatements(people: Person[], sowing: Sowing): Promise<Map<string, Seated>> {
  const { id, seed, clauses, after, staff } = sowing
  const parts = seed.statements ?? []
  const speakers = castSpeakers(parts, await seatedPeople(people, sowing))
  const clerk = staff('drafter', after(0, '20:00'))
  for (const { by, speaker, speakerKind, clause, part, body, isOpinion } of parts) {
    // Where nobody had to register, whoever speaks gives an opinion.
    const kind = isOpinion || (!by && !speakerKind) ? 'opinion' : 'procedure'
    await saveStatement(clerk, id, {
      ...{ statementId: null, part: part ?? null, kind, body },
      clauseId: clause ? clauseIdOf(clauses, clause) : null,
      speaker: by ? (speakers.get(by.key) as Seated).registrationId : (speakerKind ?? 'guest'),
      label: speaker ?? '',
    })
  }
  return speakers
}

/** The comments that the opinions have become, each with the issue that its seed names. */
export async function opinionsIn({ id, seed, cast, moments }: Sowing) {
  const rows = await cast
    .citizen(moments.now)
    .db.select({ commentId: statementTable.commentId, body: statementTable.body })
    .from(statementTable)
    .where(and(eq(statementTable.activityId, id), isNotNull(statementTable.commentId)))
    .orderBy(asc(statementTable.position))
  const correction = seed.hearing?.transcript.correction
  return rows.map(({ commentId, body }) => {
    const said = seed.statements?.find(
      (one) =>
        one.body === body ||
        (body === correction?.body && one.by?.key === correction.by && one.part === 'debate'),
    )
    return { id: commentId as number, seed: { issue: said?.issue, moderation: 'published' as const } }
  })
}
