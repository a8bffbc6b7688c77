import type { ConcernRow } from '~/app/domain/concerns/types'
import { paths } from '~/app/paths'
import { ClockWords, ConcernStatus } from '~/app/ui/concerns/concern-words'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { ListItem } from '~/app/ui/list-item'

/** A concern in a list: asked on, answered on, by whom. */
export function ConcernItem({ concern }: { concern: ConcernRow }) {
  const t = useT()
  const { id, kind, title, department, receivedAt, answeredAt, clock, state } = concern
  return (
    <ListItem
      href={paths.concern(id)}
      title={title}
      kind={t(`concern.kind.${kind}`)}
      status={<ConcernStatus state={state} />}
      meta={[
        department.name,
        t('concern.askedAt', { at: formatDateTime(receivedAt) }),
        answeredAt ? t('concern.answeredAt', { at: formatDateTime(answeredAt) }) : null,
        <ClockWords key="clock" clock={clock} receivedAt={receivedAt} />,
      ]}
    />
  )
}
