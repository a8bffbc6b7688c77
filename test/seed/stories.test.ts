import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { addDays, addWorkingDays, startOfDay } from '~/app/domain/calendar'
import { findPrivateData } from '~/app/domain/comments/private-data'
import { concernFindings, deadlineOf, responseFindings } from '~/app/domain/concerns/rules'
import { consultationFindings } from '~/app/domain/consultations/rules'
import { findDoubts } from '~/app/domain/texts/doubts'
import { parseText } from '~/app/domain/texts/parse-text'
import { accounts } from '~/db/seed/accounts'
import type { Block } from '~/db/seed/block-types'
import { departments } from '~/db/seed/county'
import { fillDates } from '~/db/seed/fill-dates'
import { findClause } from '~/db/seed/find-clause'
import { plainBlocks } from '~/db/seed/plain-blocks'
import { stories } from '~/db/seed/stories/all'
import { catalogue } from '~/db/seed/stories/catalogue/catalogue'
import type { CommentSeed, Story } from '~/db/seed/types'

const articles: Record<string, number[]> = {
  'elder-care': [13],
  'elder-care-trial': [12],
  water: [12],
  'water-amended': [13],
  parking: [20, 21],
  apple: [11, 12],
  'rural-housing': [16],
  elevator: [24],
  'e-bikes': [26, 27],
  'heating-emergency': [15],
  'school-zones': [12],
}

const draftOf = (story: Story) => story.consultation && parseText(story.consultation.draft)
const policyOf = (story: Story) => story.policy && parseText(story.policy.text)
const secondDraftOf = (story: Story) => story.nextRound && parseText(story.nextRound.consultation.draft)
const textsOf = (story: Story) =>
  [draftOf(story), secondDraftOf(story), policyOf(story)].filter((text) => text !== undefined)
const has = (text: ReturnType<typeof parseText> | undefined, label: string) =>
  text !== undefined && findClause(text.clauses, label) >= 0
/** Every clause that the blocks name: quoted, explained, or explained at a second or a row. */
const quoted = (blocks: Block[]) =>
  blocks.flatMap((block) => [
    ...(block.explains ?? []),
    ...(block.type === 'quote-clause' ? [block.label] : []),
    ...(block.type === 'video' || block.type === 'audio'
      ? block.moments.flatMap(({ clause }) => clause ?? [])
      : []),
    ...(block.type === 'beforeAfter' ? block.rows.flatMap(({ clause }) => clause ?? []) : []),
  ])
/** What the blocks show: pictures that are drawn, and files that lie ready. */
const shown = (block: Block): { file: string; alt?: string }[] => {
  const drawn = (picture: string, alt: string) => ({ file: `pictures/${picture}.svg`, alt })
  switch (block.type) {
    case 'image':
    case 'longImage':
      return [drawn(block.picture, block.alt)]
    case 'gallery':
      return block.pictures.map(({ picture, alt }) => drawn(picture, alt))
    case 'animation':
      return [drawn(block.still, block.alt), { file: `files/${block.file}` }]
    case 'video':
    case 'audio':
      return [{ file: `files/${block.file}` }, { file: `files/${block.file.replace(/\.\w+$/, '.zh.vtt')}` }]
    case 'download':
      return [{ file: `files/${block.file}` }]
    default:
      return []
  }
}
const issuesOf = ({ issue, points }: CommentSeed) =>
  points ? points.map((point) => point.issue) : [issue ?? '']
const today = '2026-11-24'
/** T1: as the seed moves a close that falls on a holiday. */
const workingDayFrom = (day: string) => addWorkingDays(addDays(day, -1), 1)

describe('the texts of the demo county', () => {
  it.each(stories.filter((story) => textsOf(story).length > 0))(
    '$slug has the articles it should, and no doubts',
    (story) => {
      const texts = textsOf(story)
      expect(texts.map((text) => text.clauses.filter(({ kind }) => kind === 'article').length)).toEqual(
        articles[story.slug],
      )
      for (const text of texts) expect([...text.doubts, ...findDoubts(text.clauses)]).toEqual([])
    },
  )

  it.each(stories)('$slug cites only clauses that exist', (story) => {
    const draft = draftOf(story)
    const policy = policyOf(story)
    const onDraft = [
      ...(story.comments ?? []).flatMap(({ clause }) => clause ?? []),
      ...(story.issues ?? []).flatMap(({ clauses }) => clauses),
    ]
    const onPolicy = [
      ...(story.interpretations ?? []).flatMap(({ blocks }) => quoted(blocks)),
      ...(story.concerns ?? []).flatMap(({ clause, responses = [] }) => [
        ...(clause ? [clause] : []),
        ...responses.flatMap(({ cites, blocks }) => [...cites.clauses, ...quoted(blocks)]),
      ]),
    ]
    expect(onDraft.filter((label) => !has(draft, label))).toEqual([])
    expect(onPolicy.filter((label) => !has(policy ?? draft, label))).toEqual([])
  })

  it.each(stories)('$slug cites only its own interpretations, and files that lie ready', (story) => {
    const titles = (story.interpretations ?? []).map(({ title }) => title)
    const cited = (story.concerns ?? []).flatMap(({ responses = [] }) =>
      responses.flatMap(({ cites }) => cites.interpretations),
    )
    expect(cited.filter((title) => !titles.includes(title))).toEqual([])
    const files = (story.interpretations ?? []).flatMap(({ blocks }) => blocks.flatMap(shown))
    for (const { file, alt } of files) {
      expect(existsSync(fileURLToPath(new URL(`../../db/seed/${file}`, import.meta.url))), file).toBe(true)
      if (alt !== undefined) expect(alt.length).toBeGreaterThan(20)
    }
  })
})

