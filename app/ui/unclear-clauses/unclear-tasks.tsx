import type { EarlierTextTask } from '~/app/domain/earlier-text/earlier-types'
import type { PolicyDemand } from '~/app/domain/unclear-clauses/types'
import { paths } from '~/app/paths'
import { useT } from '~/app/ui/language'
import { List, ListItem } from '~/app/ui/list-item'
import { Time } from '~/app/ui/time'

/** At the desk's home: what people do not understand. */
export function UnclearTasks({ policies }: { policies: PolicyDemand[] }) {
  const t = useT()
  if (policies.length === 0) return null
  return (
    <section aria-labelledby="tasks-unclear">
      <h2 id="tasks-unclear">
        <a href={paths.desk.unclear()}>
          {policies.length} {t('desk.tasks.unclear')}
        </a>
      </h2>
      <List>
        {policies.map(({ policyId, title, waiting, clauses }) => (
          <ListItem
            key={policyId}
            href={paths.desk.policyUnclear(policyId)}
            title={title}
            meta={[t('desk.tasks.unclear.meta', { waiting, clauses })]}
          />
        ))}
      </List>
    </section>
  )
}

/** At the desk's home: what explains a text that has changed since. */
export function EarlierTextTasks({ tasks }: { tasks: EarlierTextTask[] }) {
  const t = useT()
  if (tasks.length === 0) return null
  return (
    <section aria-labelledby="tasks-earlier">
      <h2 id="tasks-earlier">
        {tasks.length} {t('desk.tasks.earlier')}
      </h2>
      <List>
        {tasks.map(({ interpretationId, title, policyTitle, labels, since }) => (
          <ListItem
            key={interpretationId}
            href={paths.desk.interpretationEarlierText(interpretationId)}
            title={title}
            summary={t('desk.tasks.earlier.meta', { policy: policyTitle, clauses: labels.join('、') })}
            meta={[<Time key="since" at={since} />]}
          />
        ))}
      </List>
    </section>
  )
}
