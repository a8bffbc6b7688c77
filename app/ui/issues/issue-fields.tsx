import { Select, TextArea, TextField } from '~/app/ui/field'
import { useT } from '~/app/ui/language'

type IssueFieldsProps = {
  /** The form to which the fields belong where they do not stand inside it. */
  form?: string
  values: { title?: string; summary?: string; clauseIds: number[]; ownerId?: string | null }
  errors: Record<string, string>
  clauses: { clauseId: number; label: string }[]
  owners: { id: string; name: string }[]
  clausesHint?: string
}

/** What an issue says, which clauses it is about, who sees to it. */
export function IssueFields({ form, values, errors, clauses, owners, clausesHint }: IssueFieldsProps) {
  const t = useT()
  return (
    <>
      <TextField
        name="title"
        form={form}
        label={t('issues.name')}
        hint={t('issues.name.hint')}
        error={errors.title}
        value={values.title}
        maxLength={80}
      />
      <TextArea
        name="summary"
        form={form}
        label={t('issues.summary')}
        error={errors.summary}
        value={values.summary}
        rows={3}
      />
      <details id="clauseId" open={errors.clauseId !== undefined}>
        <summary>{t('issues.clauses')}</summary>
        {clausesHint ? <p className="field-hint">{clausesHint}</p> : null}
        {errors.clauseId ? <p className="field-error">{errors.clauseId}</p> : null}
        {clauses.map(({ clauseId, label }) => (
          <label key={clauseId} className="choice">
            <input
              type="checkbox"
              name="clauseId"
              form={form}
              value={clauseId}
              defaultChecked={values.clauseIds.includes(clauseId)}
            />
            <span>{label}</span>
          </label>
        ))}
      </details>
      <Select
        name="ownerId"
        form={form}
        label={t('issues.owner')}
        optional
        error={errors.ownerId}
        value={values.ownerId}
        empty={t('issues.owner.none')}
        choices={owners.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </>
  )
}

/** The clauses that were ticked in a form that comes back. */
export function tickedClauses(values: Record<string, string>): number[] {
  return (values.clauseId ?? '').split('\n').filter(Boolean).map(Number)
}
