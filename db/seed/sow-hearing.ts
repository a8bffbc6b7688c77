import { Document, Packer, Paragraph } from 'docx'
import { asc, eq } from 'drizzle-orm'
import { isParticipantGroup, type SeatGroup } from '~/app/domain/activities/types'
import { holdActivity } from '~/app/domain/check-in/hold.server'
import { markPresence, markRestAbsent } from '~/app/domain/check-in/presence.server'
import { deliverMaterials } from '~/app/domain/materials/delivery.server'
import { addMaterial, materialsOf } from '~/app/domain/materials/materials.server'
import { openMaterial, openMaterials } from '~/app/domain/materials/open-materials.server'
import { saveStatement } from '~/app/domain/transcripts/statements.server'
import {
  answerCorrection,
  askCorrection,
  closeTranscript,
  openTranscript,
  recordSignature,
  refuseToSign,
  signTranscript,
} from '~/app/domain/transcripts/transcript.server'
import { statements } from '~/db/schema/statements'
import type { HearingSeed } from './activity-types'
import type { Sowing } from './sow-activities'
import type { Person } from './sow-call'
import { castSpeakers, type Seated, seatedPeople, sowStatements } from './sow-statements'

/** From the materials to the signed transcript. */
export async function sowHearing(hearing: HearingSeed, people: Person[], sowing: Sowing): Promise<void> {
  const seated = await seatedPeople(people, sowing)
  const participants = seated.filter(({ group }) => isParticipantGroup(group as SeatGroup))
  await deliver(hearing, participants, sowing)
  const present = await hold(seated, participants, sowing)
  const speakers = await sowStatements(people, sowing)
  await sign(hearing.transcript, present, speakers, sowing)
}

/** By link to who left an address, by hand to the others; most of them open it. */
async function deliver(hearing: HearingSeed, participants: Seated[], sowing: Sowing): Promise<void> {
  const { id, cast, before, staff } = sowing
  const { materials, materialsDay } = hearing
  const uploads = []
  for (const { name, lines } of materials) uploads.push({ name, bytes: await wordOf(lines) })
  const served = before(materialsDay, '14:00')
  await addMaterial(staff('drafter', before(materialsDay, '10:00')), id, uploads)
  const byLink = participants.filter(({ seed }) => seed.email)
  const byHand = participants.filter(({ seed }) => !seed.email)
  const clerk = staff('drafter', served)
  const ids = (all: Seated[]) => all.map(({ registrationId }) => registrationId)
  if (byLink.length > 0) await deliverMaterials(clerk, id, { registrationIds: ids(byLink), way: 'link' })
  const handed = staff('drafter', before(materialsDay + 1, '17:30'))
  await deliverMaterials(handed, id, {
    registrationIds: ids(byHand),
    way: 'hand',
    at: before(materialsDay + 1, '15:00'),
  })
  const [first] = await materialsOf(clerk, id)
  for (const [at, { code }] of byLink.entries()) {
    // One of them has not looked at it.
    if (at === byLink.length - 1) continue
    const reader = cast.citizen(before(materialsDay + 1 + (at % 5), '20:15'))
    await openMaterials(reader, code)
    if (first && at % 2 === 0) await openMaterial(reader, code, first.id)
  }
}

function wordOf(lines: string[]): Promise<Buffer> {
  return Packer.toBuffer(new Document({ sections: [{ children: lines.map((line) => new Paragraph(line)) }] }))
}

/** At the door: everybody but the last of the consumers who has nothing to say. */
async function hold(seated: Seated[], participants: Seated[], sowing: Sowing): Promise<Seated[]> {
  const { id, seed, after, staff } = sowing
  const speaking = new Set(castSpeakers(seed.statements ?? [], seated).values())
  const absent = participants.filter((one) => one.group === 'consumer' && !speaking.has(one)).at(-1)
  for (const one of seated)
    if (one !== absent) await markPresence(staff('drafter', after(0, '08:45')), id, one.pseudonym, 'present')
  await markRestAbsent(staff('drafter', after(0, '09:30')), id)
  await holdActivity(staff('drafter', after(0, '12:20')), id)
  return participants.filter((one) => one !== absent)
}

async function sign(
  { openedAfter, correction, signedAfter, refused, closedAfter }: HearingSeed['transcript'],
  present: Seated[],
  speakers: Map<string, Seated>,
  sowing: Sowing,
): Promise<void> {
  const { id, cast, after, staff } = sowing
  await openTranscript(staff('drafter', after(openedAfter, '10:00')), id)
  const [early] = present
  if (early) await signTranscript(cast.citizen(after(openedAfter, '12:30')), early.code, nameOf(early))
  const engineer = of(speakers, correction.by)
  await askCorrection(cast.citizen(after(openedAfter, '20:10')), engineer.code, correction.words)
  const clerk = staff('drafter', after(openedAfter + 1, '09:30'))
  await mend(clerk, correction.body, engineer, sowing)
  await answerCorrection(clerk, engineer.registrationId, '已经按您的原话改好，重新送请各位参加人确认。')
  await openTranscript(clerk, id, { note: '更正了一处数据，其余没有改动，请再确认一次。' })
  const refusing = of(speakers, refused.by)
  for (const [at, one] of present.entries()) {
    const moment = after(signedAfter - 1 + (at % 3), `${9 + (at % 12)}:${10 + at}`.padStart(5, '0'))
    if (one.code === refusing.code) await refuseToSign(cast.citizen(moment), one.code, refused.reason)
    // Two came to the office and signed on paper.
    else if (at % 9 === 4)
      await recordSignature(staff('drafter', moment), one.registrationId, { kind: 'signed' })
    else await signTranscript(cast.citizen(moment), one.code, nameOf(one))
  }
  await closeTranscript(staff('issuer', after(closedAfter, '16:00')), id)
}

function nameOf({ seed }: Seated) {
  return { name: seed.name }
}

function of(speakers: Map<string, Seated>, key: string): Seated {
  const speaker = speakers.get(key)
  if (!speaker) throw new Error(`nobody speaks as ${key}`)
  return speaker
}

/** The last thing that the person said is written as it was said. */
async function mend(
  clerk: ReturnType<Sowing['staff']>,
  body: string,
  speaker: Seated,
  { id }: Sowing,
): Promise<void> {
  const own = await clerk.db
    .select()
    .from(statements)
    .where(eq(statements.registrationId, speaker.registrationId))
    .orderBy(asc(statements.position))
  const last = own.at(-1)
  if (!last) throw new Error('nothing to mend')
  const { id: statementId, part, clauseId, kind } = last
  await saveStatement(clerk, id, {
    ...{ statementId, part, clauseId, kind, body },
    ...{ speaker: speaker.registrationId, label: '' },
  })
}
