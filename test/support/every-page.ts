import { and, asc, eq } from 'drizzle-orm'
import { paths } from '~/app/paths'
import type { Db } from '~/db/client'
import { steps } from '~/db/schema/audit'
import { comments } from '~/db/schema/comments'
import { concerns } from '~/db/schema/concerns'
import { consultations } from '~/db/schema/consultations'
import { announcements, matters } from '~/db/schema/matters'
import { accounts } from '~/db/schema/people'
import { interpretations, policies } from '~/db/schema/policies'

export type Page = { name: string; path: string /** Whose desk it is; public where absent. */; as?: string }

/** One address of every kind of page, in the demo county. A route without a line here fails a test. */
export async function everyPage(db: Db): Promise<Page[]> {
  const open = await consultationNamed(db, '加装电梯')
  const answered = await consultationNamed(db, '停车')
  const upcoming = await consultationNamed(db, '学区')
  const parking = await policyNamed(db, '停车')
  const lapsed = await policyNamed(db, '试行')
  const [interpretation] = await db
    .select({ id: interpretations.id })
    .from(interpretations)
    .where(and(eq(interpretations.policyId, parking.id), eq(interpretations.form, 'figure')))
  const [matter] = await db.select({ id: matters.id }).from(matters).where(eq(matters.id, answered.matterId))
  const [answeredConcern] = await db
    .select({ id: concerns.id })
    .from(concerns)
    .where(eq(concerns.kind, 'rumour'))
  const [announcement] = await db
    .select({ id: announcements.id })
    .from(announcements)
    .where(eq(announcements.kind, 'hearing'))
  const [ownAnnouncement] = await db
    .select({ id: announcements.id })
    .from(announcements)
    .where(eq(announcements.departmentId, open.departmentId))
  const [comment] = await db
    .select({ code: comments.code })
    .from(comments)
    .innerJoin(
      steps,
      and(eq(steps.subject, 'comment'), eq(steps.subjectId, comments.id), eq(steps.kind, 'published')),
    )
    .where(eq(comments.consultationId, answered.id))
    .orderBy(asc(comments.id))
  const [concern] = await db.select({ code: concerns.code }).from(concerns).orderBy(asc(concerns.id)).limit(1)
  const [account] = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(accounts.email, 'admin@yunling.example'))
  const id = (row: { id: number } | undefined) => row?.id ?? 0
  if (!account) throw new Error('the demo county is not there')

  const drafter = 'housing.drafter@yunling.example'
  const cityDrafter = 'urban.drafter@yunling.example'
  return [
    { name: 'home', path: paths.home() },
    { name: 'matters', path: paths.matters() },
    { name: 'matter', path: paths.matter(id(matter)) },
    { name: 'consultations', path: paths.consultations() },
    { name: 'consultation-open', path: paths.consultation(open.id) },
    { name: 'consultation-upcoming', path: paths.consultation(upcoming.id) },
    { name: 'consultation-answered', path: paths.consultation(answered.id) },
    { name: 'comment-form', path: paths.commentForm(open.id) },
    { name: 'comments', path: paths.consultationComments(open.id) },
    { name: 'feedback', path: paths.feedback(answered.id) },
    { name: 'feedback-coming', path: paths.feedback(open.id) },
    { name: 'receipts', path: paths.receipts() },
    { name: 'receipt-comment', path: paths.receipt(comment?.code ?? '') },
    { name: 'receipt-concern', path: paths.receipt(concern?.code ?? '') },
    { name: 'compare', path: paths.compare(answered.textId, { from: 1, to: 2 }) },
    { name: 'announcements', path: paths.announcements() },
    { name: 'announcement', path: paths.announcement(id(announcement)) },
    { name: 'policies', path: paths.policies() },
    { name: 'policy', path: paths.policy(parking.id) },
    { name: 'policy-lapsed', path: paths.policy(lapsed.id) },
    { name: 'interpretations', path: paths.interpretations() },
    { name: 'interpretation', path: paths.interpretation(id(interpretation)) },
    { name: 'concerns', path: paths.concerns() },
    { name: 'concern', path: paths.concern(id(answeredConcern)) },
    { name: 'concern-form', path: paths.concernForm() },
    { name: 'departments', path: paths.departments() },
    { name: 'department', path: paths.department('housing') },
    { name: 'search', path: paths.search({ q: '停车 收费' }) },
    { name: 'search-nothing', path: paths.search({ q: '量子纠缠望远镜' }) },
    { name: 'about', path: paths.about() },
    { name: 'privacy', path: paths.privacy() },
    { name: 'accessibility', path: paths.accessibility() },
    { name: 'site-map', path: paths.siteMap() },
    { name: 'error-report', path: paths.errorReport() },
    { name: 'not-found', path: '/no-such-page' },
    { name: 'desk-sign-in', path: paths.desk.signIn() },
    { name: 'desk-home', path: paths.desk.home(), as: drafter },
    { name: 'desk-matters', path: paths.desk.matters(), as: drafter },
    { name: 'desk-matter', path: paths.desk.matter(open.matterId), as: drafter },
    { name: 'desk-matter-new', path: paths.desk.newMatter(), as: drafter },
    { name: 'desk-announcements', path: paths.desk.announcements(), as: drafter },
    { name: 'desk-announcement', path: paths.desk.announcement(id(ownAnnouncement)), as: drafter },
    { name: 'desk-announcement-new', path: paths.desk.newAnnouncement(), as: drafter },
    { name: 'desk-texts', path: paths.desk.texts(), as: drafter },
    { name: 'desk-text', path: paths.desk.text(open.textId), as: drafter },
    { name: 'desk-import', path: paths.desk.importText(), as: drafter },
    { name: 'desk-consultations', path: paths.desk.consultations(), as: drafter },
    { name: 'desk-consultation', path: paths.desk.consultation(open.id), as: drafter },
    { name: 'desk-consultation-new', path: paths.desk.newConsultation(), as: drafter },
    { name: 'desk-comments', path: `${paths.desk.consultation(open.id)}/comments`, as: drafter },
    { name: 'desk-issues', path: paths.desk.issues(open.id), as: drafter },
    { name: 'desk-report', path: paths.desk.report(answered.id), as: cityDrafter },
    { name: 'desk-moderation', path: paths.desk.moderation(), as: 'moderator@yunling.example' },
    { name: 'desk-policies', path: paths.desk.policies(), as: cityDrafter },
    { name: 'desk-policy', path: paths.desk.policy(parking.id), as: cityDrafter },
    { name: 'desk-policy-new', path: paths.desk.newPolicy(), as: cityDrafter },
    { name: 'desk-interpretations', path: paths.desk.interpretations(), as: cityDrafter },
    { name: 'desk-interpretation', path: paths.desk.interpretation(id(interpretation)), as: cityDrafter },
    {
      name: 'desk-interpretation-new',
      path: paths.desk.newInterpretation({ policy: parking.id }),
      as: cityDrafter,
    },
    {
      name: 'desk-interpretation-preview',
      path: paths.desk.interpretationPreview(id(interpretation)),
      as: cityDrafter,
    },
    { name: 'desk-media', path: paths.desk.media(), as: cityDrafter },
    { name: 'desk-concerns', path: paths.desk.concerns(), as: 'spokesperson@yunling.example' },
    {
      name: 'desk-concern',
      path: paths.desk.concern(id(answeredConcern)),
      as: 'spokesperson@yunling.example',
    },
    { name: 'desk-concern-new', path: '/desk/concerns/new', as: 'spokesperson@yunling.example' },
    { name: 'desk-departments', path: paths.desk.departments(), as: 'admin@yunling.example' },
    { name: 'desk-accounts', path: paths.desk.accounts(), as: 'admin@yunling.example' },
    { name: 'desk-audit', path: paths.desk.audit(), as: 'auditor@yunling.example' },
    { name: 'desk-outbox', path: paths.desk.outbox(), as: 'auditor@yunling.example' },
  ]
}

async function consultationNamed(db: Db, word: string) {
  const rows = await db.select().from(consultations).orderBy(asc(consultations.id))
  const found = rows.find((row) => row.title.includes(word))
  if (!found) throw new Error(`no consultation «${word}» in the demo county`)
  return found
}

async function policyNamed(db: Db, word: string) {
  const rows = await db
    .select({ id: policies.id, title: policies.title })
    .from(policies)
    .orderBy(asc(policies.id))
  const found = rows.find((row) => row.title.includes(word))
  if (!found) throw new Error(`no policy «${word}» in the demo county`)
  return found
}
