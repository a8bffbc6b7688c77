import { takeStep } from '~/app/domain/audit/steps.server'
import type { Ctx } from '~/app/server/context'
import type { Db } from '~/db/client'
import { departments } from '~/db/schema/people'
import type { SurveyDefinition } from '~/db/schema/survey-definition'
import { surveyQuotas, surveys, surveyVersions } from '~/db/schema/surveys'
import { makeOffice } from '~/test/support/office'

export type Office = Awaited<ReturnType<typeof makeOffice>>

const daysFromNow = (days: number) => new Date(Math.floor(Date.now() / 60_000) * 60_000 + days * 86_400_000)

/** By the real clock, because a survey is also answered over HTTP in the tests: open for ten days, twenty to come. */
export const opened = daysFromNow(-10)
export const closes = daysFromNow(20)

/** Two pages, a condition within the page, one on a page, and a skip: who has no car goes past the parking. */
export const carSurvey: SurveyDefinition = {
  pages: [
    {
      id: 'about',
      title: '您的情况',
      questions: [
        {
          ...{ id: 'car', kind: 'single', title: '您家里有汽车吗？', required: true },
          options: [
            { id: 'one', label: '有一辆' },
            { id: 'more', label: '有两辆以上' },
            { id: 'none', label: '没有' },
          ],
        },
        {
          ...{ id: 'why', kind: 'short-text', title: '为什么不买车？', required: false, most: 100 },
          showIf: { join: 'all', tests: [{ question: 'car', is: 'chosen', value: 'none' }] },
        },
        {
          ...{ id: 'age', kind: 'number', title: '您今年多少岁？', required: false },
          ...{ least: 1, most: 120, whole: true, unit: '岁', bands: [18, 40, 60] },
        },
      ],
      skips: [
        {
          when: { join: 'all', tests: [{ question: 'car', is: 'chosen', value: 'none' }] },
          to: 'last',
        },
      ],
    },
    {
      id: 'parking',
      title: '停车',
      questions: [
        {
          ...{
            id: 'where',
            kind: 'multiple',
            title: '晚上车停在哪里？（可以多选）',
            required: true,
            most: 2,
          },
          options: [
            { id: 'street', label: '路边' },
            { id: 'yard', label: '小区里' },
            { id: 'garage', label: '车库' },
            { id: 'nowhere', label: '说不准', exclusive: true },
          ],
          other: '其他地方',
        },
        {
          ...{ id: 'ease', kind: 'rating', title: '停车方便吗？', required: true },
          ...{ steps: 5, low: '很不方便', high: '很方便' },
        },
      ],
      skips: [],
    },
    {
      id: 'last',
      title: '您的建议',
      questions: [
        { id: 'advice', kind: 'long-text', title: '您还有什么建议？', required: false, most: 1000 },
      ],
      skips: [],
    },
  ],
  crossBy: ['car'],
}

/** One question of each kind, none of them required, on two pages. */
export const everyKind: SurveyDefinition = {
  pages: [
    {
      id: 'choices',
      title: '选择',
      questions: [
        {
          ...{ id: 'single', kind: 'single', title: '单选题', required: false, other: '其他' },
          options: options('甲', '乙', '丙'),
        },
        {
          ...{ id: 'several', kind: 'multiple', title: '多选题', required: false, least: 1, most: 2 },
          ...{ options: options('甲', '乙', '丙'), shuffle: true },
        },
        { id: 'listed', kind: 'drop-down', title: '下拉题', required: false, options: options('甲', '乙') },
        { id: 'yesno', kind: 'yes-no', title: '是非题', required: false },
        { id: 'place', kind: 'place', title: '您住在哪个乡镇？', required: false },
        {
          ...{ id: 'matrix', kind: 'matrix', title: '矩阵题', required: false },
          ...{ rows: options('道路', '绿化'), columns: options('满意', '一般', '不满意') },
        },
      ],
      skips: [],
    },
    {
      id: 'more',
      title: '其他',
      questions: [
        { id: 'rating', kind: 'rating', title: '打分题', required: false, steps: 5, low: '差', high: '好' },
        {
          id: 'order',
          kind: 'ranking',
          title: '排序题',
          required: false,
          options: options('甲', '乙', '丙'),
        },
        {
          ...{ id: 'count', kind: 'number', title: '数字题', required: false },
          ...{ least: 0, most: 100, whole: false, unit: '人', bands: [] },
        },
        { id: 'since', kind: 'date', title: '日期题', required: false, from: '2000-01-01', to: '2026-12-31' },
        { id: 'words', kind: 'short-text', title: '短文字题', required: false, most: 50 },
        { id: 'essay', kind: 'long-text', title: '长文字题', required: false, most: 500 },
      ],
      skips: [],
    },
  ],
  crossBy: ['single'],
}

