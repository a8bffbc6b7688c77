import { decisionChoices } from '~/app/domain/issues/forms'
import type { IssueDecision } from '~/app/domain/issues/types'
import { Button } from '~/app/ui/button'
import { DecisionWord, decisionKey, WrittenWords } from '~/app/ui/comments/comment-words'
import { Radios, TextArea } from '~/app/ui/field'
import { Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'
import { StatusWord } from '~/app/ui/status-word'
import { Time } from '~/app/ui/time'

/** The decision that counts now, with its public reason. */
export function DecisionShown({ decision }: { decision: IssueDecision | null }) {
  const t = useT()
  if (!decision) return <StatusWord tone="waiting">{t('issues.undecided')}</StatusWord>
  return (
    <div className="stack">
      <DecisionWord decision={decision.decision} />
      {decision.reason ? <WrittenWords>{decision.reason}</WrittenWords> : null}
      <MetaLine entries={[decision.by, <Time key="at" at={decision.at} format="datetime" />]} />
    </div>
  )
}

type DecideFormProps = {
  decision: IssueDecision | null
  formKey: string
  action: string
  refused?: { errors: Record<string, string>; values: Record<string, string> }
}

export function DecideForm({ decision, formKey, action, refused }: DecideFormProps) {
  const t = useT()
  const values = refused?.values ?? {}
  const errors = refused?.errors ?? {}
  const word = t(decision ? 'issues.change' : 'issues.decide')
  return (
    <details className="issue-decide" open={decision === null || refused !== undefined}>
      <summary>{word}</summary>
      <Form action={action} idempotencyKey={formKey}>
        <Radios
          name="decision"
          label={t('issues.decision')}
          error={errors.decision}
          value={values.decision ?? decision?.decision}
          choices={decisionChoices.map((choice) => ({ value: choice, label: t(decisionKey(choice)) }))}
        />
        <TextArea
          name="reason"
          label={t('issues.reason')}
          hint={t('issues.reason.hint')}
          error={errors.reason}
          value={values.reason ?? decision?.reason}
          rows={4}
        />
        <Button name="intent" value="decide">
          {word}
        </Button>
      </Form>
    </details>
  )
}
