import { sayTime } from '~/app/domain/interpretation-blocks/say-time'
import type { UnclearClause } from '~/app/domain/unclear-clauses/types'
import { paths } from '~/app/paths'
import { useT } from '~/app/ui/language'

/** 有 N 人表示看不懂, and where the department has explained it since. */
export function UnclearLine({ clause: { people, waiting, answers } }: { clause: UnclearClause }) {
  const t = useT()
  if (people === 0) return null
  return (
    <div className="unclear-line">
      <p>
        {t('unclear.people', { count: people })}
        {answers.length > 0 ? t('unclear.answered') : t('unclear.waiting')}
      </p>
      {answers.length > 0 ? (
        <ul>
          {answers.map(({ interpretationId, title, anchor, second }) => (
            <li key={`${interpretationId}-${anchor}-${second}`}>
              <a href={paths.interpretation(interpretationId, { anchor, second })}>{title}</a>
              {second === null ? null : `（${t('unclear.second', { at: sayTime(second) })}）`}
            </li>
          ))}
        </ul>
      ) : null}
      {answers.length > 0 && waiting > 0 ? <p>{t('unclear.waiting.again')}</p> : null}
    </div>
  )
}
