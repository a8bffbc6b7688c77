import type { SheetFigures, SheetItem } from '~/app/domain/survey-sheets/sheet-types'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { Select, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { Pagination } from '~/app/ui/pagination'
import type { Option, Question } from '~/db/schema/survey-definition'
import { SheetInputs } from './sheet-inputs'
import { SheetCounts, SheetRegister, WaitingSheets } from './sheet-lists'

export type SheetFormState = {
  errors: Record<string, string>
  typed: Record<string, string>
  formKey: string
}

type DeskPage = {
  id: number
  refusal: string | null
  versions: { number: number; note: string }[]
  version: number | null
  questions: Question[]
  places: Option[]
  figures: SheetFigures
  nextNumber: string
  waiting: SheetItem[]
  newest: SheetItem[]
  more: number | null
}

/** The form first: whoever comes here has a pile of paper beside the keyboard. */
export function SheetDesk({ page, ...form }: { page: DeskPage } & SheetFormState) {
  const t = useT()
  const { id, refusal, figures, waiting, newest, more } = page
  return (
    <div className="sheet-desk">
      <section id="enter" className="sheet-desk-form">
        <h2>{t('sheets.enter')}</h2>
        {refusal ? (
          <Notice tone="warning" title={t('sheets.refused')}>
            <p>{refusal}</p>
          </Notice>
        ) : (
          <EnterForm page={page} {...form} />
        )}
      </section>
      <section id="waiting" className="sheet-desk-side">
        <SheetCounts figures={figures} waiting={waiting} />
        <h2>{t('sheets.waiting')}</h2>
        <WaitingSheets surveyId={id} waiting={waiting} />
      </section>
      <section id="newest" className="sheet-desk-register">
        <h2>{t('sheets.newest')}</h2>
        <SheetRegister sheets={newest} />
        <Pagination next={more === null ? null : paths.desk.surveySheets(id, { before: more })} />
      </section>
    </div>
  )
}

function EnterForm({ page, errors, typed, formKey }: { page: DeskPage } & SheetFormState) {
  const t = useT()
  const { id, versions, version, questions, places, nextNumber } = page
  // After a refused post the keyboard goes to what is wrong; over a number that is proposed, nothing is typed by mistake.
  const isFresh = Object.keys(errors).length === 0
  return (
    <>
      <HowToBeQuick />
      {versions.length > 1 ? (
        <form method="get" action={paths.desk.surveySheets(id)} className="sheet-version">
          <Select
            name="version"
            label={t('sheets.version')}
            value={String(version)}
            choices={versions.map(({ number, note }) => ({
              value: String(number),
              label: `${t('sheets.version.number', { number })}${note ? `　${note}` : ''}`,
            }))}
          />
          <Button kind="quiet">{t('sheets.version.change')}</Button>
        </form>
      ) : null}
      <Form idempotencyKey={formKey}>
        <input type="hidden" name="version" value={version ?? ''} />
        <div className="sheet-number">
          <TextField
            name="number"
            label={t('sheets.number')}
            hint={t('sheets.number.hint')}
            error={errors.number}
            value={typed.number ?? nextNumber}
            autoComplete="off"
            maxLength={20}
            autoFocus={isFresh && nextNumber === ''}
          />
        </div>
        <SheetInputs
          questions={questions}
          setting={{ places }}
          isFirst={isFresh && nextNumber !== ''}
          {...{ typed, errors }}
        />
        <Actions>
          <Button name="intent" value="enter">
            {t('sheets.submit')}
          </Button>
        </Actions>
      </Form>
    </>
  )
}

export function HowToBeQuick() {
  const t = useT()
  return (
    <details className="sheet-how">
      <summary>{t('sheets.enter.how')}</summary>
      <ul>
        <li>{t('sheets.enter.how.number')}</li>
        <li>{t('sheets.enter.how.several')}</li>
        <li>{t('sheets.enter.how.none')}</li>
        <li>{t('sheets.enter.how.once')}</li>
      </ul>
    </details>
  )
}
