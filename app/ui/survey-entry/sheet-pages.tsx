import type { ReactNode } from 'react'
import type { Difference, SheetItem } from '~/app/domain/survey-sheets/sheet-types'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import type { Option, Question } from '~/db/schema/survey-definition'
import { SettleForm } from './settle-form'
import { HowToBeQuick, type SheetFormState } from './sheet-desk'
import { SheetInputs } from './sheet-inputs'

type PageProps<P> = {
  page: P & { id: number; title: string; sheet: SheetItem }
  children?: ReactNode
} & SheetFormState

/** The same sheet again, by somebody else, without a look at what was typed first. */
export function SecondEntry({
  page,
  children,
  ...form
}: PageProps<{ questions: Question[]; places: Option[] }>) {
  const t = useT()
  const { id, title, sheet, questions, places } = page
  const { errors, typed, formKey } = form
  return (
    <>
      <PageHeading
        kind={title}
        title={t('sheets.second.title', { number: sheet.number })}
        lead={t('sheets.second.lead')}
      />
      {children}
      <HowToBeQuick />
      <Form idempotencyKey={formKey} action={paths.desk.surveySheets(id, { second: sheet.id })}>
        <input type="hidden" name="sheet" value={sheet.id} />
        <SheetInputs
          questions={questions}
          setting={{ places }}
          isFirst={Object.keys(errors).length === 0}
          {...{ typed, errors }}
        />
        <Actions>
          <Button name="intent" value="again">
            {t('sheets.second.submit')}
          </Button>
        </Actions>
      </Form>
      <DropFold {...{ id, sheet }} {...form} />
      <Back id={id} />
    </>
  )
}

/** Where two people typed different things. */
export function SettleEntries({
  page,
  children,
  ...form
}: PageProps<{ compared: number; differences: Difference[]; places: Option[] }>) {
  const t = useT()
  const { id, title, sheet, compared, differences, places } = page
  return (
    <>
      <PageHeading
        kind={title}
        title={t('sheets.settle.title', { number: sheet.number })}
        lead={t('sheets.settle.lead', { compared, differed: differences.length })}
      />
      {children}
      <SettleForm {...{ sheet, differences }} setting={{ places }} {...form} />
      <DropFold {...{ id, sheet }} {...form} />
      <Back id={id} />
    </>
  )
}

/** One's own sheet that somebody else is to enter again: nothing to do but to take it out. */
export function DropSheetPage({ page, children, ...form }: PageProps<object>) {
  const t = useT()
  const { id, title, sheet } = page
  return (
    <>
      <PageHeading
        kind={title}
        title={`${t('sheets.column.number')} ${sheet.number}`}
        lead={t('sheets.waiting.mine.text')}
      />
      {children}
      <h2>{t('sheets.drop')}</h2>
      <DropForm {...{ id, sheet }} {...form} />
      <Back id={id} />
    </>
  )
}

type DropProps = { id: number; sheet: SheetItem } & SheetFormState

function DropFold(props: DropProps) {
  const t = useT()
  return (
    <details className="fold" open={Boolean(props.errors.reason)}>
      <summary>{t('sheets.drop')}</summary>
      <DropForm {...props} />
    </details>
  )
}

function DropForm({ id, sheet, errors, typed, formKey }: DropProps) {
  const t = useT()
  return (
    <Form idempotencyKey={formKey} action={paths.desk.surveySheets(id, { drop: sheet.id })}>
      <input type="hidden" name="sheet" value={sheet.id} />
      <TextField
        name="reason"
        label={t('sheets.drop.reason')}
        hint={t('sheets.drop.text')}
        error={errors.reason}
        value={typed.reason}
        maxLength={200}
      />
      <Actions>
        <Button kind="danger" name="intent" value="drop">
          {t('sheets.drop')}
        </Button>
      </Actions>
    </Form>
  )
}

function Back({ id }: { id: number }) {
  const t = useT()
  return (
    <p>
      <a href={paths.desk.surveySheets(id)}>{t('sheets.back')}</a>
    </p>
  )
}
