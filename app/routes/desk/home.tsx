import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { type InboxRow, waitingConcerns } from '~/app/domain/concerns/inbox.server'
import { type UnansweredConsultation, unansweredConsultations } from '~/app/domain/feedback/desk.server'
import { hasPermission } from '~/app/domain/people/permissions'
import { countUnmoderated, type SignOffTask, signOffTasks } from '~/app/domain/people/tasks.server'
import { type AwaitingPolicy, policiesAwaitingInterpretation } from '~/app/domain/policies/desk.server'
import { paths } from '~/app/paths'
import { staffContextFor } from '~/app/server/session.server'
import { Deadline } from '~/app/ui/deadline'
import { EmptyState } from '~/app/ui/empty-state'
import { useLang, useT } from '~/app/ui/language'
import { List, ListItem } from '~/app/ui/list-item'
import { PageHeading } from '~/app/ui/page-heading'
import { InterpretationDue } from '~/app/ui/policy/interpretation-due'
import { StatusWord } from '~/app/ui/status-word'
import { Time } from '~/app/ui/time'

export const meta: MetaFunction = () => [{ title: '我的任务' }, { name: 'robots', content: 'noindex' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const answers = hasPermission(ctx, 'response.write') || hasPermission(ctx, 'concern.triage')
  const explains = hasPermission(ctx, 'interpretation.write') || hasPermission(ctx, 'interpretation.publish')
  const reports = hasPermission(ctx, 'feedback.write') || hasPermission(ctx, 'feedback.publish')
  const { departmentId } = ctx.actor
  return {
    now: ctx.now,
    concerns: answers ? await waitingConcerns(ctx) : [],
    unexplained: explains ? await policiesAwaitingInterpretation(ctx, { departmentId }) : [],
    unanswered: reports ? await unansweredConsultations(ctx, { departmentId }) : [],
    signOff: await signOffTasks(ctx),
    moderation: hasPermission(ctx, 'comment.moderate') ? await countUnmoderated(ctx) : 0,
  }
}

const stages = ['drafts', 'review', 'issue'] as const

export default function DeskHome() {
  const { now, concerns, unexplained, unanswered, signOff, moderation } = useLoaderData<typeof loader>()
  const t = useT()
  const isIdle =
    [signOff, concerns, unexplained, unanswered].every((list) => list.length === 0) && moderation === 0
  return (
    <>
      <PageHeading title={t('desk.tasks.title')} />
      {isIdle ? <EmptyState title={t('desk.tasks.none')}>{t('desk.tasks.none.text')}</EmptyState> : null}
      <Concerns concerns={concerns} now={now} />
      <Unexplained policies={unexplained} now={now} />
      <Unanswered consultations={unanswered} />
      {moderation > 0 ? (
        <p className="desk-task">
          <a href={paths.desk.moderation()}>
            <b>{moderation}</b> {t('desk.tasks.moderation')}
          </a>
        </p>
      ) : null}
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
  return (
    <section aria-labelledby="tasks-unexplained">
      <h2 id="tasks-unexplained">
        {policies.length} {t('desk.tasks.uninterpreted')}
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

/** P12: the participants wait to hear what became of their comments. */
function Unanswered({ consultations }: { consultations: UnansweredConsultation[] }) {
  const t = useT()
  if (consultations.length === 0) return null
  return (
    <section aria-labelledby="tasks-unanswered">
      <h2 id="tasks-unanswered">
        {consultations.length} {t('desk.tasks.unanswered')}
      </h2>
      <List>
        {consultations.map(({ id, title, closesAt }) => (
          <ListItem
            key={id}
            href={paths.desk.report(id)}
            title={title}
            meta={[<Time key="closed" at={closesAt} />]}
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
            meta={[task.since ? <Time key="since" at={task.since} format="datetime" /> : null]}
          />
        ))}
      </List>
    </section>
  )
}
