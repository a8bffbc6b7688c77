import { paths } from '~/app/paths'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { QrCode } from '~/app/ui/qr-code'

type CardsProps = {
  survey: { id: number; title: string; closesAt: Date }
  codes: string[]
  /** The address of the site, for who has no camera. */
  origin: string
}

/** One card for each code, to be printed and cut; ten on a sheet of A4. */
export function InvitationCards({ survey, codes, origin }: CardsProps) {
  const t = useT()
  const address = `${new URL(origin).host}${paths.surveyAnswer(survey.id)}`
  return (
    <ul className="invitation-cards">
      {codes.map((code) => (
        <li key={code} className="invitation-card">
          <div className="invitation-card-words">
            <p className="invitation-card-please">{t('invitations.card.please')}</p>
            <p className="invitation-card-title">{survey.title}</p>
            <p className="invitation-card-code">
              <span className="visually-hidden">{t('invitations.card.code')}</span>
              {code}
            </p>
            <p className="invitation-card-small">
              {t('invitations.card.how', { address })}{' '}
              {t('invitations.card.until', { at: formatDateTime(survey.closesAt) })}
            </p>
          </div>
          <QrCode text={linkOf(origin, survey.id, code)} label={t('invitations.card.qr', { code })} />
          <p className="invitation-card-small invitation-card-secret">{t('invitations.card.secret')}</p>
        </li>
      ))}
    </ul>
  )
}

export function linkOf(origin: string, surveyId: number, code: string): string {
  return new URL(paths.surveyAnswer(surveyId, { code }), origin).href
}
