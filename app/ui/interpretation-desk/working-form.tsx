import { useCallback, useState } from 'react'
import type { Element } from '~/app/domain/interpretation-blocks/elements'
import { checklistOf } from '~/app/domain/interpretation-writing/checklist'
import {
  type DocumentNode,
  interpretationForms,
  type QuotableClause,
} from '~/app/domain/interpretations/types'
import { Button } from '~/app/ui/button'
import { EditorField } from '~/app/ui/editor/editor-field'
import { Actions, Form } from '~/app/ui/form'
import { Checklist } from '~/app/ui/interpretation-desk/checklist'
import { HeadFields } from '~/app/ui/interpretation-desk/head-fields'
import { SavingLine } from '~/app/ui/interpretation-desk/saving-line'
import { type Other, useAutosave } from '~/app/ui/interpretation-desk/use-autosave'
import { useT } from '~/app/ui/language'

type WorkingFormProps = {
  values: Record<string, string>
  errors: Record<string, string>
  clauses: QuotableClause[]
  /** Where what is typed is kept. */
  draftAddress: string
  present: Other[]
  /** The elements that other interpretations of the policy say. */
  elsewhere: Element[]
}

/** The interpretation as one ordinary form, with the editor that keeps what is typed by itself. */
export function WorkingForm({ values, errors, clauses, draftAddress, present, elsewhere }: WorkingFormProps) {
  const t = useT()
  const revision = Number(values.revision ?? 0)
  const { saving, onDocument, stop } = useAutosave(draftAddress, revision, present)
  const [checklist, setChecklist] = useState(() => checklistOf(readDocument(values.document)))
  const take = useCallback(
    (document: unknown) => {
      onDocument(document)
      setChecklist((before) => checklistNow(document as DocumentNode) ?? before)
    },
    [onDocument],
  )
  return (
    <Form onSubmit={stop}>
      <input type="hidden" name="revision" value={revision} />
      <details
        className="head-fields"
        open={hasHeadError(errors) || !values.interpreterName || !values.interpreterTitle}
      >
        <summary>
          {t('work.head', { form: t(formWord(values.form)), name: values.interpreterName || '—' })}
        </summary>
        <HeadFields values={values} errors={errors} />
      </details>
      <SavingLine saving={saving} revision={revision} />
      <EditorField
        // A form that came back after a conflict starts from the words that were typed.
        key={values.document ?? 'new'}
        name="document"
        document={values.document ?? null}
        clauses={clauses}
        error={errors.document}
        onDocument={take}
      />
      <Actions>
        <Button name="intent" value="save">
          {t('deskInterpretation.save')}
        </Button>
      </Actions>
      <Checklist entries={checklist} elsewhere={elsewhere} />
    </Form>
  )
}

function formWord(form: string | undefined) {
  const known = interpretationForms.find((one) => one === form) ?? 'text'
  return `interpretation.form.${known}` as const
}

const headNames = ['title', 'form', 'author', 'interpreterName', 'interpreterTitle']

function hasHeadError(errors: Record<string, string>): boolean {
  return headNames.some((name) => errors[name])
}

function readDocument(document: string | undefined): DocumentNode {
  try {
    return JSON.parse(document ?? '') as DocumentNode
  } catch {
    return { type: 'doc', content: [] }
  }
}

/** Half a block may have no words yet. */
function checklistNow(document: DocumentNode) {
  try {
    return checklistOf(document)
  } catch {
    return null
  }
}
