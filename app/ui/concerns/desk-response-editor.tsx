import type { CitationChoices, DeskConcern, SentForm } from '~/app/domain/concerns/types'
import { Button } from '~/app/ui/button'
import { Paragraphs, References } from '~/app/ui/concerns/answer'
import { Select, TextArea, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'

type EditorProps = { concern: DeskConcern; choices: CitationChoices; sent: SentForm | null }

/** Plain paragraphs, and what they rest on. Another document's clauses are listed without losing a word. */
export function ResponseEditor({ concern, choices, sent }: EditorProps) {
  const t = useT()
  const newest = concern.responses[0]
  const isThis = sent !== null && ['save', 'choose', 'preview'].includes(sent.values.intent ?? '')
  const values: Record<string, string> = isThis ? sent.values : {}
  const errors: Record<string, string> = isThis ? sent.errors : {}
  const clauseIds = isThis ? sent.clauseIds : (newest?.clauseIds ?? [])
  const interpretationIds = isThis ? sent.interpretationIds : (newest?.interpretationIds ?? [])
  return (
    <>
      {isThis && sent.preview ? (
        <Notice title={t('desk.concern.previewTitle')}>
          <Paragraphs paragraphs={sent.preview.paragraphs} />
          <References references={sent.preview.references} />
        </Notice>
      ) : null}
      <Form action="#response">
        <TextArea
          name="body"
          label={t('desk.concern.responseBody')}
          hint={t('desk.concern.responseHint')}
          rows={10}
          value={values.body ?? newest?.body}
          error={errors.body}
        />
        <TextField
          name="spokesperson"
          label={t('desk.concern.spokesperson')}
          value={values.spokesperson ?? newest?.spokesperson}
          error={errors.spokesperson}
        />
        <Select
          name="source"
          label={t('desk.concern.source')}
          value={choices.source}
          choices={choices.sources.map(({ value, title }) => ({ value, label: title }))}
          optional
        />
        <Actions>
          <Button kind="quiet" name="intent" value="choose">
            {t('desk.concern.chooseSource')}
          </Button>
        </Actions>
        <KeptElsewhere name="clauseIds" ids={clauseIds} listed={choices.clauses} />
        <KeptElsewhere name="interpretationIds" ids={interpretationIds} listed={choices.interpretations} />
        <Choices
          name="clauseIds"
          legend={t('desk.concern.cite')}
          error={errors.clauseIds}
          choices={choices.clauses.map(({ id, label, excerpt }) => ({ id, label, hint: excerpt }))}
          checked={clauseIds}
        />
        <Choices
          name="interpretationIds"
          legend={t('desk.concern.citeInterpretations')}
          choices={choices.interpretations.map(({ id, title }) => ({ id, label: title, hint: '' }))}
          checked={interpretationIds}
        />
        <Actions>
          <Button name="intent" value="save">
            {t('desk.concern.save')}
          </Button>
          <Button kind="quiet" name="intent" value="preview">
            {t('desk.concern.preview')}
          </Button>
        </Actions>
      </Form>
    </>
  )
}

/** Cited already from another document than the one listed: stays cited. */
function KeptElsewhere({ name, ids, listed }: { name: string; ids: number[]; listed: { id: number }[] }) {
  const shown = new Set(listed.map((one) => one.id))
  return ids
    .filter((id) => !shown.has(id))
    .map((id) => <input key={id} type="hidden" name={name} value={id} />)
}

type ChoicesProps = {
  name: string
  legend: string
  error?: string
  choices: { id: number; label: string; hint: string }[]
  checked: number[]
}

function Choices({ name, legend, error, choices, checked }: ChoicesProps) {
  if (choices.length === 0) return null
  return (
    <fieldset className={error ? 'field field-wrong' : 'field'} id={name}>
      <legend className="field-label">{legend}</legend>
      {error ? <p className="field-error">{error}</p> : null}
      <div className="concern-choices">
        {choices.map(({ id, label, hint }) => (
          <label key={id} className="choice">
            <input type="checkbox" name={name} value={id} defaultChecked={checked.includes(id)} />
            <span>
              {label}
              {hint ? <span className="choice-hint">{hint}</span> : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
