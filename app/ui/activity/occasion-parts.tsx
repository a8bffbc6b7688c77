import { isMultiple, peopleOf, percent, responseRate } from '~/app/domain/occasions/occasion-figures'
import type { Attended, Photo, Poll, PollQuestion } from '~/app/domain/occasions/occasion-types'
import { paths } from '~/app/paths'
import { Facts } from '~/app/ui/document-header'
import { formatDate, formatNumber } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { TableScroll } from '~/app/ui/table-scroll'

/** Who took part, by group: a table with a bar for each; names only of those who agreed (L2). */
export function Attendance({ attendances }: { attendances: Attended[] }) {
  const t = useT()
  if (attendances.length === 0) return null
  const total = peopleOf(attendances)
  const most = Math.max(...attendances.map(({ people }) => people))
  const hasNames = attendances.some(({ names }) => names !== '')
  return (
    <section id="attendance">
      <h2>{t('occasion.attendance')}</h2>
      <p>{t('occasion.attendance.total', { count: formatNumber(total), groups: attendances.length })}</p>
      <TableScroll label={t('occasion.attendance')}>
        <table className="occasion-table attendance-table">
          <thead>
            <tr>
              <th scope="col">{t('occasion.attendance.group')}</th>
              <th scope="col" className="number">
                {t('occasion.attendance.people')}
              </th>
              <td />
              {hasNames ? <th scope="col">{t('occasion.attendance.names')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {attendances.map(({ group, people, names }) => (
              <tr key={group}>
                <th scope="row">{group}</th>
                <td className="number">{t('seats.people', { count: formatNumber(people) })}</td>
                <td className="occasion-bar-cell" aria-hidden="true">
                  <Bar of={most} value={people} />
                </td>
                {hasNames ? (
                  <td className="attendance-names">
                    {names || <span className="muted">{t('occasion.attendance.names.none')}</span>}
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {hasNames ? <p className="field-hint">{t('occasion.attendance.consent')}</p> : null}
    </section>
  )
}

/** A bar that prints and needs no colour: the number always stands beside it. */
function Bar({ value, of }: { value: number; of: number }) {
  return (
    <svg className="occasion-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect className="occasion-bar-track" x="0" y="0" width="100" height="6" />
      <rect className="occasion-bar-value" x="0" y="0" width={of > 0 ? (value / of) * 100 : 0} height="6" />
    </svg>
  )
}

export function Photos({ photos }: { photos: Photo[] }) {
  const t = useT()
  if (photos.length === 0) return null
  return (
    <section id="photos">
      <h2>{t('occasion.photos')}</h2>
      <ul className="occasion-photos">
        {photos.map(({ mediaId, sha256, width, height, caption }) => (
          <li key={mediaId}>
            <figure>
              <a href={paths.media(sha256, '1600.webp')}>
                <img
                  src={paths.media(sha256, '960.webp')}
                  srcSet={`${paths.media(sha256, '480.webp')} 480w, ${paths.media(sha256, '960.webp')} 960w`}
                  sizes="(max-width: 40em) 100vw, 24rem"
                  width={width ?? undefined}
                  height={height ?? undefined}
                  alt={caption}
                  loading="lazy"
                />
              </a>
              <figcaption aria-hidden="true">{caption}</figcaption>
            </figure>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Who asked whom, when, how, how many answered; then each question with people and shares of people. */
export function PollResults({ activityId, poll }: { activityId: number; poll: Poll | null }) {
  const t = useT()
  if (!poll) return null
  const { questions, rawRows, answered } = poll
  const isSmall = questions.some(({ options }) => options.some(({ count }) => count > 0 && count < 10))
  return (
    <section id="poll">
      <h2>{t('poll.title')}</h2>
      <PollFacts poll={poll} />
      {questions.map((question, at) => (
        <Question key={question.words} number={at + 1} question={question} />
      ))}
      {isSmall ? <p className="field-hint">{t('poll.small')}</p> : null}
      {rawRows > 0 ? (
        <>
          <p>
            <a href={paths.pollTable(activityId)}>{t('poll.download', { rows: formatNumber(rawRows) })}</a>
          </p>
          <p className="field-hint">
            {t('poll.download.text')}
            {rawRows === answered ? null : t('poll.download.fewer', { rows: rawRows, answered })}
          </p>
        </>
      ) : null}
    </section>
  )
}

function PollFacts({ poll }: { poll: Poll }) {
  const t = useT()
  const lang = useLang()
  const { approached, answered } = poll
  const rate = responseRate(poll) ?? '—'
  const numbers = { approached: formatNumber(approached), answered: formatNumber(answered), rate }
  return (
    <Facts
      facts={[
        [t('poll.pollster'), poll.pollster],
        [
          t('poll.days'),
          t('poll.days.value', { from: formatDate(poll.fromDay, lang), to: formatDate(poll.toDay, lang) }),
        ],
        [t('poll.population'), poll.population],
        [t('poll.method'), poll.method],
        [t('poll.sample'), t('poll.sample.value', numbers)],
        [
          t('poll.rate'),
          <span key="rate">
            {rate}
            <span className="poll-how">{t('poll.rate.how', numbers)}</span>
          </span>,
        ],
        [t('poll.weighting'), poll.weighting || t('poll.weighting.none')],
      ]}
    />
  )
}

/** The table is the chart: each row has its bar, its people and their share. */
function Question({ number, question }: { number: number; question: PollQuestion }) {
  const t = useT()
  const { words, base, options } = question
  return (
    <div className="poll-question">
      <h3>{t('poll.question', { number, words })}</h3>
      <p className="field-hint">
        {t(isMultiple(question) ? 'poll.base.multiple' : 'poll.base', { base: formatNumber(base) })}
      </p>
      <TableScroll label={t('poll.question', { number, words })}>
        <table className="occasion-table">
          <thead>
            <tr>
              <th scope="col">{t('poll.option')}</th>
              <th scope="col" className="occasion-bar-cell">
                {t('poll.chart')}
              </th>
              <th scope="col" className="number">
                {t('poll.people')}
              </th>
              <th scope="col" className="number">
                {t('poll.share')}
              </th>
            </tr>
          </thead>
          <tbody>
            {options.map(({ label, count }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td className="occasion-bar-cell">
                  <Bar value={count} of={base} />
                </td>
                <td className="number">{formatNumber(count)}</td>
                <td className="number">{percent(count, base)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </div>
  )
}
