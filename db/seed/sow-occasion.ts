import { dayOf } from '~/app/domain/calendar'
import { holdActivity } from '~/app/domain/check-in/hold.server'
import { markPresence, markRestAbsent } from '~/app/domain/check-in/presence.server'
import { saveAttendances, savePhotos, savePoll } from '~/app/domain/occasions/save-record.server'
import type { PollSeed } from './activity-types'
import type { Sowing } from './sow-activities'
import type { Person } from './sow-call'
import { seatedPeople } from './sow-statements'
import { storePicture } from './store-files'

/** What is kept of an activity without a transcript: who was there, pictures, the figures of a poll. */
export async function sowOccasion(people: Person[], sowing: Sowing): Promise<void> {
  const { id, seed, after, staff } = sowing
  if (seed.call?.selection) await attend(people, sowing)
  const clerk = staff('drafter', after(0, '19:30'))
  if (seed.attendances)
    await saveAttendances(
      clerk,
      id,
      seed.attendances.map(({ names = '', ...group }) => ({ ...group, names })),
    )
  if (seed.photos) await takePhotos(seed.photos, sowing)
  if (seed.poll) await count(seed.poll, sowing)
}

/** P14: those with a seat are let in, and the meeting takes place. */
async function attend(people: Person[], sowing: Sowing): Promise<void> {
  const { id, after, staff } = sowing
  for (const { pseudonym } of await seatedPeople(people, sowing))
    await markPresence(staff('drafter', after(0, '14:15')), id, pseudonym, 'present')
  await markRestAbsent(staff('drafter', after(0, '14:50')), id)
  await holdActivity(staff('drafter', after(0, '17:10')), id)
}

async function takePhotos(
  photos: { picture: string; caption: string }[],
  { id, seed, cast, after, staff }: Sowing,
): Promise<void> {
  const ctx = staff('drafter', after(0, '19:40'))
  const departmentId = cast.departmentId(seed.department)
  const stored: { mediaId: number; caption: string }[] = []
  for (const { picture, caption } of photos) {
    const { mediaId } = await storePicture(picture, { ctx, departmentId })
    stored.push({ mediaId, caption })
  }
  await savePhotos(ctx, id, stored)
}

async function count(poll: PollSeed, { id, before, after, staff }: Sowing): Promise<void> {
  await savePoll(staff('drafter', after(2, '10:00')), id, {
    ...poll,
    fromDay: dayOf(before(poll.fromDay, '12:00')),
    toDay: dayOf(before(poll.toDay, '12:00')),
  })
}
