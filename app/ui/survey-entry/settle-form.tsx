import type { Difference, SheetItem } from '~/app/domain/survey-sheets/sheet-types'
import type { Setting } from '~/app/domain/surveys/check-answers'
import { Button } from '~/app/ui/button'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { SheetInputs } from './sheet-inputs'

type SettleProps = {
  sheet: SheetItem
  differences: Difference[]
  setting: Setting
  formKey: string
  errors: Record<string, string>
  typed: Record<string, string>
}

/** Both readings of each question beside each other; whoever holds the paper says which is right. */
export function SettleForm({ sheet, differences, setting, formKey, errors, typed }: SettleProps) {
  const t = useT()
  return (
    <Form idempotencyKey={formKey}>
      <input type="hidden" name="sheet" value={sheet.id} />
      {differences.map(({ question, first, second }) => {
        const name = `settle-${question.id}`
        const choices = [
          { value: 'first', label: t('sheets.settle.first', { name: sheet.by ?? '' }), words: first },
          {
            value: 'second',
            label: t('sheets.settle.second', { name: sheet.secondBy ?? '' }),
            words: second,
          },
        ]
        return (
          <fieldset key={question.id} className="settle-question">
            <legend>{question.title}</legend>
            <div className="settle-choices">
              {choices.map(({ value, label, words }) => (
                <label key={value} className="settle-choice">
                  <input type="radio" name={name} value={value} defaultChecked={typed[name] === value} />
                  <span>
                    <span className="sheet-note">{label}</span>
                    <span className={words ? 'settle-words' : 'settle-words settle-words-none'}>
                      {words || t('sheets.settle.none')}
                    </span>
                  </span>
                </label>
              ))}
              <div className="settle-choice settle-typed">
                <label>
                  <input type="radio" name={name} value="typed" defaultChecked={typed[name] === 'typed'} />
                  <span className="sheet-note">{t('sheets.settle.typed')}</span>
                </label>
                <SheetInputs questions={[question]} isBare {...{ setting, typed, errors }} />
              </div>
            </div>
          </fieldset>
        )
      })}
      <Actions>
        <Button name="intent" value="settle">
          {t('sheets.settle.submit')}
        </Button>
      </Actions>
    </Form>
  )
}
