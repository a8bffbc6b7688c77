import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { hasPermission } from '~/app/domain/people/permissions'
import { countUnmoderated, type SignOffTask, signOffTasks } from '~/app/domain/people/tasks.server'
import { paths } from '~/app/paths'
import { staffContextFor } from '~/app/server/session.server'
import { EmptyState } from '~/app/ui/empty-state'
import { useT } from '~/app/ui/language'
import { List, ListItem } from '~/app/ui/list-item'
import { PageHeading } from '~/app/ui/page-heading'
import { Time } from '~/app/ui/time'

export const meta: MetaFunction = () => [{ title: '我的任务' }, { name: 'robots', content: 'noindex' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  return {
    signOff: await signOffTasks(ctx),
    moderation: hasPermission(ctx, 'comment.moderate') ? await countUnmoderated(ctx) : 0,
  }
}

const stages = ['drafts', 'review', 'issue'] as const

export default function DeskHome() {
  const { signOff, moderation } = useLoaderData<typeof loader>()
  const t = useT()
  const isIdle = signOff.length === 0 && moderation === 0
  return (
    <>
      <PageHeading title={t('desk.tasks.title')} />
      {isIdle ? <EmptyState title={t('desk.tasks.none')}>{t('desk.tasks.none.text')}</EmptyState> : null}
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
