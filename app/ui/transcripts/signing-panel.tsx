import type { ReactNode } from 'react'
import type { SignatureState as Signing } from '~/app/domain/activity-reports/record-types'
import type { TranscriptDesk } from '~/app/domain/transcripts/transcript-desk-types'
import { Button } from '~/app/ui/button'
import { WrittenWords } from '~/app/ui/comments/comment-words'
import { TextArea } from '~/app/ui/field'
import { Findings } from '~/app/ui/findings'
import { Actions, Form } from '~/app/ui/form'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { Time } from '~/app/ui/time'
import { SignatureState } from './signature-table'

type Typed = { errors: Record<string, string>; values: Record<string, string> }
type Props = {
  desk: TranscriptDesk
  signing: NonNullable<TranscriptDesk['signing']>
  formKey: string
  refused: Typed | undefined
}

/** P7 at the desk: given out, signed by each or refused with a reason, finished. */
export function SigningPanel({ desk, signing, formKey, refused }: Props) {
  const t = useT()
  const { transcript, isOutdated, closedAt, signatures } = signing
  const typed = refused ?? { errors: {}, values: {} }
  return (
    <section id="signing" className="transcript-signing no-print">
      <h2>{t('deskTranscript.signing')}</h2>
      {closedAt ? (
        <Notice tone="done" title={t('deskTranscript.closed', { at: formatDateTime(closedAt) })} />
      ) : null}
      {transcript ? (
        <p className="fingerprint">
          {t('deskTranscript.opened', {
            version: transcript.version,
            at: formatDateTime(transcript.openedAt),
            sha: transcript.sha256,
          })}
        </p>
      ) : null}
      {isOutdated && !closedAt ? (
        <Notice tone="warning" title={t('deskTranscript.outdated')}>
          <p>{t('deskTranscript.outdated.text')}</p>
        </Notice>
      ) : null}
      {desk.mayWrite && !closedAt && (transcript === null || isOutdated) ? (
        <Open signing={signing} formKey={formKey} typed={typed} />
      ) : null}
      {transcript && signatures.length > 0 ? (
        <>
          <h3>{t('deskTranscript.state')}</h3>
          {signatures.map((person) => (
            <Person
              key={person.registrationId}
              person={person}
              formKey={formKey}
              canRecord={desk.mayHandle && !isOutdated && !closedAt}
              canAnswer={desk.mayHandle && !closedAt}
              typed={typed}
            />
          ))}
        </>
      ) : null}
      {(desk.mayWrite || desk.mayClose) && transcript && !closedAt && !isOutdated ? (
        <Close desk={desk} signing={signing} formKey={formKey} />
      ) : null}
    </section>
  )
}

function Open({ signing, formKey, typed }: Pick<Props, 'signing' | 'formKey'> & { typed: Typed }) {
  const t = useT()
  const isAgain = signing.transcript !== null
  return (
    <>
      <h3>{t('deskTranscript.open')}</h3>
      <p>{t(isAgain ? 'deskTranscript.reopen.text' : 'deskTranscript.open.text')}</p>
      <Findings findings={signing.openFindings} />
      <Form idempotencyKey={`${formKey}-open`}>
        <input type="hidden" name="intent" value="open" />
        <TextArea
          name="note"
          label={t('deskTranscript.note')}
          hint={t('deskTranscript.note.hint')}
          error={typed.errors.note}
          value={typed.values.note}
          rows={3}
          optional
        />
        <Actions>
          <Button>{t('deskTranscript.open')}</Button>
        </Actions>
      </Form>
    </>
  )
}

function Close({ desk, signing, formKey }: Pick<Props, 'desk' | 'signing' | 'formKey'>) {
  const t = useT()
  const count = desk.statements.filter(({ kind }) => kind === 'opinion').length
  return (
    <>
      <h3>{t('deskTranscript.close')}</h3>
      <p>{t('deskTranscript.close.text', { count })}</p>
      <Findings findings={signing.closeFindings} />
      {desk.mayClose ? (
        <Form idempotencyKey={`${formKey}-close`}>
          <input type="hidden" name="intent" value="close" />
          <Actions>
            <Button>{t('deskTranscript.close')}</Button>
          </Actions>
        </Form>
      ) : (
        <p>
          {t(
            signing.closeFindings.length > 0 ? 'deskTranscript.close.notYet' : 'deskTranscript.close.issuer',
          )}
        </p>
      )}
    </>
  )
}

