import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { DateTimeField, TextField } from '~/app/ui/field'
import { Findings } from '~/app/ui/findings'
import { Actions, Form } from '~/app/ui/form'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'
import { Notice } from '~/app/ui/notice'
import { StatusWord } from '~/app/ui/status-word'
import { Time } from '~/app/ui/time'

type Discussion = {
  rounds: { id: number; title: string; isAnswered: boolean }[]
  surveys: { id: number; title: string; isAnswered: boolean }[]
  findings: { id: string; level: 'block' | 'warn'; message: string }[]
  submitted: { at: Date; meeting: string; on: string | null } | null
  canSubmit: boolean
}

type SectionProps = {
  discussion: Discussion
  idempotencyKey: string
  errors: Record<string, string>
  typed: Record<string, string> | undefined
}

/** P9: handing the matter to the collective discussion, and what still keeps it from there. */
export function DiscussionSection({ discussion, idempotencyKey, errors, typed }: SectionProps) {
  const t = useT()
  const { rounds, surveys, findings, submitted, canSubmit } = discussion
  return (
    <section aria-labelledby="discussion">
      <h2 id="discussion">{t('matterDesk.discussion')}</h2>
      {submitted ? (
        <Notice tone="done" title={t('matterDesk.discussion.done', { at: formatDateTime(submitted.at) })}>
          <MetaLine
            entries={[submitted.meeting || null, submitted.on ? <Time key="on" at={submitted.on} /> : null]}
          />
        </Notice>
      ) : (
        <p>{t('matterDesk.discussion.hint')}</p>
      )}
      {rounds.length + surveys.length === 0 ? <p>{t('matterDesk.discussion.none')}</p> : null}
      <ul>
        {rounds.map(({ id, title, isAnswered }) => (
          <li key={id}>
            <a href={paths.desk.consultation(id)}>{title}</a>{' '}
            <StatusWord tone={isAnswered ? 'done' : 'waiting'}>
              {t(isAnswered ? 'consultation.state.answered' : 'matterDesk.discussion.unanswered')}
            </StatusWord>
          </li>
        ))}
        {surveys.map(({ id, title, isAnswered }) => (
          <li key={`survey-${id}`}>
            {t('search.kind.survey')} <a href={paths.desk.survey(id)}>{title}</a>{' '}
            <StatusWord tone={isAnswered ? 'done' : 'waiting'}>
              {t(isAnswered ? 'survey.state.reported' : 'matterDesk.discussion.unreported')}
            </StatusWord>
          </li>
        ))}
      </ul>
      <Findings findings={findings} />
      {canSubmit && findings.length === 0 ? (
        <Form idempotencyKey={idempotencyKey}>
          {rounds.length + surveys.length > 0 ? <p>{t('matterDesk.discussion.ready')}</p> : null}
          <TextField
            name="meeting"
            label={t('matterDesk.discussion.meeting')}
            hint={t('matterDesk.discussion.meeting.hint')}
            value={typed?.meeting}
            error={errors.meeting}
            optional
          />
          <DateTimeField
            type="date"
            name="on"
            label={t('matterDesk.discussion.on')}
            value={typed?.on}
            error={errors.on}
            optional
          />
          <Actions>
            <Button name="intent" value="discuss">
              {t('matterDesk.discussion.submit')}
            </Button>
          </Actions>
        </Form>
      ) : null}
    </section>
  )
}
