import type { ReactNode } from 'react'
import type { ReceiptIntent } from '~/app/domain/comments/receipt-forms'
import type { CommentReceipt } from '~/app/domain/comments/receipt-types'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { WrittenWords } from '~/app/ui/comments/comment-words'
import { Checkbox, TextArea, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { formatDeadline } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'

export type ReceiptKeys = Record<ReceiptIntent, string>

/** A form that came back, with what was typed. */
export type RefusedForm = { errors: Record<string, string>; values: Record<string, string> }

type ActionsProps = { receipt: CommentReceipt; keys: ReceiptKeys; refused: RefusedForm | undefined }

/** What the holder of the code may do now; after a withdrawal only reading is left. */
export function ReceiptActions(props: ActionsProps) {
  const t = useT()
  const { may, wish } = props.receipt
  if (!may.withdraw) return null
  return (
    <section className="no-print receipt-actions">
      <h2>{t('receipt.mayDo')}</h2>
      {may.appeal ? <Appeal {...props} until={may.appeal} /> : null}
      {may.correct > 0 ? <Correction {...props} /> : null}
      {may.tell || wish ? <Telling {...props} /> : null}
      <Withdrawal {...props} />
      <Disowning {...props} />
    </section>
  )
}

/** Words that came too late are not lost: they stand here to be kept. */
export function KeptWords({ receipt: { may }, refused }: Pick<ActionsProps, 'receipt' | 'refused'>) {
  const t = useT()
  const { intent, words, grounds } = refused?.values ?? {}
  const lost =
    intent === 'correct' && may.correct === 0 ? words : intent === 'appeal' && !may.appeal ? grounds : ''
  if (!lost) return null
  return (
    <Notice tone="warning" title={t('comment.kept')}>
      <WrittenWords>{lost}</WrittenWords>
    </Notice>
  )
}

type FoldProps = {
  intent: ReceiptIntent
  title: string
  text: string
  refused: RefusedForm | undefined
  children: ReactNode
}

/** Opens by itself where its form came back with an error. */
function Fold({ intent, title, text, refused, children }: FoldProps) {
  return (
    <details className="receipt-action" open={refused?.values.intent === intent ? true : undefined}>
      <summary>{title}</summary>
      <p>{text}</p>
      {children}
    </details>
  )
}

type IntentFormProps = { intent: ReceiptIntent; props: ActionsProps; children: ReactNode }

function IntentForm({ intent, props: { receipt, keys }, children }: IntentFormProps) {
  return (
    <Form action={paths.receipt(receipt.code)} idempotencyKey={keys[intent]}>
      <input type="hidden" name="intent" value={intent} />
      {children}
    </Form>
  )
}

function Correction(props: ActionsProps) {
  const t = useT()
  const { receipt, refused } = props
  const typed = refused?.values.intent === 'correct' ? refused.values.words : undefined
  return (
    <Fold
      intent="correct"
      title={t('receipt.correct')}
      text={t('receipt.correct.text', { left: receipt.may.correct })}
      refused={refused}
    >
      <IntentForm intent="correct" props={props}>
        <TextArea
          name="words"
          label={t('receipt.correct.words')}
          hint={t('receipt.correct.hint')}
          error={refused?.errors.words}
          value={typed ?? receipt.words}
          rows={8}
        />
        <Actions>
          <Button>{t('receipt.correct.submit')}</Button>
        </Actions>
      </IntentForm>
    </Fold>
  )
}

function Appeal({ until, ...props }: ActionsProps & { until: Date }) {
  const t = useT()
  const lang = useLang()
  const { refused } = props
  return (
    <Fold
      intent="appeal"
      title={t('receipt.appeal')}
      text={t('receipt.appeal.text', { until: formatDeadline(until, lang) })}
      refused={refused}
    >
      <IntentForm intent="appeal" props={props}>
        <TextArea
          name="grounds"
          label={t('receipt.appeal.grounds')}
          hint={t('receipt.appeal.hint')}
          error={refused?.errors.grounds}
          value={refused?.values.grounds}
        />
        <Actions>
          <Button>{t('receipt.appeal.submit')}</Button>
        </Actions>
      </IntentForm>
    </Fold>
  )
}

function Telling(props: ActionsProps) {
  const t = useT()
  const { receipt, refused } = props
  const { wish, may } = receipt
  return (
    <Fold intent="tell" title={t('receipt.tell')} text={t('receipt.tell.text')} refused={refused}>
      {wish ? (
        <>
          <p>{t('receipt.tell.now', { email: wish })}</p>
          <IntentForm intent="stop-telling" props={props}>
            <Actions>
              <Button kind="quiet">{t('receipt.tell.stop')}</Button>
            </Actions>
          </IntentForm>
        </>
      ) : null}
      {may.tell ? (
        <IntentForm intent="tell" props={props}>
          <TextField
            name="email"
            type="email"
            label={t(wish ? 'receipt.tell.email.new' : 'receipt.tell.email')}
            hint={t('receipt.tell.hint')}
            error={refused?.errors.email}
            value={refused?.values.email}
            autoComplete="email"
          />
          <Actions>
            <Button>{t(wish ? 'receipt.tell.change' : 'receipt.tell.submit')}</Button>
          </Actions>
        </IntentForm>
      ) : null}
    </Fold>
  )
}

function Withdrawal(props: ActionsProps) {
  const t = useT()
  const { refused } = props
  return (
    <Fold intent="withdraw" title={t('receipt.withdraw')} text={t('receipt.withdraw.text')} refused={refused}>
      <IntentForm intent="withdraw" props={props}>
        <TextField
          name="reason"
          label={t('receipt.withdraw.reason')}
          error={refused?.errors.reason}
          value={refused?.values.reason}
          optional
        />
        <Checkbox name="confirm" label={t('receipt.withdraw.confirm')} error={refused?.errors.confirm} />
        <Actions>
          <Button kind="danger">{t('receipt.withdraw.submit')}</Button>
        </Actions>
      </IntentForm>
    </Fold>
  )
}

function Disowning(props: ActionsProps) {
  const t = useT()
  const { refused } = props
  return (
    <Fold intent="disown" title={t('receipt.disown')} text={t('receipt.disown.text')} refused={refused}>
      <IntentForm intent="disown" props={props}>
        <Checkbox name="notMine" label={t('receipt.disown.confirm')} error={refused?.errors.notMine} />
        <Actions>
          <Button kind="danger">{t('receipt.disown.submit')}</Button>
        </Actions>
      </IntentForm>
    </Fold>
  )
}
