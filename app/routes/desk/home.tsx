import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { type DueActivity, dueActivities } from '~/app/domain/activities/desk.server'
import { appealAnswerBy } from '~/app/domain/comments/receipt-rules'
import { countRequests } from '~/app/domain/comments/request-queues.server'
import { type InboxRow, waitingConcerns } from '~/app/domain/concerns/inbox.server'
import { earlierTextTasks } from '~/app/domain/earlier-text/earlier-text.server'
import { type UnansweredConsultation, unansweredConsultations } from '~/app/domain/feedback/desk.server'
import { latePlanItems } from '~/app/domain/interpretation-plans/plan.server'
import { hasPermission } from '~/app/domain/people/permissions'
import { countUnmoderated, type SignOffTask, signOffTasks } from '~/app/domain/people/tasks.server'
import { type AwaitingPolicy, policiesAwaitingInterpretation } from '~/app/domain/policies/desk.server'
import { publishingTasks } from '~/app/domain/publishing/tasks.server'
import { type SurveyTask, surveyTasks } from '~/app/domain/survey-results/tasks.server'
import { demandOfDepartment } from '~/app/domain/unclear-clauses/demand.server'
import { paths } from '~/app/paths'
import { staffContextFor } from '~/app/server/session.server'
import { activityHrefs } from '~/app/ui/activity-desk/activity-tabs'
import { nextWord } from '~/app/ui/activity-desk/checklist'
import { Deadline } from '~/app/ui/deadline'
import { EmptyState } from '~/app/ui/empty-state'
import { formatDateTime } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { List, ListItem } from '~/app/ui/list-item'
import { PageHeading } from '~/app/ui/page-heading'
import { LatePlans, PublishingTasks } from '~/app/ui/policy/desk-tasks'
import { InterpretationDue } from '~/app/ui/policy/interpretation-due'
import { SignOffWord } from '~/app/ui/sign-off'
import { StatusWord } from '~/app/ui/status-word'
import { Time } from '~/app/ui/time'
import { EarlierTextTasks, UnclearTasks } from '~/app/ui/unclear-clauses/unclear-tasks'

