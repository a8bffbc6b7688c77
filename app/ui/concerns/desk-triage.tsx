import type { ReactNode } from 'react'
import type { DeskConcern, SentForm } from '~/app/domain/concerns/types'
import { Button } from '~/app/ui/button'
import { Select, TextArea, TextField } from '~/app/ui/field'
import { Findings } from '~/app/ui/findings'
import { Actions, Form } from '~/app/ui/form'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'

type TriageProps = {
  concern: DeskConcern
  departments: { id: number; name: string }[]
  sent: SentForm | null
}

const severities = ['emergency', 'ordinary', 'letter'] as const

/** Who answers, by when, in which public words; every hand-over so far; and making it public. */
export function TriagePart({ concern, departments, sent }: TriageProps) {
  const t = useT()
  const title = t(concern.triages.length > 0 ? 'desk.concern.retriage' : 'desk.concern.triage')
  return (
    <section className="concern-part" id="triage">
      <h2>{t('desk.concern.triage')}</h2>
      <History concern={concern} />
      {concern.mayTriage ? (
        <>
          <Folded isFolded={concern.triages.length > 0 && sent?.values.intent !== 'triage'} summary={title}>
            <TriageForm concern={concern} departments={departments} sent={sent} />
          </Folded>
          <PublishForm concern={concern} />
        </>
      ) : null}
    </section>
  )
}

function Folded({
  isFolded,
  summary,
  children,
}: {
  isFolded: boolean
  summary: string
  children: ReactNode
}) {
  if (!isFolded) return children
  return (
    <details>
      <summary>{summary}</summary>
      {children}
    </details>
  )
}

function History({ concern }: { concern: DeskConcern }) {
  const t = useT()
  if (concern.triages.length === 0) return null
  return (
    <details>
      <summary>{t('desk.concern.history')}</summary>
      <ol>
        {[...concern.triages].reverse().map((triage) => (
          <li key={triage.id}>
            {formatDateTime(triage.at)} {triage.by} → {triage.department}，
            {t(`concern.severity.${triage.severity}`)}
            {triage.reason ? `；${triage.reason}` : ''}
          </li>
        ))}
      </ol>
    </details>
  )
}

function TriageForm({ concern, departments, sent }: TriageProps) {
  const t = useT()
  const newest = concern.triages[0]
  const isThis = sent?.values.intent === 'triage'
  const values: Record<string, string> = isThis ? sent.values : {}
  const errors: Record<string, string> = isThis ? sent.errors : {}
  return (
    <Form>
      <Select
        name="departmentId"
        label={t('desk.concern.department')}
        value={values.departmentId ?? String(newest?.departmentId ?? '')}
        error={errors.departmentId}
        choices={departments.map(({ id, name }) => ({ value: String(id), label: name }))}
        empty=""
      />
      <Select
        name="severity"
        label={t('desk.concern.severity')}
        hint={t('desk.concern.severityHint')}
        value={values.severity ?? newest?.severity ?? 'ordinary'}
        error={errors.severity}
        choices={severities.map((severity) => ({
          value: severity,
          label: t(`concern.severity.${severity}`),
        }))}
      />
      <TextField
        name="publicTitle"
        label={t('desk.concern.publicTitle')}
        value={values.publicTitle ?? newest?.publicTitle}
        error={errors.publicTitle}
      />
      <TextArea
        name="publicBody"
        label={t('desk.concern.publicBody')}
        rows={4}
        value={values.publicBody ?? newest?.publicBody}
        error={errors.publicBody}
      />
      <TextField
        name="reason"
        label={t('desk.concern.reason')}
        hint={t('desk.concern.reasonHint')}
        value={values.reason}
        error={errors.reason}
        optional
      />
      <Actions>
        <Button name="intent" value="triage">
          {t('desk.concern.saveTriage')}
        </Button>
      </Actions>
    </Form>
  )
}

function PublishForm({ concern }: { concern: DeskConcern }) {
  const t = useT()
  if (concern.publishedAt) {
    return (
      <details>
        <summary>{t('desk.concern.withdraw')}</summary>
        <Form>
          <TextField name="withdrawReason" label={t('desk.concern.withdrawReason')} />
          <Button kind="danger" name="intent" value="withdraw-concern">
            {t('desk.concern.withdraw')}
          </Button>
        </Form>
      </details>
    )
  }
  if (concern.isWithdrawn) return null
  return (
    <>
      <Findings findings={concern.publishFindings} />
      <Form>
        <Button kind="quiet" name="intent" value="publish-concern">
          {t('desk.concern.publish')}
        </Button>
      </Form>
    </>
  )
}
