import { appealAnswerBy } from '~/app/domain/comments/receipt-rules'
import type { AppealRequest, CorrectionRequest } from '~/app/domain/comments/types'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { CommentStateWord, WrittenWords } from '~/app/ui/comments/comment-words'
import { Attachments, DeskCommentMeta } from '~/app/ui/comments/desk-comment'
import { markedWords } from '~/app/ui/compared-clauses'
import { ChangedWords } from '~/app/ui/comparison'
import { Deadline } from '~/app/ui/deadline'
import { EmptyState } from '~/app/ui/empty-state'
import { ErrorSummary } from '~/app/ui/error-summary'
import { TextArea } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { formatDateTime } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'

type RefusedForm = { errors: Record<string, string>; values: Record<string, string> }
type Shared = {
  formKey: string
  refused: RefusedForm | undefined
  /** Of which alone the queue is shown, and stays so after the deed. */
  consultation: number | undefined
}

/** What authors want to put in the place of words that were decided about: the old words beside the new ones. */
export function CorrectionQueue({ corrections, ...shared }: Shared & { corrections: CorrectionRequest[] }) {
  const t = useT()
  const isHere = corrections.some(({ id }) => String(id) === shared.refused?.values.correction)
  return (
    <>
      {isHere ? null : <ErrorSummary errors={shared.refused?.errors ?? {}} />}
      {corrections.length === 0 ? <EmptyState title={t('moderation.corrections.empty')} /> : null}
      {corrections.map((correction) => (
        <Correction key={correction.id} correction={correction} {...shared} />
      ))}
    </>
  )
}

function Correction({
  correction,
  consultation,
  formKey,
  refused,
}: Shared & { correction: CorrectionRequest }) {
  const t = useT()
  const { id, comment, words, body, suggestion, findings, at } = correction
  const own = refused?.values.correction === String(id) ? refused : undefined
  const { errors = {}, values = {} } = own ?? {}
  const maskError = errors[`mask-${comment.id}`]
  const hides = findings.filter(({ mask }) => mask !== undefined)
  return (
    <article className="moderation-request" aria-label={t('moderation.correction.of', { id: comment.id })}>
      <DeskCommentMeta
        comment={comment}
        consultationHref={paths.desk.comments(comment.consultationId)}
        state={<CommentStateWord state={comment.state} />}
      />
      <h2>{t('moderation.correction.at', { at: formatDateTime(at) })}</h2>
      <p className="compared-text written-words">
        <ChangedWords words={markedWords(words)} />
      </p>
      {comment.state === 'refused' ? (
        <p className="moderation-reason">
          {t('moderation.correction.refused', { reason: comment.reason ?? '' })}
        </p>
      ) : null}
      <ErrorSummary errors={errors} labels={{ [`reason-${id}`]: t('moderation.correction.reason') }} />
      <Form idempotencyKey={formKey} action={paths.desk.moderation({ consultation, state: 'corrections' })}>
        <input type="hidden" name="correction" value={id} />
        <input type="hidden" name="comment" value={comment.id} />
        {hides.map(({ kind, name, found }) => (
          <p key={kind} className="moderation-hints">
            <span className="moderation-hint-mark">{t('moderation.hint')}</span> {name}：{found.join('、')}
          </p>
        ))}
        <details className="moderation-mask" open={Boolean(maskError)}>
          <summary>{t('moderation.edit')}</summary>
          <TextArea
            name={`mask-${comment.id}`}
            label={t('moderation.mask', { id: comment.id })}
            error={maskError}
            value={values[`mask-${comment.id}`] ?? body}
            optional
          />
        </details>
        <Actions>
          <Button name="intent" value="take-up">
            {t('moderation.correction.takeUp')}
          </Button>
          {suggestion === body ? null : (
            <Button kind="quiet" name="intent" value="take-up-proposed">
              {t('moderation.correction.takeUpProposed')}
            </Button>
          )}
        </Actions>
        <TextArea
          name={`reason-${id}`}
          label={t('moderation.correction.reason')}
          error={errors[`reason-${id}`]}
          value={values[`reason-${id}`]}
          maxLength={500}
          rows={2}
          optional
        />
        <Actions>
          <Button kind="danger" name="intent" value="refuse-correction">
            {t('moderation.correction.refuse')}
          </Button>
        </Actions>
      </Form>
    </article>
  )
}