type PersonProps = {
  person: Signing
  formKey: string
  canRecord: boolean
  canAnswer: boolean
  typed: Typed
}

function Person({ person, formKey, canRecord, canAnswer, typed }: PersonProps) {
  const t = useT()
  const { registrationId, shownName, pseudonym, group, presence, state, way, corrections } = person
  // What a participant has written of himself the clerk does not write over.
  const isOwnRefusal = state === 'refused' && way === 'online'
  const isTyped = typed.values.registrationId === String(registrationId)
  const isWaiting = corrections.at(-1)?.isAnswer === false
  return (
    <div className="transcript-person" id={`person-${registrationId}`}>
      <p className="statement-head">
        <strong>{shownName}</strong>
        <span className="muted">{pseudonym}</span>
        <span className="muted">{t(`activity.group.${group}`)}</span>
      </p>
      <SignatureState signature={person} />
      {corrections.map(({ at, words, isAnswer }) => (
        <blockquote key={`${at}-${isAnswer}`} className="transcript-correction">
          <p className="muted">
            {t(isAnswer ? 'deskTranscript.answered' : 'deskTranscript.asked')}{' '}
            <Time at={at} format="datetime" />
          </p>
          <WrittenWords>{words}</WrittenWords>
        </blockquote>
      ))}
      {isWaiting && canAnswer ? (
        <PersonForm intent="answer" {...{ formKey, registrationId }}>
          <PersonWords
            name="answer"
            label={t('deskTranscript.answer')}
            registrationId={registrationId}
            typed={isTyped ? typed : undefined}
          />
          <Button kind="quiet">{t('deskTranscript.answer.button')}</Button>
        </PersonForm>
      ) : null}
      {canRecord && presence === 'present' && state !== 'signed' && !isOwnRefusal ? (
        <details open={isTyped && typed.errors.refusal ? true : undefined}>
          <summary>{t('deskTranscript.paper')}</summary>
          <PersonForm intent="signed" {...{ formKey, registrationId }}>
            <Button kind="quiet">{t('deskTranscript.signedOnPaper')}</Button>
          </PersonForm>
          {state === null ? (
            <PersonForm intent="refused" {...{ formKey, registrationId }}>
              <PersonWords
                name="refusal"
                label={t('deskTranscript.refusal')}
                hint={t('deskTranscript.refusal.hint')}
                registrationId={registrationId}
                typed={isTyped ? typed : undefined}
              />
              <Button kind="quiet">{t('deskTranscript.refusedHere')}</Button>
            </PersonForm>
          ) : null}
        </details>
      ) : null}
    </div>
  )
}

type PersonFormProps = {
  intent: 'answer' | 'signed' | 'refused'
  formKey: string
  registrationId: number
  children: ReactNode
}

function PersonForm({ intent, formKey, registrationId, children }: PersonFormProps) {
  return (
    <Form idempotencyKey={`${formKey}-${intent}-${registrationId}`}>
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="registrationId" value={registrationId} />
      {children}
    </Form>
  )
}

type PersonWordsProps = {
  name: 'answer' | 'refusal'
  label: string
  hint?: string
  registrationId: number
  /** Only of the person whose form came back. */
  typed: Typed | undefined
}

/** The same field stands once for each person: only the one with an error has the id that the summary leads to. */
function PersonWords({ name, label, hint, registrationId, typed }: PersonWordsProps) {
  const error = typed?.errors[name]
  const id = error ? name : `${name}-${registrationId}`
  return (
    <div className={error ? 'field field-wrong' : 'field'}>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {hint ? (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
      <textarea
        id={id}
        name={name}
        rows={2}
        required
        defaultValue={typed?.values[name] ?? ''}
        aria-invalid={error ? true : undefined}
        aria-describedby={
          [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined
        }
      />
    </div>
  )
}
