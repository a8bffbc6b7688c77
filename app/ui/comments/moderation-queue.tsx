import { useRef } from 'react'
import { refusalRules } from '~/app/domain/comments/rules'
import type { Awaiting } from '~/app/domain/comments/types'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { EmptyState } from '~/app/ui/empty-state'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Select, TextArea } from '~/app/ui/field'
import { useT } from '~/app/ui/language'
import { ModerationItem } from './moderation-item'
import { ModerationKeys } from './moderation-keys'
import { SelectMany, selectedBy } from './moderation-select'

export type RefusedForm = { errors: Record<string, string>; values: Record<string, string> }
export type QueueState = 'pending' | 'published' | 'refused'
export type Asked = {
  consultation?: number
  after?: number
  select?: string
  adopt?: number
  rule?: (typeof refusalRules)[number]['id']
}

type QueueProps = {
  queue: { comments: Awaiting[] }
  state: QueueState
  asked: Asked
  refused: RefusedForm | undefined
  formKey: string
}

/** Many comments, one decision: ticked, then published or refused together. */
export function ModerationQueue({ queue, state, asked, refused, formKey }: QueueProps) {
  const t = useT()
  const form = useRef<HTMLFormElement>(null)
  const { consultation, after } = asked
  const here = { consultation, state: state === 'pending' ? null : state, after }
  const chosen = refused
    ? new Set((refused.values.id ?? '').split('\n').map(Number))
    : selectedBy(queue.comments, asked)
  const errors = refused?.errors ?? {}
  if (queue.comments.length === 0) {
    return (
      <>
        <ErrorSummary errors={errors} />
        <EmptyState title={t(state === 'pending' ? 'moderation.empty' : 'moderation.none')} />
      </>
    )
  }
  return (
    <>
      <ErrorSummary
        errors={errors}
        labels={{
          rule: t('moderation.rule'),
          reason: t('moderation.restore.reason'),
          id: t('moderation.comments'),
        }}
      />
      <form ref={form} method="post" action={paths.desk.moderation(here)} className="moderation" noValidate>
        <input type="hidden" name="key" value={formKey} />
        <ModerationKeys form={form} canRefuse={state !== 'refused'} />
        <SelectMany comments={queue.comments} here={here} form={form} />
        <ul id="id" className="moderation-list">
          {queue.comments.map((comment) => (
            <ModerationItem
              key={comment.id}
              {...{ comment, here, state }}
              checked={chosen.has(comment.id)}
              adopted={asked.adopt === comment.id && !asked.rule}
              mask={refused?.values[`mask-${comment.id}`]}
              error={errors[`mask-${comment.id}`]}
              form={form}
            />
          ))}
        </ul>
        <Decide
          hasTakenDown={queue.comments.some(({ takenDownFrom }) => takenDownFrom !== null)}
          {...{ state, refused }}
          rule={refused?.values.rule ?? asked.rule}
        />
      </form>
    </>
  )
}

type DecideProps = {
  state: QueueState
  /** One of these was public before, and may come back. */
  hasTakenDown: boolean
  rule: string | undefined
  refused: RefusedForm | undefined
}

function Decide({ state, hasTakenDown, rule, refused }: DecideProps) {
  const t = useT()
  return (
    <div className="moderation-actions">
      <div className="moderation-publish">
        {hasTakenDown ? (
          <TextArea
            name="reason"
            label={t('moderation.restore.reason')}
            hint={t('moderation.restore.hint')}
            error={refused?.errors.reason}
            value={refused?.values.reason}
            rows={2}
            optional
          />
        ) : null}
        {state === 'published' ? (
          <Button name="intent" value="mask">
            {t('moderation.mask.save')}
          </Button>
        ) : (
          <>
            <Button name="intent" value="publish">
              {t('moderation.publish')}
            </Button>
            <Button kind="quiet" name="intent" value="publish-proposed">
              {t('moderation.publishProposed')}
            </Button>
          </>
        )}
      </div>
      {state === 'refused' ? null : (
        <div className="moderation-refuse">
          <Select
            name="rule"
            label={t('moderation.rule')}
            error={refused?.errors.rule}
            value={rule}
            empty={t('moderation.rule.none')}
            choices={refusalRules.map(({ id, number, reason }) => ({
              value: id,
              label: `第${number}项　${reason}`,
            }))}
          />
          <TextArea
            name="note"
            label={t('moderation.note')}
            error={refused?.errors.note}
            value={refused?.values.note}
            rows={2}
            optional
          />
          <Button kind="danger" name="intent" value="refuse">
            {t(state === 'published' ? 'moderation.takeDown' : 'moderation.refuse')}
          </Button>
        </div>
      )}
    </div>
  )
}
