import type { DeskStatement, TranscriptDesk } from '~/app/domain/transcripts/transcript-desk-types'
import { paths } from '~/app/paths'
import { Button, LinkButton } from '~/app/ui/button'
import { Radios, Select, TextArea, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'

export type StatementValues = Record<string, string>

type Props = {
  desk: TranscriptDesk
  formKey: string
  /** The statement that is being changed; a new one when null. */
  changing: DeskStatement | null
  /** What was typed, or what the statement before had. */
  values: StatementValues
  errors: Record<string, string>
  /** One has just been saved: the keyboard goes to the next speaker. */
  isNext: boolean
}

const parts = ['opening', 'presentation', 'statements', 'debate', 'closing', 'signing'] as const

/** One form that stays at the end: save, and the keyboard is where the next statement begins. */
export function StatementForm({ desk, formKey, changing, values, errors, isNext }: Props) {
  const t = useT()
  const id = desk.head.id
  return (
    <section id="statement" className="statement-form no-print">
      <h2>{changing ? t('deskTranscript.change', { number: changing.number }) : t('deskTranscript.add')}</h2>
      <Form action={`${paths.desk.transcript(id)}#statement`} idempotencyKey={formKey}>
        <input type="hidden" name="intent" value="statement" />
        <input type="hidden" name="statementId" value={changing?.id ?? ''} />
        <div className="statement-fields">
          <Speaker desk={desk} value={values.speaker} error={errors.speaker} isNext={isNext} />
          <TextField
            name="label"
            label={t('deskTranscript.label')}
            hint={t('deskTranscript.label.hint')}
            error={errors.label}
            value={values.label}
            list="labels"
            maxLength={60}
            autoComplete="off"
            optional
          />
          <datalist id="labels">
            {desk.labels.map((label) => (
              <option key={label} value={label} />
            ))}
          </datalist>
          {desk.signing ? (
            <Select
              name="part"
              label={t('deskTranscript.part')}
              error={errors.part}
              value={values.part}
              empty={t('deskTranscript.part.empty')}
              choices={parts.map((part) => ({ value: part, label: t(`transcript.part.${part}`) }))}
              optional
            />
          ) : null}
          {desk.clauses.length > 0 ? (
            <Select
              name="clauseId"
              label={t('deskTranscript.clause')}
              error={errors.clauseId}
              value={values.clauseId}
              empty={t('deskTranscript.clause.empty')}
              choices={desk.clauses.map(({ clauseId, cited }) => ({ value: String(clauseId), label: cited }))}
              optional
            />
          ) : null}
        </div>
        <Radios
          name="kind"
          label={t('deskTranscript.kind')}
          error={errors.kind}
          value={values.kind || 'opinion'}
          choices={(['opinion', 'procedure'] as const).map((kind) => ({
            value: kind,
            label: t(`transcript.kind.${kind}`),
            hint: t(`deskTranscript.kind.${kind}.hint`),
          }))}
        />
        <TextArea
          name="body"
          label={t('deskTranscript.body')}
          hint={t('deskTranscript.body.hint')}
          error={errors.body}
          value={values.body}
          rows={6}
        />
        <Actions>
          <Button>{t(changing ? 'deskTranscript.saveChange' : 'deskTranscript.save')}</Button>
          {changing ? (
            <>
              <LinkButton kind="quiet" href={`${paths.desk.transcript(id)}#s-${changing.number}`}>
                {t('deskTranscript.cancelChange')}
              </LinkButton>
              <Button kind="danger" name="act" value={`remove-${changing.id}`}>
                {t('deskTranscript.remove')}
              </Button>
            </>
          ) : null}
        </Actions>
      </Form>
    </section>
  )
}

type SpeakerProps = { desk: TranscriptDesk; value?: string; error?: string; isNext: boolean }

/** A list in which typing a letter jumps: participants by pseudonym, then those who have no seat. */
function Speaker({ desk, value, error, isNext }: SpeakerProps) {
  const t = useT()
  return (
    <div className={error ? 'field field-wrong' : 'field'}>
      <label className="field-label" htmlFor="speaker">
        {t('deskTranscript.speaker')}
      </label>
      {error ? (
        <p className="field-error" id="speaker-error">
          {error}
        </p>
      ) : null}
      <select
        id="speaker"
        name="speaker"
        required
        defaultValue={value ?? ''}
        // biome-ignore lint/a11y/noAutofocus: the clerk has just saved a statement, and writes the next
        autoFocus={isNext}
        aria-describedby={error ? 'speaker-error' : undefined}
        aria-invalid={error ? true : undefined}
      >
        <option value="">{t('deskTranscript.speaker.empty')}</option>
        {desk.participants.length > 0 ? (
          <optgroup label={t('deskTranscript.speaker.participants')}>
            {desk.participants.map(({ registrationId, pseudonym, shownName, organisation }) => (
              <option key={registrationId} value={`seat-${registrationId}`}>
                {[pseudonym, shownName, organisation].filter(Boolean).join(' ')}
              </option>
            ))}
          </optgroup>
        ) : null}
        <optgroup label={t('deskTranscript.speaker.others')}>
          {(['chair', 'agency', 'guest'] as const).map((choice) => (
            <option key={choice} value={choice}>
              {t(`deskTranscript.speaker.${choice}`)}
            </option>
          ))}
        </optgroup>
      </select>
    </div>
  )
}
