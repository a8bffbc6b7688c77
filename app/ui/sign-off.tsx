import type { SignOffState } from '~/app/domain/audit/transitions'
import { Button } from '~/app/ui/button'
import type { MessageKey } from '~/app/ui/catalogue'
import { TextArea } from '~/app/ui/field'
import { Findings } from '~/app/ui/findings'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { StatusWord, type Tone } from '~/app/ui/status-word'
import { Timeline } from '~/app/ui/timeline'

const tones: Record<SignOffState, Tone> = {
  draft: 'info',
  submitted: 'waiting',
  reviewed: 'waiting',
  returned: 'refused',
  published: 'done',
  withdrawn: 'refused',
}

export function SignOffWord({ state }: { state: SignOffState }) {
  const t = useT()
  return <StatusWord tone={tones[state]}>{t(`signOff.state.${state}`)}</StatusWord>
}

type Kind = 'submitted' | 'reviewed' | 'returned' | 'published' | 'withdrawn'
type SignOffProps = {
  findings: { id: string; level: 'block' | 'warn'; message: string; field?: string }[]
  offered: { kind: Kind; needsReason: boolean }[]
  idempotencyKey?: string
  errors?: Record<string, string>
  reason?: string
}

/** What the rules say, and the steps that this person may take now. The button's name `intent` is the step. */
export function SignOff({ findings, offered, idempotencyKey, errors = {}, reason }: SignOffProps) {
  const t = useT()
  const wantsReason =
    offered.some(({ needsReason }) => needsReason) || findings.some(({ level }) => level === 'warn')
  return (
    <section aria-labelledby="sign-off">
      <h2 id="sign-off">{t('signOff.title')}</h2>
      <Findings findings={findings} />
      {offered.length === 0 ? (
        <p>{t('signOff.none')}</p>
      ) : (
        <Form idempotencyKey={idempotencyKey}>
          {offered.some(({ kind }) => kind === 'submitted') ? (
            <p className="field-hint">{t('signOff.savedOnly')}</p>
          ) : null}
          {wantsReason ? (
            <TextArea
              name="reason"
              label={t('signOff.reason')}
              hint={t('signOff.reason.hint')}
              error={errors.reason}
              value={reason}
              rows={3}
              optional
            />
          ) : null}
          {offered.some(({ kind }) => kind === 'withdrawn') ? (
            <p className="field-hint">{t('signOff.withdrawn.hint')}</p>
          ) : null}
          <Actions>
            {offered.map(({ kind }) => (
              <Button key={kind} name="intent" value={kind} kind={buttonKind(kind)}>
                {t(`signOff.${kind}`)}
              </Button>
            ))}
          </Actions>
        </Form>
      )}
    </section>
  )
}

function buttonKind(kind: Kind) {
  if (kind === 'returned') return 'quiet'
  return kind === 'withdrawn' ? 'danger' : 'primary'
}

type DoneStep = { id: number; kind: string; at: Date; accountName: string | null; reason: string | null }

const words: Record<string, MessageKey> = {
  submitted: 'signOff.submitted',
  reviewed: 'signOff.reviewed',
  returned: 'signOff.returned',
  published: 'signOff.published',
  withdrawn: 'signOff.withdrawn',
  confirmed: 'signOff.confirmed',
  extended: 'signOff.extended',
  changed: 'signOff.changed',
  terminated: 'signOff.terminated',
  'version-published': 'signOff.version-published',
  'submitted-for-discussion': 'signOff.discussion',
  'list-frozen': 'activity.chain.frozen',
  drawn: 'activity.chain.drawn',
  'list-published': 'activity.chain.list',
  held: 'signOff.activity.held',
  'transcript-opened': 'signOff.activity.transcript-opened',
  'transcript-closed': 'activity.chain.transcript',
  postponed: 'activity.chain.postponed',
  cancelled: 'activity.chain.cancelled',
}

/** Who did what when, with the reasons. */
export function SignOffHistory({ steps }: { steps: DoneStep[] }) {
  const t = useT()
  if (steps.length === 0) return null
  return (
    <section aria-labelledby="sign-off-history">
      <h2 id="sign-off-history">{t('signOff.history')}</h2>
      <Timeline
        label={t('signOff.history')}
        steps={steps.map(({ id, kind, at, accountName, reason }) => {
          const word = words[kind]
          const title = [word ? t(word) : kind, accountName].filter(Boolean).join('　')
          return { id, at, title, state: 'done' as const, note: reason }
        })}
      />
    </section>
  )
}
