import type { TranscriptDesk } from '~/app/domain/transcripts/transcript-desk-types'
import { paths } from '~/app/paths'
import { Button, LinkButton } from '~/app/ui/button'
import { EmptyState } from '~/app/ui/empty-state'
import { useT } from '~/app/ui/language'
import { Statement } from './statement-list'

type Props = { desk: TranscriptDesk; formKey: string; canEdit: boolean }

/** The record as it stands, each statement with the way to change it. */
export function DeskStatements({ desk, formKey, canEdit }: Props) {
  const t = useT()
  const { head, statements } = desk
  if (statements.length === 0)
    return (
      <EmptyState title={t('deskTranscript.empty')}>
        {canEdit ? <p>{t('deskTranscript.empty.text')}</p> : null}
      </EmptyState>
    )
  const place = { activityId: head.id, consultationId: desk.consultationId }
  return (
    <section className="no-print">
      <h2>{t('deskTranscript.statements', { count: statements.length })}</h2>
      <form method="post">
        <input type="hidden" name="key" value={`${formKey}-list`} />
        <ol className="statements">
          {statements.map((statement, at) => (
            <Statement key={statement.id} statement={statement} place={place}>
              <p className="meta-line">
                {statement.part ? <span>{t(`transcript.part.${statement.part}`)}</span> : null}
                <span>{t(`transcript.kind.${statement.kind}`)}</span>
                {statement.commentId !== null ? <span>{t('deskTranscript.taken')}</span> : null}
              </p>
              {statement.privateData.length > 0 ? (
                <p className="field-error">
                  {t('deskTranscript.private', { names: statement.privateData.join('、') })}
                </p>
              ) : null}
              {canEdit && statement.commentId === null ? (
                <p className="statement-actions">
                  <LinkButton
                    kind="quiet"
                    href={`${paths.desk.transcript(head.id, { change: statement.id })}#statement`}
                    aria-label={t('deskTranscript.which', {
                      number: statement.number,
                      action: t('deskTranscript.edit'),
                    })}
                  >
                    {t('deskTranscript.edit')}
                  </LinkButton>
                  {at > 0 ? <Move id={statement.id} number={statement.number} to="up" /> : null}
                  {at < statements.length - 1 ? (
                    <Move id={statement.id} number={statement.number} to="down" />
                  ) : null}
                </p>
              ) : null}
            </Statement>
          ))}
        </ol>
      </form>
    </section>
  )
}

function Move({ id, number, to }: { id: number; number: number; to: 'up' | 'down' }) {
  const t = useT()
  const action = t(`deskTranscript.${to}`)
  return (
    <Button
      kind="quiet"
      name="act"
      value={`${to}-${id}`}
      aria-label={t('deskTranscript.which', { number, action })}
    >
      {action}
    </Button>
  )
}
