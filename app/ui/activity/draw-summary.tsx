import type { DrawSummary as Summary } from '~/app/domain/draws/types'
import { paths } from '~/app/paths'
import { formatDateTime } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'

/** On the page of the activity: how far the draw has come, and where all of it is. */
export function DrawSummary({ draw }: { draw: Summary | null }) {
  const t = useT()
  const lang = useLang()
  if (!draw) return null
  const { activityId, rules, frozen, drawn } = draw
  const groups = rules.map(({ group }) => t(`activity.group.${group}`)).join(lang === 'zh' ? '、' : ', ')
  return (
    <section id="draw" aria-labelledby="draw-title">
      <h2 id="draw-title">{t('draw.summary')}</h2>
      {drawn ? (
        <>
          <p>{t('draw.summary.drawn', { at: formatDateTime(drawn.at) })}</p>
          <ul>
            {drawn.categories.map(({ rule, chosen, waitingCount }) => (
              <li key={rule.group}>
                {t('draw.summary.chosen', {
                  ...{ group: t(`activity.group.${rule.group}`), chosen: chosen.length },
                  waiting: waitingCount,
                })}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>
          {frozen
            ? t('draw.summary.frozen', { at: formatDateTime(frozen.at), count: frozen.count })
            : t('draw.summary.before', { groups })}
        </p>
      )}
      <p>
        <a href={paths.draw(activityId)}>{t('draw.summary.link')}</a>
      </p>
    </section>
  )
}
