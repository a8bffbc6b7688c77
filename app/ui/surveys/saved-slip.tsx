import type { SavedAnswers } from '~/app/domain/survey-answering/answer-types'
import { paths } from '~/app/paths'
import { Button, LinkButton } from '~/app/ui/button'
import { useFormatCode } from '~/app/ui/comments/receipt-code'
import { Actions, Form } from '~/app/ui/form'
import { formatDate, formatDeadline } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { QrCode } from '~/app/ui/qr-code'

/** The code under which it is kept, to be written down; the address as a QR code leads to where it is asked for. */
export function SavedSlip({ saved, address }: { saved: SavedAnswers; address: string }) {
  const t = useT()
  const lang = useLang()
  const { head, code, expiresOn } = saved
  const { spelled, spaced } = useFormatCode(code)
  return (
    <>
      <p>{t('surveySaved.lead', { day: formatDate(expiresOn, lang) })}</p>
      <p>
        <b>{t('surveySaved.notSent', { at: formatDeadline(head.closesAt, lang) })}</b>
      </p>
      <section className="receipt-slip" aria-label={t('surveySaved.code')}>
        <header className="receipt-slip-head">
          <span>{t('answering.survey', { title: head.title })}</span>
        </header>
        <div className="receipt-slip-code">
          <div>
            <p className="receipt-slip-label">{t('surveySaved.code')}</p>
            <p className="receipt-code">
              <span role="img" aria-label={spaced}>
                {code}
              </span>
            </p>
            <p className="receipt-spelled">{t('surveySaved.spell', { code: spelled })}</p>
          </div>
          <div className="receipt-slip-qr">
            <QrCode text={address} label={t('surveySaved.qr', { address })} />
            <p aria-hidden="true">{t('surveySaved.scan')}</p>
          </div>
        </div>
        <footer className="receipt-slip-foot">
          <p>{t('surveySaved.keep')}</p>
          <p className="print-only">{address}</p>
        </footer>
      </section>
      <Form action={paths.surveySaved(head.id)}>
        <input type="hidden" name="code" value={code} />
        <Actions>
          <Button name="intent" value="go-on">
            {t('surveySaved.goOn')}
          </Button>
          <LinkButton kind="quiet" href={paths.survey(head.id)}>
            {t('answering.toSurvey')}
          </LinkButton>
          <Button kind="danger" name="intent" value="forget">
            {t('surveySaved.forget')}
          </Button>
        </Actions>
      </Form>
      <section>
        <h2>{t('surveySaved.elsewhere')}</h2>
        <p>{t('surveySaved.elsewhere.text')}</p>
        <p>
          <a href={paths.surveySaved(head.id)}>{address}</a>
        </p>
      </section>
    </>
  )
}