export const meta: MetaFunction = () => [{ title: '我的任务' }, { name: 'robots', content: 'noindex' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const answers = hasPermission(ctx, 'response.write') || hasPermission(ctx, 'concern.triage')
  const explains = hasPermission(ctx, 'interpretation.write') || hasPermission(ctx, 'interpretation.publish')
  const reviewsExplaining = explains || hasPermission(ctx, 'interpretation.review')
  const writesReports = hasPermission(ctx, 'feedback.write')
  const signsReports = hasPermission(ctx, 'feedback.publish')
  const { departmentId } = ctx.actor
  const unanswered = writesReports || signsReports ? await unansweredConsultations(ctx, { departmentId }) : []
  const moderates = hasPermission(ctx, 'comment.moderate')
  const reviews = hasPermission(ctx, 'comment.appeal')
  const requests = moderates || reviews ? await countRequests(ctx) : null
  return {
    now: ctx.now,
    concerns: answers ? await waitingConcerns(ctx) : [],
    unexplained: explains ? await policiesAwaitingInterpretation(ctx, { departmentId }) : [],
    unclear: explains ? (await demandOfDepartment(ctx, { onlyWaiting: true })).rows : [],
    earlierText: reviewsExplaining ? await earlierTextTasks(ctx, { departmentId }) : [],
    unanswered: unanswered.filter(({ report }) => !signsReports || report !== 'submitted'),
    reports: unanswered.filter(({ report }) => signsReports && report === 'submitted'),
    publishing: await publishingTasks(ctx),
    latePlans: explains ? await latePlanItems(ctx) : [],
    signOff: await signOffTasks(ctx),
    activities: await dueActivities(ctx),
    surveys: await surveyTasks(ctx),
    moderation: moderates ? await countUnmoderated(ctx) : 0,
    corrections: moderates && requests ? requests.corrections : 0,
    appeals: reviews && requests ? requests.appeals : 0,
    oldestAppeal: requests?.oldestAppeal ?? null,
  }
}

const stages = ['drafts', 'review', 'issue'] as const

export default function DeskHome() {
  const page = useLoaderData<typeof loader>()
  const { now, concerns, unexplained, unanswered, reports, signOff, activities, surveys } = page
  const { publishing, latePlans } = page
  const { unclear, earlierText } = page
  const t = useT()
  const isIdle =
    [signOff, concerns, unexplained, unclear, earlierText, unanswered, reports, activities, surveys].every(
      (list) => list.length === 0,
    ) && page.moderation + page.corrections + page.appeals === 0
  return (
    <>
      <PageHeading title={t('desk.tasks.title')} />
      {isIdle ? <EmptyState title={t('desk.tasks.none')}>{t('desk.tasks.none.text')}</EmptyState> : null}
      <Concerns concerns={concerns} now={now} />
      <PublishingTasks tasks={publishing} />
      <Unexplained policies={unexplained} now={now} />
      <LatePlans plans={latePlans} />
      <EarlierTextTasks tasks={earlierText} />
      <UnclearTasks policies={unclear} />
      <Unanswered consultations={reports} id="tasks-reports" words={t('desk.tasks.reports')} />
      <Unanswered consultations={unanswered} id="tasks-unanswered" words={t('desk.tasks.unanswered')} />
      <Activities activities={activities} now={now} />
      <Surveys surveys={surveys} />
      <Moderation {...page} />
      {stages.map((stage) => (
        <Stage key={stage} stage={stage} tasks={signOff.filter((task) => task.stage === stage)} />
      ))}
    </>
  )
}

const shownAtOnce = 8

/** C1: the clocks, the shortest first. */
function Concerns({ concerns, now }: { concerns: InboxRow[]; now: Date }) {
  const t = useT()
  const lang = useLang()
  if (concerns.length === 0) return null
  const overdue = concerns.filter((concern) => concern.clock.state === 'overdue').length
  return (
    <section aria-labelledby="tasks-concerns">
      <h2 id="tasks-concerns">
        <a href={paths.desk.concerns()}>
          {concerns.length} {t('desk.tasks.concerns')}
        </a>
        {overdue > 0 ? (
          <StatusWord tone="overdue">{t('desk.tasks.overdue', { count: overdue })}</StatusWord>
        ) : null}
      </h2>
      <List>
        {concerns.slice(0, shownAtOnce).map(({ id, title, department, clock }) => (
          <ListItem
            key={id}
            href={paths.desk.concern(id)}
            title={title}
            meta={[department, <Deadline key="deadline" at={clock.deadline} now={now} lang={lang} />]}
          />
        ))}
      </List>
    </section>
  )
}

/** I5: policies that are public and not explained yet. */
function Unexplained({ policies, now }: { policies: AwaitingPolicy[]; now: Date }) {
  const t = useT()
  const lang = useLang()
  if (policies.length === 0) return null
  const overdue = policies.filter(({ clock }) => clock.state === 'overdue').length
  return (
    <section aria-labelledby="tasks-unexplained">
      <h2 id="tasks-unexplained">
        {policies.length} {t('desk.tasks.uninterpreted')}{' '}
        {overdue > 0 ? (
          <StatusWord tone="overdue">{t('desk.tasks.overdue', { count: overdue })}</StatusWord>
        ) : null}
      </h2>
      <List>
        {policies.map(({ id, title, clock }) => (
          <ListItem
            key={id}
            href={paths.desk.newInterpretation({ policy: id })}
            title={title}
            status={<InterpretationDue clock={clock} />}
            meta={[<Deadline key="deadline" at={clock.dueAt} now={now} lang={lang} />]}
          />
        ))}
      </List>
    </section>
  )
}

type ModerationProps = {
  now: Date
  moderation: number
  corrections: number
  appeals: number
  oldestAppeal: Date | null
}

/** What waits for moderators, and for who reviews refusals, each with the way to its own queue. */
function Moderation({ now, moderation, corrections, appeals, oldestAppeal }: ModerationProps) {
  const t = useT()
  const lang = useLang()
  if (moderation + corrections + appeals === 0) return null
  return (
    <section aria-labelledby="tasks-moderation">
      <h2 id="tasks-moderation">{t('desk.moderation')}</h2>
      {moderation > 0 ? (
        <p className="desk-task">
          <a href={paths.desk.moderation()}>
            <b>{moderation}</b> {t('desk.tasks.moderation')}
          </a>
        </p>
      ) : null}
      {corrections > 0 ? (
        <p className="desk-task">
          <a href={paths.desk.moderation({ state: 'corrections' })}>
            <b>{sayAtMost(corrections)}</b> {t('desk.tasks.corrections')}
          </a>
        </p>
      ) : null}
      {appeals > 0 ? (
        <p className="desk-task">
          <a href={paths.desk.moderation({ state: 'appeals' })}>
            <b>{sayAtMost(appeals)}</b> {t('desk.tasks.appeals')}
          </a>{' '}
          {oldestAppeal ? (
            <>
              {t('desk.tasks.appeals.first')}{' '}
              <Deadline at={appealAnswerBy(new Date(oldestAppeal))} now={now} lang={lang} />
            </>
          ) : null}
        </p>
      ) : null}
    </section>
  )
}

/** They are counted to a hundred. */
function sayAtMost(count: number): string {
  return count < 100 ? String(count) : '99+'
}

type UnansweredProps = { consultations: UnansweredConsultation[]; id: string; words: string }

/** P12: the participants wait to hear what became of their comments. */
function Unanswered({ consultations, id: headingId, words }: UnansweredProps) {
  const t = useT()
  if (consultations.length === 0) return null
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId}>
        {consultations.length} {words}
      </h2>
      <List>
        {consultations.map(({ id, title, form, closesAt, isTerminated, report }) => (
          <ListItem
            key={id}
            href={paths.desk.report(id)}
            title={title}
            kind={form === 'targeted' ? t('targeted.desk') : undefined}
            status={report === 'draft' ? undefined : <SignOffWord state={report} />}
            meta={[isTerminated ? t('consultation.state.terminated') : <Time key="closed" at={closesAt} />]}
          />
        ))}
      </List>
    </section>
  )
}

