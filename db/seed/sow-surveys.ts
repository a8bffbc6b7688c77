import { transact } from '~/app/domain/audit/record.server'
import { endOfDay } from '~/app/domain/calendar'
import { codesFrom, makeInvitations } from '~/app/domain/survey-answering/invitations.server'
import { mixAnswers } from '~/app/domain/survey-answering/mix.server'
import { submitMany } from '~/app/domain/survey-answering/submit.server'
import { replaceDefinition } from '~/app/domain/survey-building/build.server'
import { extendSurvey } from '~/app/domain/survey-building/extend.server'
import { saveQuotas } from '~/app/domain/survey-building/quotas.server'
import { mendSurvey, publishVersion } from '~/app/domain/survey-building/versions.server'
import { createSurvey, publishSurvey, takeSurveyStep } from '~/app/domain/survey-building/write.server'
import { versionInWork } from '~/app/domain/surveys/row.server'
import { walk } from '~/app/domain/surveys/walk'
import type { Ctx } from '~/app/server/context'
import type { Answers, SurveyDefinition } from '~/db/schema/survey-definition'
import type { Cast } from './cast'
import type { Moments } from './moments'
import { createRandom, type Random } from './random'
import type { Ground } from './sow-concerns'
import { sowResults } from './sow-results'
import { sowSheets } from './sow-sheets'
import type { SurveySeed } from './survey-types'
import { surveys } from './surveys/all'
import type { Day } from './types'

/** One survey while it is sown. */
export type SownSurvey = {
  id: number
  seed: SurveySeed
  cast: Cast
  moments: Moments
  staff: (role: 'drafter' | 'issuer' | 'moderator', at: Date) => Ctx
}

/** Surveys from the first draft to what was decided because of them, as far as they have come. */
export async function sowSurveys(grounds: Map<string, Ground>, cast: Cast, moments: Moments): Promise<void> {
  for (const seed of surveys) {
    const sown = await announce(seed, grounds, cast, moments)
    if (seed.mended) await mend(seed.mended, sown)
    if (seed.extension) await extend(seed.extension, sown)
    const codes = seed.invitations ? await invite(seed.invitations, sown) : []
    if (seed.people) {
      await answer(seed.people, codes, sown)
      await sowSheets(seed.people, sown)
    }
    const isClosed = seed.closesDay < 0
    await mixAnswers(cast.citizen(moments.now), isClosed ? { all: sown.id } : {})
    await sowResults(sown)
  }
}

async function announce(
  seed: SurveySeed,
  grounds: Map<string, Ground>,
  cast: Cast,
  moments: Moments,
): Promise<SownSurvey> {
  const { department, about, announcedDay = seed.opensDay, weighting = '' } = seed
  const staff: SownSurvey['staff'] = (role, at) => cast.as(role, department, at)
  const ground = about ? grounds.get(about.story) : undefined
  const drafter = staff('drafter', moments.at(announcedDay - 3, '10:00'))
  const { id } = await createSurvey(drafter, {
    ...{ title: seed.title, purpose: seed.purpose, audience: seed.audience, access: seed.access, weighting },
    departmentId: cast.departmentId(department),
    matterId: about?.as === 'matter' ? (ground?.matterId ?? null) : null,
    consultationId: about?.as === 'consultation' ? (ground?.consultationId ?? null) : null,
    policyId: about?.as === 'policy' ? (ground?.policyId ?? null) : null,
    opensAt: moments.planned(seed.opensDay, '09:00'),
    closesAt: endOfDay(moments.day(seed.closesDay)),
    ...{ secondEntryPercent: 10, definition: seed.definition },
  })
  if (seed.quotas) await saveQuotas(drafter, id, seed.quotas)
  await takeSurveyStep(staff('drafter', moments.at(announcedDay - 2, '17:00')), id, 'submitted', '')
  await publishSurvey(staff('issuer', moments.at(announcedDay, '08:30')), id)
  return { id, seed, cast, moments, staff }
}

async function mend(
  { day, note, definition }: NonNullable<SurveySeed['mended']>,
  { id, moments, staff }: SownSurvey,
): Promise<void> {
  const drafter = staff('drafter', moments.at(day, '09:30'))
  await mendSurvey(drafter, id, { note })
  const version = await versionInWork(drafter, id)
  await replaceDefinition(drafter, id, { definition, revision: version?.revision ?? 0 })
  const issuer = staff('issuer', moments.at(day, '11:00'))
  const mended = await versionInWork(issuer, id)
  await publishVersion(issuer, id, { revision: mended?.revision ?? 0 })
}

async function extend(
  { day, closesDay, notice }: NonNullable<SurveySeed['extension']>,
  { id, moments, staff }: SownSurvey,
): Promise<void> {
  const issuer = staff('issuer', moments.at(day, '16:00'))
  await extendSurvey(issuer, id, { closesAt: endOfDay(moments.day(closesDay)), reason: notice })
}

/** Gives the codes as they were printed on the cards. */
async function invite(
  { label, codes }: NonNullable<SurveySeed['invitations']>,
  { id, seed, moments, staff }: SownSurvey,
): Promise<string[]> {
  const given = { label, codes, seed: `demo-invitations-of-the-survey-${id}` }
  const drafter = staff('drafter', moments.at(seed.opensDay, '08:50'))
  await transact(drafter, (tx) => makeInvitations(tx, id, given))
  return codesFrom(given.seed, codes)
}

async function answer(
  { online, randomness, answersOf }: NonNullable<SurveySeed['people']>,
  codes: string[],
  { id, seed, cast, moments }: SownSurvey,
): Promise<void> {
  const random = createRandom(randomness)
  const all = Array.from({ length: online }, (_, at) => {
    const { moment, version } = whenAnswered(seed, random, moments)
    const answers = answersTo(definitionOf(seed, version), answersOf(random))
    const key = `demo-survey-${randomness}-${String(at).padStart(6, '0')}`
    const person = { browserToken: `${key}-browser`, invitationCode: codes[at] }
    return { key, version, answers, way: 'online' as const, ...person, at: moment }
  })
  for (const outcome of await submitMany(cast.citizen(moments.now), id, all))
    if (!outcome.ok) throw outcome.error
}

/** Most answer in the first days; nobody before it opens, after it closes, or in time to come. */
function whenAnswered(seed: SurveySeed, random: Random, moments: Moments) {
  const last: Day = Math.min(seed.closesDay, -1)
  const day = seed.opensDay + Math.floor((last - seed.opensDay + 1) * random.next() ** 1.6)
  const moment = moments.at(day, `${String(10 + random.below(11)).padStart(2, '0')}:30`)
  return { moment, version: seed.mended && day >= seed.mended.day + 1 ? 2 : 1 }
}

export function definitionOf(seed: SurveySeed, version: number): SurveyDefinition {
  return version === 2 && seed.mended ? seed.mended.definition : seed.definition
}

/** What this version asks of somebody who would say all this; an option that came later is left out. */
export function answersTo(definition: SurveyDefinition, given: Answers): Answers {
  const known: Answers = { ...given }
  for (const question of definition.pages.flatMap(({ questions }) => questions)) {
    const answer = known[question.id]
    if (question.kind !== 'multiple' || !Array.isArray(answer)) continue
    const ids = new Set([...question.options.map(({ id }) => id), ...(question.other ? ['other'] : [])])
    const left = answer.filter((id) => ids.has(id))
    known[question.id] = left.length > 0 ? left : [question.options[0]?.id ?? '']
  }
  return walk(definition, known).answers
}