/** Refusals that authors do not accept, each decided by another person than the one who refused. */
export function AppealQueue({ appeals, now, ...shared }: Shared & { appeals: AppealRequest[]; now: Date }) {
  const t = useT()
  const isHere = appeals.some(({ id }) => String(id) === shared.refused?.values.appeal)
  return (
    <>
      {isHere ? null : <ErrorSummary errors={shared.refused?.errors ?? {}} />}
      {appeals.length === 0 ? <EmptyState title={t('moderation.appeals.empty')} /> : null}
      {appeals.map((appeal) => (
        <Appeal key={appeal.id} appeal={appeal} now={now} {...shared} />
      ))}
    </>
  )
}

type AppealProps = Shared & { appeal: AppealRequest; now: Date }

function Appeal({ appeal, now, ...shared }: AppealProps) {
  const t = useT()
  const lang = useLang()
  const { comment, refusal, at, body, own } = appeal
  return (
    <article className="moderation-request" aria-label={t('moderation.appeal.of', { id: comment.id })}>
      <DeskCommentMeta
        comment={comment}
        consultationHref={paths.desk.comments(comment.consultationId)}
        state={<CommentStateWord state={comment.state} />}
      />
      <WrittenWords>{comment.body}</WrittenWords>
      <Attachments of={comment.attachments} />
      <dl className="moderation-appeal">
        <dt>{t('moderation.appeal.refusal')}</dt>
        <dd>
          {refusal.reason}
          <br />
          {t('moderation.appeal.by', { at: formatDateTime(refusal.at), by: refusal.by ?? '—' })}
        </dd>
        <dt>{t('moderation.appeal.words')}</dt>
        <dd>
          <WrittenWords>{body}</WrittenWords>
        </dd>
        <dt>{t('moderation.appeal.until')}</dt>
        <dd>
          <Deadline at={appealAnswerBy(at)} now={now} lang={lang} />
        </dd>
      </dl>
      {own ? <Notice title={t('moderation.appeal.own')} /> : <AppealForm appeal={appeal} {...shared} />}
    </article>
  )
}

function AppealForm({ appeal, consultation, formKey, refused }: Shared & { appeal: AppealRequest }) {
  const t = useT()
  const { id, comment, suggestion, wasPublic } = appeal
  const own = refused?.values.appeal === String(id) ? refused : undefined
  const { errors = {}, values = {} } = own ?? {}
  const maskError = errors[`mask-${comment.id}`]
  return (
    <>
      <ErrorSummary errors={errors} labels={{ [`words-${id}`]: t('moderation.appeal.reply') }} />
      <Form idempotencyKey={formKey} action={paths.desk.moderation({ consultation, state: 'appeals' })}>
        <input type="hidden" name="appeal" value={id} />
        <input type="hidden" name="comment" value={comment.id} />
        {wasPublic ? <p className="moderation-reason">{t('moderation.appeal.wasPublic')}</p> : null}
        <details className="moderation-mask" open={suggestion !== comment.body || Boolean(maskError)}>
          <summary>{t('moderation.edit')}</summary>
          <TextArea
            name={`mask-${comment.id}`}
            label={t('moderation.mask', { id: comment.id })}
            error={maskError}
            hint={
              suggestion === comment.body ? undefined : t('moderation.appeal.proposed', { words: suggestion })
            }
            value={values[`mask-${comment.id}`] ?? comment.body}
            optional
          />
        </details>
        <TextArea
          name={`words-${id}`}
          label={t('moderation.appeal.reply')}
          hint={t('moderation.appeal.reply.hint')}
          error={errors[`words-${id}`]}
          value={values[`words-${id}`]}
          maxLength={500}
          rows={3}
          optional
        />
        <Actions>
          <Button name="intent" value="grant">
            {t(wasPublic ? 'moderation.appeal.restore' : 'moderation.appeal.grant')}
          </Button>
          <Button kind="danger" name="intent" value="uphold">
            {t('moderation.appeal.uphold')}
          </Button>
        </Actions>
      </Form>
    </>
  )
}
