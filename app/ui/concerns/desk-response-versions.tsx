import type { DeskConcern, DeskResponse } from '~/app/domain/concerns/types'
import { Button } from '~/app/ui/button'
import { Paragraphs, References } from '~/app/ui/concerns/answer'
import { TextField } from '~/app/ui/field'
import { Findings } from '~/app/ui/findings'
import { Form } from '~/app/ui/form'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { StatusWord, type Tone } from '~/app/ui/status-word'

const tones: Record<DeskResponse['state'], Tone> = {
  draft: 'info',
  submitted: 'waiting',
  reviewed: 'waiting',
  returned: 'refused',
  published: 'done',
  withdrawn: 'refused',
}

/** The newest version with what may be done with it, the earlier ones folded. */
export function ResponseVersions({ concern }: { concern: DeskConcern }) {
  const t = useT()
  const [newest, ...earlier] = concern.responses
  if (!newest) return null
  return (
    <>
      <Version response={newest} />
      {newest.state === 'published' ? null : <Findings findings={concern.responseFindings} />}
      <NextSteps concern={concern} responseId={newest.id} />
      {earlier.map((response) => (
        <details key={response.id}>
          <summary>
            {t('desk.concern.version', { version: response.version })}{' '}
            {t(`desk.concern.state.${response.state}`)}
          </summary>
          <Version response={response} />
        </details>
      ))}
    </>
  )
}

function Version({ response }: { response: DeskResponse }) {
  const t = useT()
  return (
    <div className="concern-answer">
      <p className="meta-line">
        <span>{t('desk.concern.version', { version: response.version })}</span>
        <StatusWord tone={tones[response.state]}>{t(`desk.concern.state.${response.state}`)}</StatusWord>
        <span>
          {response.department} {response.spokesperson}
        </span>
        <span>
          {response.by} {formatDateTime(response.createdAt)}
        </span>
      </p>
      <Paragraphs paragraphs={response.paragraphs} />
      <References references={response.references} />
      {response.steps.length > 0 ? (
        <ol>
          {response.steps.map((step) => (
            <li key={step.id}>
              {formatDateTime(step.at)} {step.accountName} {t(stepWord(step.kind))}
              {step.reason ? `：${step.reason}` : ''}
            </li>
          ))}
        </ol>
      ) : null}
    </div>
  )
}

function NextSteps({ concern, responseId }: { concern: DeskConcern; responseId: number }) {
  const t = useT()
  return (
    <div className="actions">
      {concern.next.map((step) => (
        <Form key={step.kind}>
          <input type="hidden" name="responseId" value={responseId} />
          {step.needsReason ? <TextField name="reason" label={t('desk.concern.returnReason')} /> : null}
          <Button
            kind={step.kind === 'submitted' || step.kind === 'published' ? 'primary' : 'quiet'}
            name="intent"
            value={step.kind}
          >
            {t(stepWord(step.kind))}
          </Button>
        </Form>
      ))}
    </div>
  )
}

function stepWord(kind: string) {
  if (kind === 'returned' || kind === 'published' || kind === 'withdrawn')
    return `desk.concern.step.${kind}` as const
  return 'desk.concern.step.submitted' as const
}