/** P6, P8: the next step of what has been announced, with its last day. */
function Activities({ activities, now }: { activities: DueActivity[]; now: Date }) {
  const t = useT()
  const lang = useLang()
  if (activities.length === 0) return null
  return (
    <section aria-labelledby="tasks-activities">
      <h2 id="tasks-activities">
        {activities.length} {t('desk.tasks.activities')}
      </h2>
      <List>
        {activities.map(({ id, kind, title, next }) => (
          <ListItem
            key={id}
            href={activityHrefs[next.place](id)}
            kind={t(`activity.kind.${kind}`)}
            title={title}
            summary={t(nextWord(next, kind))}
            meta={[next.latestOn ? <Deadline key="by" at={next.latestOn} now={now} lang={lang} /> : null]}
          />
        ))}
      </List>
    </section>
  )
}

const surveyPlaces = {
  version: paths.desk.survey,
  results: paths.desk.surveyResults,
  issue: paths.desk.surveyResults,
  texts: (id: number) => paths.desk.surveyTexts(id),
}

/** After a survey is public: a mended version, the words people wrote, its results. */
function Surveys({ surveys }: { surveys: SurveyTask[] }) {
  const t = useT()
  if (surveys.length === 0) return null
  return (
    <section aria-labelledby="tasks-surveys">
      <h2 id="tasks-surveys">
        <a href={paths.desk.surveys()}>{t('desk.surveys')}</a>{' '}
        <span className="facet-count">{surveys.length}</span>
      </h2>
      <List>
        {surveys.map(({ what, id, title, closesAt }) => (
          <ListItem
            key={`${what}-${id}`}
            href={surveyPlaces[what](id)}
            title={title}
            summary={t(`desk.tasks.survey.${what}`)}
            meta={[t('surveyDesk.closes', { at: formatDateTime(closesAt) })]}
          />
        ))}
      </List>
    </section>
  )
}

function Stage({ stage, tasks }: { stage: SignOffTask['stage']; tasks: SignOffTask[] }) {
  const t = useT()
  if (tasks.length === 0) return null
  return (
    <section aria-labelledby={`tasks-${stage}`}>
      <h2 id={`tasks-${stage}`}>
        {t(`desk.tasks.${stage}`)} <span className="facet-count">{tasks.length}</span>
      </h2>
      <List>
        {tasks.map((task) => (
          <ListItem
            key={`${task.subject}-${task.id}`}
            href={paths.desk[task.subject](task.id)}
            title={task.title}
            kind={t(`search.kind.${task.subject}`)}
            summary={task.reason ? t('desk.tasks.returned', { reason: task.reason }) : undefined}
            meta={[task.since ? <Time key="since" at={task.since} format="datetime" /> : null]}
          />
        ))}
      </List>
    </section>
  )
}
