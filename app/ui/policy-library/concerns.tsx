import type { PolicyConcerns } from '~/app/domain/policies/page-types'
import { paths } from '~/app/paths'
import { LinkButton } from '~/app/ui/button'
import { useT } from '~/app/ui/language'
import { List, ListItem } from '~/app/ui/list-item'
import { StatusWord } from '~/app/ui/status-word'
import { Time } from '~/app/ui/time'

/** What was asked about the policy, and whether it has been answered. */
export function Concerns({ concerns, policyId }: { concerns: PolicyConcerns; policyId: number }) {
  const t = useT()
  const { rows, total, answered } = concerns
  return (
    <section aria-labelledby="policy-concerns">
      <h2 id="policy-concerns">{t('library.concerns')}</h2>
      <p>
        {total === 0 ? t('library.concerns.none') : t('library.concerns.total', { total, answered })}
        {total > rows.length ? t('library.concerns.newest', { count: rows.length }) : null}
      </p>
      {rows.length > 0 ? (
        <List>
          {rows.map(({ id, title, department, receivedAt, answeredAt }) => (
            <ListItem
              key={id}
              href={paths.concern(id)}
              title={title}
              status={
                <StatusWord tone={answeredAt ? 'done' : 'waiting'}>
                  {t(answeredAt ? 'library.concern.answered' : 'library.concern.open')}
                </StatusWord>
              }
              meta={[department, <Time key="at" at={receivedAt} />]}
            />
          ))}
        </List>
      ) : null}
      <p>
        <LinkButton kind="quiet" href={paths.concernForm({ policy: policyId })}>
          {t('policy.askWhole')}
        </LinkButton>
      </p>
    </section>
  )
}
