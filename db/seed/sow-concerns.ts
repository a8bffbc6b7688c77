import { eq } from 'drizzle-orm'
import { raiseConcern } from '~/app/domain/concerns/raise.server'
import { publishResponse, saveResponse, submitResponse } from '~/app/domain/concerns/respond.server'
import { publishConcern, triageConcern } from '~/app/domain/concerns/triage.server'
import type { Clause } from '~/app/domain/texts/versions.server'
import { concerns } from '~/db/schema/concerns'
import type { Cast } from './cast'
import { clauseIdOf } from './documents'
import type { Moments } from './moments'
import { plainBlocks } from './plain-blocks'
import type { ConcernSeed, ResponseSeed, Story } from './types'

/** What a concern of a story can be about, once its texts are public. */
export type Ground = {
  clauses: Clause[]
  matterId?: number | undefined
  policyId?: number
  consultationId?: number
  interpretations: Map<string, number>
}

export async function sowConcerns(
  story: Story,
  grounds: Map<string, Ground>,
  cast: Cast,
  moments: Moments,
): Promise<void> {
  for (const [at, seed] of (story.concerns ?? []).entries()) {
    const ground = grounds.get(seed.about ?? story.slug) ?? { clauses: [], interpretations: new Map() }
    await sowConcern(seed, `demo-concern-${story.slug}-${at}`, ground, cast, moments)
  }
}

async function sowConcern(
  seed: ConcernSeed,
  key: string,
  ground: Ground,
  cast: Cast,
  moments: Moments,
): Promise<void> {
  const raised =
    seed.hoursAgo === undefined ? moments.at(seed.day, seed.time) : moments.after(moments.now, -seed.hoursAgo)
  const clauseId = seed.clause ? clauseIdOf(ground.clauses, seed.clause) : undefined
  const { code } = await raiseConcern(cast.citizen(raised), {
    key,
    kind: seed.kind,
    body: seed.body,
    place: seed.township ? cast.departmentName(seed.township) : '',
    displayName: '',
    publishWords: false,
    contact: '',
    clauseId,
    policyId: clauseId ? ground.policyId : undefined,
    consultationId: clauseId && !ground.policyId ? ground.consultationId : undefined,
  })
  const { db } = cast.citizen(raised)
  const [row] = await db.select({ id: concerns.id }).from(concerns).where(eq(concerns.code, code))
  const id = row?.id ?? 0
  const desk = cast.as('spokesperson', 'office', moments.after(raised, 0.5))
  const { severity, publicTitle, publicBody } = seed
  await triageConcern(desk, {
    id,
    departmentId: cast.departmentId(seed.department),
    severity,
    publicTitle,
    publicBody,
    reason: '',
  })
  await publishConcern(cast.as('spokesperson', 'office', moments.after(raised, 0.75)), id)
  for (const response of seed.responses ?? [])
    await sowResponse(response, id, seed, raised, ground, cast, moments)
}

async function sowResponse(
  seed: ResponseSeed,
  concernId: number,
  { department }: ConcernSeed,
  raised: Date,
  ground: Ground,
  cast: Cast,
  moments: Moments,
) {
  const drafter = cast.as('spokesperson', department, moments.after(raised, seed.hoursAfter - 0.2))
  const { responseId } = await saveResponse(drafter, {
    concernId,
    body: plainBlocks(seed.blocks),
    spokesperson: seed.spokesperson,
    clauseIds: seed.cites.clauses.map((label) => clauseIdOf(ground.clauses, label)),
    interpretationIds: seed.cites.interpretations.map((title) => interpretationOf(ground, title)),
  })
  await submitResponse(drafter, responseId)
  await publishResponse(
    cast.as('spokesperson', department, moments.after(raised, seed.hoursAfter)),
    responseId,
  )
}

function interpretationOf(ground: Ground, title: string): number {
  const id = ground.interpretations.get(title)
  if (!id) throw new Error(`no interpretation ${title}`)
  return id
}
