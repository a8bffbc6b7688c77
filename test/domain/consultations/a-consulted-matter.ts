import { takeStep } from '~/app/domain/audit/steps.server'
import type { ConsultationForm } from '~/app/domain/consultations/forms'
import {
  createConsultation,
  publishConsultation,
  reviewConsultation,
  submitConsultation,
} from '~/app/domain/consultations/write.server'
import { createMatter, publishMatter } from '~/app/domain/matters/write.server'
import { parseText } from '~/app/domain/texts/parse-text'
import { saveVersion } from '~/app/domain/texts/versions.server'
import type { Db } from '~/db/client'
import { feedbackReports } from '~/db/schema/consultations'
import { makeOffice } from '~/test/support/office'

export const at = (moment: string) => new Date(`${moment}+08:00`)
export const opening = at('2026-09-01T09:00:00')
export const closing = at('2026-10-09T23:59:59.999')
export const afterwards = at('2026-10-12T10:00:00')

export const firstDraft = `云岭县电动自行车停放管理办法（征求意见稿）
第一条　为了规范电动自行车停放，制定本办法。
第二条　禁止在楼道内停放电动自行车。
第三条　充电设施由物业服务企业维护。
第四条　违反本办法的，责令改正。`

export const secondDraft = `云岭县电动自行车停放管理办法（第二次征求意见稿）
第一条　为了规范电动自行车停放和充电，制定本办法。
第二条　充电设施由物业服务企业维护。
第三条　禁止在楼道内停放电动自行车。
第四条　新建小区应当配建充电车棚，面积不少于每百户二十平方米。`

export type Office = Awaited<ReturnType<typeof makeOffice>>

/** A published matter with a first draft and a consultation on it that is open from `opening` to `closing`. */
export async function aConsultedMatter(
  db: Db,
  slug: string,
  { from = opening, until = closing, draft = firstDraft } = {},
) {
  const office = await makeOffice(db, slug)
  const { departmentId } = office
  const { id: matterId } = await createMatter(office.as('drafter', from), {
    departmentId,
    title: '电动自行车停放管理',
    kind: 'public-policy',
    summary: '规范停放和充电。',
    basis: '《重大行政决策程序暂行条例》第三条',
    year: 2026,
    plannedMethods: ['consultation', 'symposium'],
    plannedTiming: '第四季度',
    affectedGroups: [],
    consentOn: '2026-03-01',
  })
  await publishMatter(office.as('issuer', from), matterId)
  const drafter = office.as('drafter', from)
  const first = await saveVersion(drafter, { departmentId, parsed: parseText(draft) })
  const { id } = await createConsultation(drafter, {
    ...words,
    departmentId,
    matterId,
    versionId: first.versionId,
    opensAt: from,
    closesAt: until,
  })
  await makePublic(office, id, from)
  return { office, matterId, id, textId: first.textId, firstVersion: first.versionId }
}

const words: Omit<ConsultationForm, 'matterId' | 'versionId' | 'opensAt' | 'closesAt'> = {
  title: '电动自行车停放管理办法公开征求意见',
  background: '楼道里停车、充电，起过火。',
  draftingNote: '起草说明。',
  draftKind: 'decision',
  shortReason: '',
  letterTo: '文昌街18号',
  phone: '0000-0000122',
  email: 'a@yunling.example',
}

/** The next version of the text, and its id. */
export async function anotherVersion(office: Office, textId: number, text = secondDraft): Promise<number> {
  const { departmentId } = office
  const saved = await saveVersion(office.as('drafter', afterwards), {
    textId,
    departmentId,
    parsed: parseText(text),
  })
  return saved.versionId
}

export async function makePublic(office: Office, id: number, now: Date): Promise<void> {
  await submitConsultation(office.as('drafter', now), id)
  await reviewConsultation(office.as('reviewer', now), id)
  await publishConsultation(office.as('issuer', now), id)
}

/** The public answer to a consultation, as far as other rules ask for it. */
export async function answer(db: Db, office: Office, consultationId: number, now: Date): Promise<void> {
  const [report] = await db
    .insert(feedbackReports)
    .values({ consultationId, introduction: '没有收到意见。', createdAt: now })
    .returning({ id: feedbackReports.id })
  const step = { subject: 'feedback-report' as const, id: report?.id ?? 0, kind: 'published' }
  await takeStep(office.as('issuer', now), step)
}