function options(...labels: string[]) {
  return labels.map((label, at) => ({ id: `o${at + 1}`, label }))
}

type Row = typeof surveys.$inferInsert
type Quota = Omit<typeof surveyQuotas.$inferInsert, 'surveyId' | 'position' | 'id'>

export type Wanted = Partial<Omit<Row, 'id' | 'departmentId'>> & {
  /** An office that is there already; a new one with this slug otherwise. */
  office?: Office
  slug?: string
  definition?: SurveyDefinition
  quotas?: Quota[]
  /** False: a draft that nobody sees. */
  published?: boolean
  /** When it became public; as it opens, when not said. */
  at?: Date
}

/** A published survey that is open, with its rows written directly: `carSurvey`, answered by anyone, when not said. */
export async function aSurvey(db: Db, wanted: Wanted = {}) {
  const { office = await makeOffice(db, wanted.slug), slug: _slug, ...rest } = wanted
  const { definition = carSurvey, quotas = [], published = true, at, ...words } = rest
  const values: Row = {
    ...{ title: '停车情况问卷', purpose: '了解停车难在哪里，用来修改停车方案。', audience: '全县居民' },
    ...{ access: 'open', opensAt: opened, closesAt: closes, departmentId: office.departmentId },
    ...{ createdAt: at ?? opened, createdBy: office.as('drafter').actor.id },
    ...words,
  }
  const on = at ?? values.opensAt
  await withTownships(db)
  const [survey] = await db.insert(surveys).values(values).returning()
  if (!survey) throw new Error('no row came back from the insert of a survey')
  const publishedAt = published ? on : null
  const [version] = await db
    .insert(surveyVersions)
    .values({ surveyId: survey.id, number: 1, definition, publishedAt, createdAt: survey.createdAt })
    .returning()
  if (!version) throw new Error('no row came back from the insert of a version')
  if (quotas.length > 0)
    await db
      .insert(surveyQuotas)
      .values(quotas.map((quota, position) => ({ ...quota, position, surveyId: survey.id })))
  if (published) await publishRows(office, survey.id, on)
  return { office, survey, surveyId: survey.id, version, versionId: version.id, definition }
}

async function publishRows(office: Office, id: number, on: Date): Promise<void> {
  await takeStep(office.as('drafter', on), { subject: 'survey', id, kind: 'submitted' })
  await takeStep(office.as('issuer', on), { subject: 'survey', id, kind: 'published' })
}

/** A mended survey: the next version, published at this moment. */
export async function aNextVersion(
  { db }: Pick<Ctx, 'db'>,
  {
    surveyId,
    number = 2,
    ...words
  }: { surveyId: number; number?: number; definition: SurveyDefinition } & {
    note?: string
    at?: Date
  },
) {
  const { definition, note = '把一道题的选项写得更清楚。', at = new Date() } = words
  const [version] = await db
    .insert(surveyVersions)
    .values({ surveyId, number, definition, note, publishedAt: at, createdAt: at })
    .returning()
  if (!version) throw new Error('no row came back from the insert of a version')
  return version
}

/** Two townships, for the questions of place: `yunxi` and `lingqian`. */
export async function withTownships(db: Db): Promise<void> {
  await db
    .insert(departments)
    .values([
      { slug: 'yunxi', name: '云溪镇', nameEn: 'Yunxi', kind: 'township' },
      { slug: 'lingqian', name: '岭前乡', nameEn: 'Lingqian', kind: 'township' },
    ])
    .onConflictDoNothing()
}
