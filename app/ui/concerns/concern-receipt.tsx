import type { ConcernReceipt as Receipt } from '~/app/domain/concerns/types'
import { Answers, Paragraphs, ReferenceLink } from '~/app/ui/concerns/answer'
import { ClockWords, ConcernTimeline } from '~/app/ui/concerns/concern-words'
import { Facts } from '~/app/ui/document-header'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'

/** A concern as the holder of its code sees it. */
export function ConcernReceipt({ receipt }: { receipt: Receipt }) {
  const t = useT()
  const { body, page, receivedAt, about, department, clock, events, responses, href } = receipt
  return (
    <>
      <Facts
        facts={[
          [t('concern.event.received'), formatDateTime(receivedAt)],
          [t('receipt.concern.handled'), department ?? t('receipt.concern.unassigned')],
          [
            t('concern.event.due'),
            <span key="due">
              {formatDateTime(clock.deadline)}（<ClockWords clock={clock} receivedAt={receivedAt} />）
            </span>,
          ],
          ...(about
            ? [[t('concern.about'), <ReferenceLink key="about" reference={about} />] as [string, JSX.Element]]
            : []),
          ...(href
            ? [
                [
                  t('receipt.concern.public'),
                  <a key="href" href={href}>
                    {t('receipt.concern.open')}
                  </a>,
                ] as [string, JSX.Element],
              ]
            : []),
        ]}
      />
      <section>
        <h2>{t('concern.answer')}</h2>
        <Answers responses={responses} />
      </section>
      <section>
        <h2>{t('concern.timeline')}</h2>
        <ConcernTimeline events={events} />
      </section>
      <section>
        <h2>{t('receipt.concern.text')}</h2>
        {page ? <p>{t('receipt.concern.page', { page })}</p> : null}
        <Paragraphs paragraphs={body.split(/\n+/)} />
      </section>
    </>
  )
}
