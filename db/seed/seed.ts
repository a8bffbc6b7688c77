import { createAnnouncement, publishAnnouncement } from '~/app/domain/announcements/write.server'
import { submitForDiscussion } from '~/app/domain/matters/discussion.server'
import { createMatter, publishMatter } from '~/app/domain/matters/write.server'
import { roleName } from '~/app/domain/people/permissions'
import { type Db, database } from '~/db/client'
import { useBundledFonts } from '~/media/fonts'
import { accounts } from './accounts'
import { type Cast, castCounty, demoPassword } from './cast'
import { fillDates } from './fill-dates'
import { createMoments, type Moments } from './moments'
import { sowActivities } from './sow-activities'
import { type Ground, sowConcerns } from './sow-concerns'
import { sowConsultation } from './sow-consultation'
import { sowPolicy } from './sow-policy'
import { sowSurveys } from './sow-surveys'
import { stories as storySeeds } from './stories/all'
import { catalogue as catalogueSeed } from './stories/catalogue/catalogue'
import type { CatalogueSeed, Story } from './types'

/** Shown at the start: one account for each thing that can be tried. */
export const demoAccounts = accounts
  .filter(({ email }) => /^(housing|urban)\.|^(admin|moderator|disclosure|spokesperson|auditor)@/.test(email))
  .map(({ email, title, roles }) => ({
    email,
    password: demoPassword,
    role: `${roles.map(roleName).join('、')}（${title}）`,
  }))

/** The demo county, with dates around `now`: through the same functions as the desk, in one transaction. */
export async function seedDemoCounty(now = new Date(), db: Db = database()): Promise<void> {
  // Before sharp draws the first letter of a picture.
  useBundledFonts()
  await db.transaction((tx) => sowCounty(tx, createMoments(now)))
}

async function sowCounty(db: Db, moments: Moments): Promise<void> {
  const { now } = moments
  const cast = await castCounty(db, moments.at(-400))
  const stories: Story[] = JSON.parse(fillDates(JSON.stringify(storySeeds), now))
  const catalogue: CatalogueSeed = JSON.parse(fillDates(JSON.stringify(catalogueSeed), now))
  const policyIds = new Map<string, number>()
  const grounds = new Map<string, Ground>()
  for (const story of stories) {
    const matterId = await sowMatter(story, catalogue, cast, moments)
    await sowAnnouncements(story, matterId, cast, moments)
    const consultation = matterId ? await sowConsultation(story, matterId, cast, moments) : undefined
    if (matterId) {
      await sowDiscussion(story, matterId, cast, moments)
      await sowActivities(story, { matterId, consultation }, cast, moments)
    }
    const idOf = (slug: string | undefined) => (slug ? policyIds.get(slug) : undefined)
    const others = { replacedById: idOf(story.policy?.replacedBy), replacesId: idOf(story.policy?.replaces) }
    const origin = { matterId, consultationId: consultation?.consultationId }
    const policy = await sowPolicy(story, origin, others, cast, moments)
    if (policy) policyIds.set(story.slug, policy.policyId)
    grounds.set(story.slug, {
      clauses: policy?.clauses ?? consultation?.clauses ?? [],
      matterId,
      policyId: policy?.policyId,
      consultationId: consultation?.consultationId,
      interpretations: policy?.interpretations ?? new Map(),
    })
  }
  await sowSurveys(grounds, cast, moments)
  await sowCatalogue(catalogue, cast, moments)
  for (const story of stories) await sowConcerns(story, grounds, cast, moments)
}

async function sowMatter(
  { slug, matter }: Story,
  catalogue: CatalogueSeed,
  cast: Cast,
  moments: Moments,
): Promise<number | undefined> {
  if (!matter) return undefined
  const { leadDepartment, dayOffsets, ...content } = matter
  const listed = moments.at(dayOffsets.listed)
  const consentDay = catalogue.stories.includes(slug) ? catalogue.consentDay : dayOffsets.listed - 1
  const { id } = await createMatter(cast.as('drafter', leadDepartment, moments.at(dayOffsets.proposed)), {
    ...content,
    departmentId: cast.departmentId(leadDepartment),
    year: Number(moments.day(dayOffsets.listed).slice(0, 4)),
    consentOn: moments.day(Math.min(consentDay, dayOffsets.listed)),
  })
  await publishMatter(cast.as('issuer', leadDepartment, listed), id)
  return id
}

/** P9: with what became of every comment. Where a policy came of it, that is sown with the policy. */
async function sowDiscussion(
  { matter, submittedForDiscussionDay: day }: Story,
  matterId: number,
  cast: Cast,
  moments: Moments,
): Promise<void> {
  if (!matter || day === undefined) return
  const issuer = cast.as('issuer', matter.leadDepartment, moments.at(day, '16:00'))
  await submitForDiscussion(issuer, matterId, { meeting: '县人民政府常务会议' })
}

async function sowAnnouncements(
  { announcements = [] }: Story,
  matterId: number | undefined,
  cast: Cast,
  moments: Moments,
) {
  for (const { department, body, day, heldDay, heldTime, title, place } of announcements) {
    const { id } = await createAnnouncement(cast.as('drafter', department, moments.at(day - 1)), {
      title,
      place,
      body: body.join('\n\n'),
      matterId: matterId ?? null,
      departmentId: cast.departmentId(department),
      heldAt: moments.plannedWorkday(heldDay, heldTime),
    })
    await publishAnnouncement(cast.as('issuer', department, moments.at(day)), id)
  }
}

async function sowCatalogue(catalogue: CatalogueSeed, cast: Cast, moments: Moments): Promise<void> {
  const { id } = await createAnnouncement(
    cast.as('drafter', 'office', moments.at(catalogue.publishedDay - 1)),
    {
      title: catalogue.title,
      body: catalogue.body.join('\n\n'),
      place: '',
      matterId: null,
      heldAt: null,
      departmentId: cast.departmentId('office'),
    },
  )
  await publishAnnouncement(cast.as('issuer', 'office', moments.at(catalogue.publishedDay)), id)
}
