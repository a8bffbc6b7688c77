import type { InterpretationForm } from '~/app/domain/interpretations/types'
import { paths } from '~/app/paths'
import { formatDate, formatDateTime } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { List, ListItem } from '~/app/ui/list-item'
import { StatusWord } from '~/app/ui/status-word'

type PublishingTask = {
  subject: 'policy' | 'interpretation'
  id: number
  title: string
  at: Date
  failure: string | null
}

/** What becomes public by itself, and first what should have and was refused. */
export function PublishingTasks({ tasks }: { tasks: PublishingTask[] }) {
  const t = useT()
  if (tasks.length === 0) return null
  const refused = tasks.filter(({ failure }) => failure !== null)
  const waiting = tasks.filter(({ failure }) => failure === null)
  return (
    <>
      {refused.length > 0 ? (
        <section aria-labelledby="tasks-refused">
          <h2 id="tasks-refused">
            {refused.length} {t('schedule.tasks.refused')}
          </h2>
          <List>
            {refused.map(({ subject, id, title, at, failure }) => (
              <ListItem
                key={`${subject}-${id}`}
                href={paths.desk[subject](id)}
                title={title}
                kind={t(`search.kind.${subject}`)}
                status={
                  <StatusWord tone="overdue">{t('schedule.refused', { at: formatDateTime(at) })}</StatusWord>
                }
                summary={failure}
                meta={[]}
              />
            ))}
          </List>
        </section>
      ) : null}
      {waiting.length > 0 ? (
        <section aria-labelledby="tasks-scheduled">
          <h2 id="tasks-scheduled">
            {waiting.length} {t('schedule.tasks')}
          </h2>
          <List>
            {waiting.map(({ subject, id, title, at }) => (
              <ListItem
                key={`${subject}-${id}`}
                href={paths.desk[subject](id)}
                title={title}
                kind={t(`search.kind.${subject}`)}
                meta={[t('schedule.waiting', { at: formatDateTime(at) })]}
              />
            ))}
          </List>
        </section>
      ) : null}
    </>
  )
}

type LatePlan = { policyId: number; title: string; form: InterpretationForm; what: string; dueOn: string }

/** I2: what was planned to be public by now. */
export function LatePlans({ plans }: { plans: LatePlan[] }) {
  const t = useT()
  const lang = useLang()
  if (plans.length === 0) return null
  return (
    <section aria-labelledby="tasks-plans">
      <h2 id="tasks-plans">
        {plans.length} {t('plan.tasks')}
      </h2>
      <List>
        {plans.map(({ policyId, title, form, what, dueOn }) => (
          <ListItem
            key={`${policyId}-${form}-${what}`}
            href={paths.desk.policyPlan(policyId)}
            kind={t(`interpretation.form.${form}`)}
            title={what}
            summary={title}
            status={<StatusWord tone="overdue">{t('plan.state.late')}</StatusWord>}
            meta={[t('plan.due', { day: formatDate(dueOn, lang) })]}
          />
        ))}
      </List>
    </section>
  )
}
