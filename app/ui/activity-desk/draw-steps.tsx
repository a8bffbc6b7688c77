import type { ReactNode } from 'react'
import type { SeatGroup } from '~/app/domain/activities/types'
import type { DrawStep } from '~/app/domain/draws/forms'
import type { DrawSummary } from '~/app/domain/draws/types'
import type { Finding } from '~/app/domain/findings'
import type { SeatFigure } from '~/app/domain/registrations/types'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { Findings } from '~/app/ui/findings'
import { Actions, Form } from '~/app/ui/form'
import { formatDate, formatDateTime } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { TableScroll } from '~/app/ui/table-scroll'

type Step = {
  kind: DrawStep
  doneAt: Date | null
  findings: Finding[]
  mayTake: boolean
  waitsForIssuer: boolean
}
type Page = {
  key: string
  head: { id: number }
  draw: DrawSummary | null
  participants: number
  listBy: string
}
type StepProps = { step: Step; page: Page; isNext: boolean; children: ReactNode }

/** One step: when it was taken, or what stands in its way, and its button. */
export function DrawStepSection({ step, page, isNext, children }: StepProps) {
  const t = useT()
  const lang = useLang()
  const { kind, doneAt, findings, mayTake, waitsForIssuer } = step
  const { key, draw, listBy } = page
  const counts = { freeze: draw?.frozen?.count ?? 0, draw: 0, list: page.participants }
  const at = doneAt ? formatDateTime(doneAt) : ''
  return (
    <section id={`step-${kind}`} aria-labelledby={`title-${kind}`}>
      <h2 id={`title-${kind}`}>{t(`deskDraw.step.${kind}`)}</h2>
      {doneAt ? (
        <p>
          {t(`deskDraw.${kind}.done`, { at, count: counts[kind] })}{' '}
          {kind === 'list' ? (
            <a href={paths.activity(page.head.id, { anchor: 'participants' })}>{t('deskDraw.list.public')}</a>
          ) : null}
        </p>
      ) : (
        <>
          <p>
            {t(`deskDraw.${kind}.text`)}
            {kind === 'list' ? ` ${t('deskDraw.list.latest', { day: formatDate(listBy, lang) })}` : null}
          </p>
          {children}
          {isNext ? <Findings findings={findings} /> : null}
          {waitsForIssuer ? <p>{t('deskDraw.list.issuer')}</p> : null}
          {mayTake ? (
            <Form idempotencyKey={key}>
              <Actions>
                <Button name="intent" value={kind}>
                  {t(`deskDraw.${kind}.button`)}
                </Button>
              </Actions>
            </Form>
          ) : null}
        </>
      )}
    </section>
  )
}

type Unconfirmed = { pseudonym: string; group: SeatGroup; confirmBy: Date }

/** By pseudonym; names and telephones are where registrations are handled, and every look at them is recorded. */
export function UnconfirmedList({ id, unconfirmed }: { id: number; unconfirmed: Unconfirmed[] }) {
  const t = useT()
  if (unconfirmed.length === 0) return null
  return (
    <section aria-labelledby="unconfirmed">
      <h3 id="unconfirmed">{t('deskDraw.unconfirmed', { count: unconfirmed.length })}</h3>
      <p>
        {t('deskDraw.unconfirmed.text')}{' '}
        <a href={paths.desk.registrations(id)}>{t('deskDraw.unconfirmed.link')}</a>
      </p>
      <ul className="participants">
        {unconfirmed.map(({ pseudonym, group, confirmBy }) => (
          <li key={pseudonym}>
            <span className="pseudonym">{pseudonym}</span>
            <span>{t(`activity.group.${group}`)}</span>
            <span className="muted">{t('deskDraw.unconfirmed.by', { at: formatDateTime(confirmBy) })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function SeatStanding({
  figures,
  unconfirmed,
}: {
  figures: SeatFigure[]
  unconfirmed: Unconfirmed[]
}) {
  const t = useT()
  return (
    <section>
      <h2 id="standing">{t('deskDraw.standing')}</h2>
      <TableScroll label={t('deskDraw.standing')} className="draw-standing">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('draw.rules.category')}</th>
              <th scope="col" className="number">
                {t('draw.rules.seats')}
              </th>
              <th scope="col" className="number">
                {t('deskDraw.standing.registered')}
              </th>
              <th scope="col" className="number">
                {t('deskDraw.standing.seated')}
              </th>
              <th scope="col" className="number">
                {t('deskDraw.standing.confirmed')}
              </th>
              <th scope="col" className="number">
                {t('deskDraw.standing.waiting')}
              </th>
            </tr>
          </thead>
          <tbody>
            {figures.map(({ group, method, seats, registered, seated, waiting }) => (
              <tr key={group}>
                <th scope="row">
                  {t(`activity.group.${group}`)}
                  <span className="muted">　{t(`activity.method.${method}`)}</span>
                </th>
                <td className="number">{seats}</td>
                <td className="number">{registered}</td>
                <td className="number">{seated}</td>
                <td className="number">{seated - unconfirmed.filter((one) => one.group === group).length}</td>
                <td className="number">{waiting}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  )
}
