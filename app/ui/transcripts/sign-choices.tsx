import type { ReactNode } from 'react'
import type { ParticipantTranscript } from '~/app/domain/activity-reports/record-types'
import { Button } from '~/app/ui/button'
import { TextArea, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'

export type SignIntent = 'sign' | 'correct' | 'refuse'
export type SignKeys = Record<SignIntent, string>
export type RefusedSigning = { errors: Record<string, string>; values: Record<string, string> }

type Props = { page: ParticipantTranscript; keys: SignKeys; refused: RefusedSigning | undefined }

/** The three things that a participant may do after reading; the first stands open. */
export function SignChoices(props: Props) {
  const t = useT()
  return (
    <section className="no-print" id="choose">
      <h2>{t('sign.choose')}</h2>
      <Sign {...props} />
      <Correct {...props} />
      {props.page.state === 'refused' ? null : <Refuse {...props} />}
    </section>
  )
}

type ChoiceProps = Props & { intent: SignIntent; isFirst?: boolean; text: string; children: ReactNode }

function Choice({ intent, isFirst = false, text, page, keys, refused, children }: ChoiceProps) {
  const t = useT()
  const asked = refused?.values.intent
  return (
    <details className="sign-choice" open={(asked ? asked === intent : isFirst) ? true : undefined}>
      <summary>{t(`sign.${intent}`)}</summary>
      <p>{text}</p>
      <Form idempotencyKey={keys[intent]}>
        <input type="hidden" name="intent" value={intent} />
        {page.version === null ? null : <input type="hidden" name="version" value={page.version} />}
        {children}
      </Form>
    </details>
  )
}

function Sign(props: Props) {
  const t = useT()
  const { refused } = props
  return (
    <Choice {...props} intent="sign" isFirst text={t('sign.sign.text')}>
      <TextField
        name="name"
        label={t('sign.name')}
        hint={t('sign.name.hint')}
        error={refused?.errors.name}
        value={refused?.values.name}
        autoComplete="name"
        maxLength={60}
      />
      <Actions>
        <Button>{t('sign.sign.button')}</Button>
      </Actions>
    </Choice>
  )
}

function Correct(props: Props) {
  const t = useT()
  const { page, refused } = props
  const isWaiting = page.own?.corrections.at(-1)?.isAnswer === false
  return (
    <Choice {...props} intent="correct" text={t(isWaiting ? 'sign.correct.waiting' : 'sign.correct.text')}>
      <TextArea
        name="words"
        label={t('sign.words')}
        hint={t('sign.words.hint')}
        error={refused?.errors.words}
        value={refused?.values.words}
        rows={4}
      />
      <Actions>
        <Button>{t('sign.correct.button')}</Button>
      </Actions>
    </Choice>
  )
}

function Refuse(props: Props) {
  const t = useT()
  const { refused } = props
  return (
    <Choice {...props} intent="refuse" text={t('sign.refuse.text')}>
      <TextArea
        name="reason"
        label={t('sign.reason')}
        error={refused?.errors.reason}
        value={refused?.values.reason}
        rows={3}
      />
      <Actions>
        <Button kind="danger">{t('sign.refuse.button')}</Button>
      </Actions>
    </Choice>
  )
}
