import { and, asc, desc, eq, gte, isNull, like } from 'drizzle-orm'
import { paths } from '~/app/paths'
import type { Db } from '~/db/client'
import { activities, seatCategories } from '~/db/schema/activities'
import { steps } from '~/db/schema/audit'
import { campaigns, commentAppeals, comments } from '~/db/schema/comments'
import { concerns } from '~/db/schema/concerns'
import { interpretations } from '~/db/schema/interpretations'
import { issues, points } from '~/db/schema/issues'
import { announcements, matters } from '~/db/schema/matters'
import { media } from '~/db/schema/media'
import { accounts, departments } from '~/db/schema/people'
import { registrations, seats } from '~/db/schema/registrations'
import { surveys } from '~/db/schema/surveys'
import { aClauseOf, consultationNamed, policyNamed } from './demo-things'

export type Page = { name: string; path: string /** Whose desk it is; public where absent. */; as?: string }

/** One address of every kind of page, in the demo county. A route without a line here fails a test. */
export async function everyPage(db: Db): Promise<Page[]> {
  const open = await consultationNamed(db, '加装电梯')
  const answered = await consultationNamed(db, '停车')
  const upcoming = await consultationNamed(db, '学区')
  const large = await consultationNamed(db, '电动自行车停放充电管理办法（征求意见稿）')
  const parking = await policyNamed(db, '停车')
  const lapsed = await policyNamed(db, '试行')
  const [interpretation] = await db
    .select({ id: interpretations.id })
    .from(interpretations)
    .where(and(eq(interpretations.policyId, parking.id), eq(interpretations.form, 'figure')))
  const [file] = await db.select({ id: media.id }).from(media).orderBy(asc(media.id))
  const [matter] = await db.select({ id: matters.id }).from(matters).where(eq(matters.id, answered.matterId))
  const [answeredConcern] = await db
    .select({ id: concerns.id })
    .from(concerns)
    .where(eq(concerns.kind, 'rumour'))
  const [announcement] = await db
    .select({ id: announcements.id })
    .from(announcements)
    .orderBy(asc(announcements.id))
  const [ownAnnouncement] = await db
    .select({ id: announcements.id })
    .from(announcements)
    .innerJoin(departments, eq(departments.id, announcements.departmentId))
    .where(eq(departments.slug, 'office'))
  const [comment] = await db
    .select({ code: comments.code })
    .from(comments)
    .innerJoin(
      steps,
      and(eq(steps.subject, 'comment'), eq(steps.subjectId, comments.id), eq(steps.kind, 'published')),
    )
    .where(eq(comments.consultationId, answered.id))
    .orderBy(asc(comments.id))
  const [issue] = await db
    .select({ id: issues.id })
    .from(issues)
    .where(eq(issues.consultationId, answered.id))
    .orderBy(asc(issues.id))
  const [appealed] = await db
    .select({ code: comments.code })
    .from(commentAppeals)
    .innerJoin(comments, eq(comments.id, commentAppeals.commentId))
    .orderBy(desc(commentAppeals.id))
  const [placed] = await db
    .select({ id: issues.id })
    .from(issues)
    .where(eq(issues.consultationId, large.id))
    .orderBy(asc(issues.id))
  const [waiting] = await db
    .select({ id: points.commentId })
    .from(points)
    .where(and(eq(points.consultationId, open.id), isNull(points.issueId)))
    .orderBy(asc(points.id))
  const [campaign] = await db
    .select({ id: campaigns.id, consultationId: campaigns.consultationId })
    .from(campaigns)
    .where(gte(campaigns.sent, 3))
    .orderBy(desc(campaigns.sent))
  const [concern] = await db.select({ code: concerns.code }).from(concerns).orderBy(asc(concerns.id)).limit(1)
  const [account] = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(accounts.email, 'admin@yunling.example'))
  const id = (row: { id: number } | undefined) => row?.id ?? 0
  const held = await db.select().from(activities).orderBy(asc(activities.id))
  const activity = (kind: string, profile?: string) =>
    held.find((one) => one.kind === kind && (profile === undefined || one.profile === profile))
  const [signed] = await db
    .select({ code: registrations.code })
    .from(registrations)
    .innerJoin(
      steps,
      and(eq(steps.subject, 'registration'), eq(steps.subjectId, registrations.id), eq(steps.kind, 'signed')),
    )
    .orderBy(asc(registrations.id))
  const drafters = await db.select().from(accounts).where(like(accounts.email, '%.drafter@%'))
  const activityDrafter = (of: { departmentId: number } | undefined) =>
    drafters.find(({ departmentId }) => departmentId === of?.departmentId)?.email ?? ''
  const calling = activity('hearing', 'general')
  const [seat] = await db
    .select({ categoryId: seatCategories.id })
    .from(seatCategories)
    .where(and(eq(seatCategories.activityId, calling?.id ?? 0), eq(seatCategories.method, 'stratified')))
  const [offered] = await db
    .select({ code: registrations.code })
    .from(registrations)
    .innerJoin(seats, eq(seats.registrationId, registrations.id))
    .where(eq(registrations.activityId, calling?.id ?? 0))
    .orderBy(desc(registrations.id))
  // It keeps a ledger of its own.
  const heard = activity('opinion-poll')
  const asked = await db.select().from(surveys).orderBy(asc(surveys.closesAt))
  const openSurvey = asked.findLast(({ access }) => access === 'browser')
  const invitedSurvey = asked.find(({ access }) => access === 'invitation')
  const upcomingSurvey = asked.find(({ opensAt }) => opensAt > new Date())
  const surveyDrafter = activityDrafter(openSurvey)
  const [pastSurvey] = asked
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
    { name: 'consultation-large', path: paths.consultation(large.id) },
    { name: 'comments-large', path: paths.consultationComments(large.id) },
    { name: 'feedback-large', path: paths.feedback(large.id) },
    { name: 'compare-rounds', path: paths.compare(large.textId, { from: 1, to: 2 }) },
    { name: 'matter-discussed', path: paths.matter(large.matterId) },
    { name: 'receipt-appealed', path: paths.receipt(appealed?.code ?? '') },
    { name: 'comment-form', path: paths.commentForm(open.id) },
    { name: 'comments', path: paths.consultationComments(open.id) },
    { name: 'campaign', path: paths.campaign(campaign?.consultationId ?? 0, id(campaign)) },
    { name: 'feedback', path: paths.feedback(answered.id) },
    { name: 'feedback-coming', path: paths.feedback(open.id) },
    { name: 'receipts', path: paths.receipts() },
    { name: 'receipt-comment', path: paths.receipt(comment?.code ?? '') },
    { name: 'receipt-concern', path: paths.receipt(concern?.code ?? '') },
    { name: 'compare', path: paths.compare(answered.textId, { from: 1, to: 2 }) },
    { name: 'activities', path: paths.activities() },
    { name: 'activity', path: paths.activity(id(activity('hearing', 'price'))) },
    { name: 'activity-open', path: paths.activity(id(activity('hearing', 'general'))) },
    { name: 'activity-symposium', path: paths.activity(id(activity('symposium'))) },
    { name: 'activity-visit', path: paths.activity(id(activity('site-visit'))) },
    { name: 'activity-poll', path: paths.activity(id(activity('opinion-poll'))) },
    { name: 'activity-meeting', path: paths.activity(id(activity('meeting-attendance'))) },
    { name: 'register', path: paths.register(id(calling)) },
    { name: 'register-form', path: paths.register(id(calling), { category: seat?.categoryId }) },
    { name: 'registration', path: paths.registration(offered?.code ?? '') },
    { name: 'draw', path: paths.draw(id(activity('hearing', 'price'))) },
    { name: 'draw-verify', path: paths.drawVerify() },
    { name: 'transcript', path: paths.transcript(id(activity('hearing', 'price'))) },
    { name: 'registration-materials', path: paths.registrationMaterials(signed?.code ?? '') },
    { name: 'calendar', path: paths.calendar() },
    { name: 'registration-transcript', path: paths.registrationTranscript(signed?.code ?? '') },
    { name: 'comments-targeted', path: paths.consultationComments(heard?.consultationId ?? 0) },
    { name: 'feedback-targeted', path: paths.feedback(heard?.consultationId ?? 0) },
    { name: 'comment-form-targeted', path: paths.commentForm(heard?.consultationId ?? 0) },
    { name: 'surveys', path: paths.surveys() },
    { name: 'survey', path: paths.survey(id(openSurvey)) },
    { name: 'survey-upcoming', path: paths.survey(id(upcomingSurvey)) },
    { name: 'survey-over', path: paths.survey(id(pastSurvey)) },
    { name: 'survey-answer', path: paths.surveyAnswer(id(openSurvey)) },
    { name: 'survey-invitation', path: paths.surveyAnswer(id(invitedSurvey)) },
    { name: 'survey-saved', path: paths.surveySaved(id(openSurvey)) },
    { name: 'survey-thanks', path: paths.surveyThanks(id(openSurvey)) },
    { name: 'survey-sheet', path: paths.surveySheet(id(openSurvey)) },
    { name: 'survey-results', path: paths.surveyResults(id(pastSurvey)) },
    { name: 'survey-results-coming', path: paths.surveyResults(id(openSurvey)) },
    { name: 'survey-address', path: paths.surveyAddress(id(upcomingSurvey)) },
    { name: 'announcements', path: paths.announcements() },
    { name: 'announcement', path: paths.announcement(id(announcement)) },
    { name: 'policies', path: paths.policies() },
    { name: 'policy', path: paths.policy(parking.id) },
    { name: 'policy-lapsed', path: paths.policy(lapsed.id) },
    { name: 'policy-clause', path: paths.policyClause(parking.id, await aClauseOf(db, parking.versionId)) },
    { name: 'policy-document', path: paths.policyDocument(parking.id) },
    { name: 'interpretations', path: paths.interpretations() },
    { name: 'interpretation', path: paths.interpretation(id(interpretation)) },
    { name: 'interpretation-poster', path: paths.interpretationPoster(id(interpretation)) },
    { name: 'interpretation-wechat', path: paths.interpretationWechat(id(interpretation)) },
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
    { name: 'moderation-rules', path: paths.moderationRules() },
    { name: 'site-map', path: paths.siteMap() },
    { name: 'error-report', path: paths.errorReport() },
    { name: 'not-found', path: '/no-such-page' },
    { name: 'desk-sign-in', path: paths.desk.signIn() },
    { name: 'desk-home', path: paths.desk.home(), as: drafter },
    { name: 'desk-matters', path: paths.desk.matters(), as: drafter },
    { name: 'desk-matter', path: paths.desk.matter(open.matterId), as: drafter },
    { name: 'desk-matter-new', path: paths.desk.newMatter(), as: drafter },
    { name: 'desk-announcements', path: paths.desk.announcements(), as: drafter },
    {
      name: 'desk-announcement',
      path: paths.desk.announcement(id(ownAnnouncement)),
      as: 'office.drafter@yunling.example',
    },
    { name: 'desk-announcement-new', path: paths.desk.newAnnouncement(), as: drafter },
    { name: 'desk-texts', path: paths.desk.texts(), as: drafter },
    { name: 'desk-text', path: paths.desk.text(open.textId), as: drafter },
    { name: 'desk-alignment', path: paths.desk.alignment(parking.versionId), as: cityDrafter },
    { name: 'desk-import', path: paths.desk.importText(), as: drafter },
    { name: 'desk-consultations', path: paths.desk.consultations(), as: drafter },
    { name: 'desk-consultation', path: paths.desk.consultation(open.id), as: drafter },
    { name: 'desk-consultation-new', path: paths.desk.newConsultation(), as: drafter },
    { name: 'desk-comments', path: `${paths.desk.consultation(open.id)}/comments`, as: drafter },
    { name: 'desk-issues', path: paths.desk.issues(open.id), as: drafter },
    { name: 'desk-issue', path: paths.desk.issue(answered.id, id(issue)), as: cityDrafter },
    { name: 'desk-split', path: paths.desk.splitComment(open.id, waiting?.id ?? 0), as: drafter },
    { name: 'desk-coding', path: paths.desk.coding(answered.id), as: cityDrafter },
    { name: 'desk-gaps', path: paths.desk.gaps(open.id), as: drafter },
    { name: 'desk-consultation-large', path: paths.desk.consultation(large.id), as: drafter },
    { name: 'desk-comments-large', path: paths.desk.comments(large.id), as: drafter },
    { name: 'desk-issues-large', path: paths.desk.issues(large.id), as: drafter },
    { name: 'desk-issue-large', path: paths.desk.issue(large.id, id(placed)), as: drafter },
    { name: 'desk-coding-large', path: paths.desk.coding(large.id), as: drafter },
    { name: 'desk-gaps-large', path: paths.desk.gaps(large.id), as: drafter },
    { name: 'desk-campaigns', path: paths.desk.campaigns(large.id), as: drafter },
    { name: 'desk-report-large', path: paths.desk.report(large.id), as: drafter },
    { name: 'desk-report', path: paths.desk.report(answered.id), as: cityDrafter },
    { name: 'desk-moderation', path: paths.desk.moderation(), as: 'moderator@yunling.example' },
    {
      name: 'desk-appeals',
      path: paths.desk.moderation({ state: 'appeals' }),
      as: 'moderator@yunling.example',
    },
    {
      name: 'desk-activity-record',
      path: paths.desk.activityRecord(id(heard)),
      as: activityDrafter(heard),
    },
    {
      name: 'desk-consultation-targeted',
      path: paths.desk.consultation(heard?.consultationId ?? 0),
      as: activityDrafter(heard),
    },
    { name: 'desk-comment-new', path: paths.desk.newComment(open.id), as: drafter },
    { name: 'desk-policies', path: paths.desk.policies(), as: cityDrafter },
    { name: 'desk-policy', path: paths.desk.policy(parking.id), as: cityDrafter },
    { name: 'desk-policy-new', path: paths.desk.newPolicy(), as: cityDrafter },
    { name: 'desk-policy-amend', path: paths.desk.newPolicy({ replaces: parking.id }), as: cityDrafter },
    { name: 'desk-policy-plan', path: paths.desk.policyPlan(parking.id), as: cityDrafter },
    { name: 'desk-interpretations', path: paths.desk.interpretations(), as: cityDrafter },
    { name: 'desk-interpretation', path: paths.desk.interpretation(id(interpretation)), as: cityDrafter },
    {
      name: 'desk-interpretation-new',
      path: paths.desk.newInterpretation({ policy: parking.id }),
      as: cityDrafter,
    },
    {
      name: 'desk-interpretation-versions',
      path: paths.desk.interpretationVersions(id(interpretation)),
      as: cityDrafter,
    },
    {
      name: 'desk-interpretation-preview',
      path: paths.desk.interpretationPreview(id(interpretation)),
      as: cityDrafter,
    },
    { name: 'desk-unclear', path: paths.desk.unclear(), as: cityDrafter },
    { name: 'desk-policy-unclear', path: paths.desk.policyUnclear(parking.id), as: cityDrafter },
    {
      ...{ name: 'desk-earlier-text', path: paths.desk.interpretationEarlierText(id(interpretation)) },
      as: cityDrafter,
    },
    {
      name: 'desk-draw',
      path: paths.desk.draw(id(activity('hearing', 'price'))),
      as: activityDrafter(activity('hearing', 'price')),
    },
    {
      ...{ name: 'desk-survey-invitations', path: paths.desk.surveyInvitations(id(invitedSurvey)) },
      as: activityDrafter(invitedSurvey),
    },
    {
      ...{ name: 'desk-survey-results', path: paths.desk.surveyResults(id(pastSurvey)) },
      as: activityDrafter(pastSurvey),
    },
    {
      ...{ name: 'desk-survey-texts', path: paths.desk.surveyTexts(id(pastSurvey), { state: 'kept' }) },
      as: activityDrafter(pastSurvey),
    },
    {
      ...{ name: 'desk-survey-sheets', path: paths.desk.surveySheets(id(openSurvey)) },
      as: surveyDrafter,
    },
    { name: 'desk-surveys', path: paths.desk.surveys(), as: drafter },
    { name: 'desk-survey-new', path: paths.desk.newSurvey(), as: drafter },
    { name: 'desk-survey', path: paths.desk.survey(id(openSurvey)), as: surveyDrafter },
    {
      ...{ name: 'desk-survey-build', path: paths.desk.surveyBuild(id(openSurvey)) },
      as: surveyDrafter,
    },
    {
      ...{ name: 'desk-survey-import', path: paths.desk.surveyImport(id(openSurvey)) },
      as: surveyDrafter,
    },
    {
      ...{ name: 'desk-survey-preview', path: paths.desk.surveyPreview(id(openSurvey)) },
      as: surveyDrafter,
    },
    {
      ...{ name: 'desk-survey-frame', path: paths.desk.surveyFrame(id(openSurvey)) },
      as: surveyDrafter,
    },
    {
      ...{ name: 'desk-survey-try', path: paths.desk.surveyTry(id(openSurvey)) },
      as: surveyDrafter,
    },
    { name: 'desk-question-bank', path: paths.desk.questionBank(), as: drafter },
    { name: 'desk-activities', path: paths.desk.activities(), as: drafter },
    { name: 'desk-activity-new', path: paths.desk.newActivity(), as: drafter },
    {
      name: 'desk-activity',
      path: paths.desk.activity(id(activity('hearing', 'general'))),
      as: activityDrafter(activity('hearing', 'general')),
    },
    {
      name: 'desk-activity-held',
      path: paths.desk.activity(id(activity('hearing', 'price'))),
      as: activityDrafter(activity('hearing', 'price')),
    },
    {
      name: 'desk-registrations',
      path: paths.desk.registrations(id(calling)),
      as: activityDrafter(calling),
    },
    {
      name: 'desk-registration-enter',
      path: paths.desk.registrations(id(calling), { enter: seat?.categoryId }),
      as: activityDrafter(calling),
    },
    {
      name: 'desk-agenda',
      path: paths.desk.agenda(id(activity('hearing', 'general'))),
      as: activityDrafter(activity('hearing', 'general')),
    },
    {
      name: 'desk-materials',
      path: paths.desk.materials(id(activity('hearing', 'price'))),
      as: activityDrafter(activity('hearing', 'price')),
    },
    {
      name: 'desk-check-in',
      path: paths.desk.checkIn(id(activity('hearing', 'price'))),
      as: activityDrafter(activity('hearing', 'price')),
    },
    {
      name: 'desk-check-in-list',
      path: paths.desk.checkIn(id(activity('hearing', 'price')), null, { view: 'list' }),
      as: activityDrafter(activity('hearing', 'price')),
    },
    {
      name: 'desk-transcript',
      path: paths.desk.transcript(id(activity('hearing', 'price'))),
      as: activityDrafter(activity('hearing', 'price')),
    },
    {
      name: 'desk-activity-report',
      path: paths.desk.activityReport(id(activity('hearing', 'price'))),
      as: activityDrafter(activity('hearing', 'price')),
    },
    { name: 'desk-media', path: paths.desk.media(), as: cityDrafter },
    { name: 'desk-media-item', path: paths.desk.mediaItem(id(file)), as: cityDrafter },
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
