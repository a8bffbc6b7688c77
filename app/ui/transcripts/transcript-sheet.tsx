import type { TranscriptDesk } from '~/app/domain/transcripts/transcript-desk-types'
import { sayPeriod } from '~/app/ui/activity/say-period'
import { Facts } from '~/app/ui/document-header'
import { useT } from '~/app/ui/language'
import { StatementList } from './statement-list'

/** What is printed: the whole, and a line to sign on for everyone who was there. */
export function TranscriptSheet({
  desk,
  signing,
}: {
  desk: TranscriptDesk
  signing: NonNullable<TranscriptDesk['signing']>
}) {
  const t = useT()
  const { head, statements, place, endsAt } = desk
  const { transcript, isOutdated, signatures } = signing
  const title =
    transcript && !isOutdated
      ? t('deskTranscript.sheet', { version: transcript.version })
      : t('deskTranscript.sheet.draft')
  return (
    <div className="transcript-sheet">
      <p className="transcript-sheet-title">{head.title}</p>
      <p className="transcript-sheet-title">{title}</p>
      <Facts
        facts={[
          [t('transcript.held'), sayPeriod({ startsAt: head.startsAt, endsAt }, t)],
          [t('transcript.place'), place],
        ]}
      />
      <StatementList
        statements={statements}
        place={{ activityId: head.id, consultationId: desk.consultationId }}
        anchor="sheet"
      />
      <table className="transcript-lines">
        <caption>{t('deskTranscript.sheet.sign')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('transcript.who')}</th>
            <th scope="col">{t('deskTranscript.sheet.name')}</th>
            <th scope="col">{t('deskTranscript.sheet.day')}</th>
            <th scope="col">{t('deskTranscript.sheet.refuse')}</th>
          </tr>
        </thead>
        <tbody>
          {signatures
            .filter(({ presence }) => presence === 'present')
            .map(({ pseudonym, shownName }) => (
              <tr key={pseudonym}>
                <th scope="row">
                  {shownName} {pseudonym}
                </th>
                <td />
                <td />
                <td />
              </tr>
            ))}
        </tbody>
      </table>
      {transcript && !isOutdated ? <p className="fingerprint">SHA-256 {transcript.sha256}</p> : null}
    </div>
  )
}