describe('the demo county keeps the rules', () => {
  it.each(stories.filter(({ consultation }) => consultation))(
    '$slug: its consultation may be published',
    (story) => {
      const consultation = story.consultation as NonNullable<Story['consultation']>
      const opensAt = startOfDay(addDays(today, consultation.opensDay))
      const closes = workingDayFrom(addDays(today, consultation.closesDay))
      const findings = consultationFindings(
        {
          ...consultation,
          clauseCount: draftOf(story)?.clauses.length ?? 0,
          matterIsPublic: catalogue.stories.includes(story.slug),
          opensAt,
          closesAt: new Date(`${closes}T23:59:59.999+08:00`),
          shortReason: consultation.shortReason ?? '',
          letterTo: consultation.channels.letter,
          phone: consultation.channels.phone,
          email: consultation.channels.email,
        },
        opensAt,
      )
      expect(findings).toEqual([])
    },
  )

  it.each(stories.filter(({ feedback }) => feedback))(
    '$slug: its ledger balances, and every decision has a reason or shows what changed',
    (story) => {
      const keys = (story.issues ?? []).map(({ key }) => key)
      for (const comment of story.comments ?? []) {
        if (comment.moderation === 'published')
          expect(keys).toEqual(expect.arrayContaining(issuesOf(comment)))
        else expect(['refused', 'withdrawn']).toContain(comment.moderation)
      }
      for (const issue of story.issues ?? []) {
        expect(story.comments?.some((comment) => issuesOf(comment).includes(issue.key))).toBe(true)
        expect(issue.decision).not.toBeNull()
        // P12: a plain adoption may show the changed clause instead.
        if (issue.decision !== 'adopted' || issue.clauses.length === 0)
          expect(issue.reason ?? '').not.toBe('')
      }
      expect(story.feedback?.day).toBeGreaterThan(story.consultation?.closesDay ?? 0)
      expect(story.feedback?.day).toBeLessThan(
        story.policy?.publishedDay ?? story.submittedForDiscussionDay ?? 0,
      )
    },
  )

  it('shows every kind of decision in the parking story', () => {
    const decisions = stories.find(({ slug }) => slug === 'parking')?.issues?.map(({ decision }) => decision)
    expect(new Set(decisions)).toEqual(new Set(['adopted', 'partially-adopted', 'not-adopted', 'explained']))
  })

  it.each(stories)(
    '$slug: its comments fall within the period, and no private number is published',
    ({ consultation, comments = [] }) => {
      for (const comment of comments) {
        expect(comment.day).toBeGreaterThanOrEqual(consultation?.opensDay ?? 0)
        expect(comment.day).toBeLessThanOrEqual(Math.min(consultation?.closesDay ?? 0, 0))
        expect(comment.moderation === 'refused').toBe(comment.refusalReason !== undefined)
        if (comment.moderation === 'published')
          expect(findPrivateData(comment.mask ?? comment.body)).toEqual([])
      }
    },
  )

  it.each(stories)(
    '$slug: its concerns are answered within their time, in words that may be public',
    ({ concerns = [] }) => {
      for (const concern of concerns) {
        expect(concernFindings({ body: concern.body, publishWords: false }, concern)).toEqual([])
        const received = new Date(`${addDays(today, concern.day)}T${concern.time}:00+08:00`)
        for (const [index, response] of (concern.responses ?? []).entries()) {
          const answered = new Date(received.getTime() + response.hoursAfter * 3_600_000)
          if (index === 0) expect(answered <= deadlineOf(concern.severity, received)).toBe(true)
          const draft = {
            body: plainBlocks(response.blocks),
            spokesperson: response.spokesperson,
            departmentId: 1,
          }
          const findings = responseFindings(draft, 1, {
            unpublishedClauses: 0,
            unpublishedInterpretations: 0,
            cited: 1,
          })
          expect(findings).toEqual([])
          if (concern.hoursAgo) expect(response.hoursAfter).toBeLessThan(concern.hoursAgo)
        }
      }
    },
  )

  it('has an account for each role, and every named department', () => {
    const slugs = departments.map(({ slug }) => slug)
    expect(new Set(accounts.flatMap(({ roles }) => roles)).size).toBe(8)
    const named = [
      ...accounts.map(({ department }) => department),
      ...departments.flatMap(({ parent }) => parent ?? []),
      ...stories.flatMap(
        ({ matter, consultation, policy, interpretations = [], concerns = [], comments = [], ...rest }) => [
          ...(rest.activities ?? []).flatMap(({ department, call }) => [
            department,
            ...(call?.registrants ?? []).flatMap(({ township }) => township ?? []),
          ]),
          ...(matter ? [matter.leadDepartment] : []),
          ...(consultation ? [consultation.department] : []),
          ...(policy ? [policy.draftingDepartment, policy.issuingDepartment] : []),
          ...interpretations.map(({ department }) => department),
          ...concerns.map(({ department }) => department),
          ...comments.flatMap(({ township }) => township ?? []),
        ],
      ),
    ]
    expect(named.filter((slug) => !slugs.includes(slug))).toEqual([])
  })

  it('has seven matters in its catalogue, and leaves no date unfilled', () => {
    expect(catalogue.stories).toHaveLength(7)
    expect(catalogue.stories.every((slug) => stories.find((story) => story.slug === slug)?.matter)).toBe(true)
    const bodies = stories.flatMap(({ announcements = [], activities = [] }) => [
      ...announcements.flatMap(({ body }) => body),
      ...activities.map((activity) => JSON.stringify(activity)),
    ])
    const filled = [catalogue.title, ...bodies].map((text) =>
      fillDates(text, new Date(`${today}T09:00:00+08:00`)),
    )
    expect(filled.join('')).not.toContain('{{')
    expect(filled[0]).toBe('云岭县2026年度重大行政决策事项目录')
  })
})
