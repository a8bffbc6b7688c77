import type { ReactNode } from 'react'
import type { DrawCategory, DrawSummary } from '~/app/domain/draws/types'
import { formatDate, formatDateTime, formatDeadline } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { TableScroll } from '~/app/ui/table-scroll'

const steps = ['commit', 'freeze', 'draw', 'check'] as const

/** The four steps as pictures with their words; `now` is the one that comes next. */
export function DrawSteps({ draw: { frozen, drawn } }: { draw: DrawSummary }) {
  const t = useT()
  const done = drawn ? 3 : frozen ? 2 : 1
  return (
    <section aria-labelledby="how">
      <h2 id="how">{t('draw.how')}</h2>
      <ol className="draw-steps">
        {steps.map((step, at) => (
          <li key={step} className={at < done ? 'draw-step draw-step-done' : 'draw-step'}>
            <svg viewBox="0 0 48 48" aria-hidden="true" focusable="false">
              {pictures[step]}
            </svg>
            <div>
              <h3>
                {at + 1}. {t(`draw.step.${step}`)}
                {at < done ? <span className="draw-step-word">✓ {t('timeline.done')}</span> : null}
              </h3>
              <p>{t(`draw.step.${step}.text`)}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** A box under lock; a sheet with a seal; the open box whose number meets the sheet; an eye. */
const pictures: Record<(typeof steps)[number], ReactNode> = {
  commit: (
    <>
      <rect x="8" y="21" width="32" height="20" rx="2" />
      <path d="M15 21v-5a9 9 0 0 1 18 0v5" />
      <circle cx="24" cy="29" r="2.5" />
      <path d="M24 31.5v4" />
    </>
  ),
  freeze: (
    <>
      <path d="M12 6h24v36H12z" />
      <path d="M17 13h14M17 19h14M17 25h8" />
      <circle cx="30" cy="33" r="5" />
    </>
  ),
  draw: (
    <>
      <rect x="4" y="24" width="18" height="16" rx="2" />
      <path d="M8 24v-5a6 6 0 0 1 11-3" />
      <path d="M28 12h16v28H28zM32 19h8M32 25h8M32 31h5" />
      <path d="M22 32h6" />
    </>
  ),
  check: (
    <>
      <path d="M4 24q20-26 40 0-20 26-40 0z" />
      <circle cx="24" cy="24" r="6" />
    </>
  ),
}

export function DrawRules({ draw: { rules } }: { draw: DrawSummary }) {
  const t = useT()
  return (
    <section>
      <h2 id="rules">{t('draw.rules')}</h2>
      <p>{t('draw.rules.text')}</p>
      <TableScroll label={t('draw.rules')}>
        <table className="draw-rules">
          <thead>
            <tr>
              <th scope="col">{t('draw.rules.category')}</th>
              <th scope="col">{t('draw.rules.seats')}</th>
              <th scope="col">{t('draw.rules.method')}</th>
            </tr>
          </thead>
          <tbody>
            {rules.map(({ group, seats, method, trait }) => (
              <tr key={group}>
                <th scope="row">{t(`activity.group.${group}`)}</th>
                <td>{t('draw.seats', { count: seats })}</td>
                <td>{t(`draw.method.${method}`, { trait: trait ? t(`activity.trait.${trait}`) : '' })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  )
}

/** What is published of the secret, the rules and the list, each with its time. */
export function DrawPrints({ draw }: { draw: DrawSummary }) {
  const t = useT()
  const lang = useLang()
  const { frozen, drawn, closesAt } = draw
  const at = formatDateTime(draw.committedAt)
  return (
    <section aria-labelledby="prints">
      <h2 id="prints">{t('draw.prints')}</h2>
      <p>{t('draw.prints.text')}</p>
      <dl className="draw-prints">
        <Print
          term={t('draw.print.commitment')}
          value={draw.commitment}
          note={t('draw.print.commitment.at', { at })}
        />
        <Print term={t('draw.print.rules')} value={draw.rulesHash} note={t('draw.print.rules.at', { at })} />
        <Print
          term={t('draw.print.list')}
          value={frozen?.listHash}
          note={
            frozen
              ? t('draw.print.list.at', { at: formatDateTime(frozen.at), count: frozen.count })
              : t('draw.print.list.none', { at: closesAt ? formatDeadline(closesAt, lang) : '' })
          }
        />
        <Print
          term={t('draw.print.secret')}
          value={drawn?.secret}
          note={
            drawn ? t('draw.print.secret.at', { at: formatDateTime(drawn.at) }) : t('draw.print.secret.none')
          }
        />
        {drawn ? <Print term={t('draw.print.seed')} value={drawn.seed} /> : null}
      </dl>
    </section>
  )
}

function Print({ term, value, note }: { term: string; value?: string; note?: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        {value ? <code className="draw-print">{value}</code> : null}
        {note ? <span className="muted">{note}</span> : null}
      </dd>
    </div>
  )
}

export function DrawResults({ categories }: { categories: DrawCategory[] }) {
  const t = useT()
  return (
    <section aria-labelledby="results" className="draw-results">
      <h2 id="results">{t('draw.results')}</h2>
      <p>{t('draw.results.text')}</p>
      {categories.map(({ rule, chosen, waiting, waitingCount, gone }) => (
        <section key={rule.group}>
          <h3>{t(`activity.group.${rule.group}`)}</h3>
          {chosen.length === 0 ? (
            <p>{t('draw.results.nobody')}</p>
          ) : (
            <>
              <h4>{t('draw.results.chosen', { count: chosen.length })}</h4>
              <Order pseudonyms={chosen} from={1} isChosen />
            </>
          )}
          {waitingCount > 0 ? (
            <details>
              <summary>{t('draw.results.waiting', { count: waitingCount })}</summary>
              <Order pseudonyms={waiting} from={chosen.length + 1} />
              {waiting.length < waitingCount ? (
                <p className="muted">{t('draw.results.waiting.rest', { shown: waiting.length })}</p>
              ) : null}
            </details>
          ) : null}
          <Gone people={gone} />
        </section>
      ))}
    </section>
  )
}

function Gone({ people }: { people: DrawCategory['gone'] }) {
  const t = useT()
  const lang = useLang()
  if (people.length === 0) return null
  return (
    <>
      <h4>{t('draw.results.gone', { count: people.length })}</h4>
      <ul>
        {people.map(({ pseudonym, kind, at, reason }) => (
          <li key={pseudonym}>
            <span className="pseudonym">{pseudonym}</span>{' '}
            {t(`draw.results.gone.${kind}`, { on: formatDate(at, lang) })}
            {reason ? t('draw.results.gone.reason', { reason }) : null}
          </li>
        ))}
      </ul>
    </>
  )
}

/** The places run on from the chosen to those who wait. */
export function Order({
  pseudonyms,
  from,
  isChosen = false,
}: {
  pseudonyms: string[]
  from: number
  isChosen?: boolean
}) {
  return (
    <ol className={isChosen ? 'draw-order draw-order-chosen' : 'draw-order'} start={from}>
      {pseudonyms.map((pseudonym, at) => (
        <li key={pseudonym}>
          <span className="draw-place">{from + at}</span> <span className="pseudonym">{pseudonym}</span>
        </li>
      ))}
    </ol>
  )
}
