import { Button } from '~/app/ui/button'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'
import type { Question } from '~/db/schema/survey-definition'

type BankItemProps = {
  row: { id: number; question: Question; topic: string }
  formKey: string
  /** Of the survey that questions are being chosen for; null where there is none to put them into. */
  pages: { id: string; title: string }[] | null
  pageId: string | null
}

/** One question of the bank, with what can be done with it. */
export function BankItem({ row, formKey, pages, pageId }: BankItemProps) {
  const t = useT()
  const { question, topic, id } = row
  const options = 'options' in question ? question.options.map(({ label }) => label) : []
  return (
    <li className="bank-item">
      <h2>{question.title}</h2>
      <MetaLine entries={[t(`builder.kind.${question.kind}`), topic || t('bank.noTopic')]} />
      {options.length > 0 ? <p>{t('bank.options', { options: options.join('、') })}</p> : null}
      <Form idempotencyKey={formKey}>
        <input type="hidden" name="bank" value={id} />
        {pages ? (
          <label className="bank-page">
            <span>{t('bank.insertAt')}</span>
            <select name="page" defaultValue={pageId ?? undefined}>
              {pages.map((page, at) => (
                <option key={page.id} value={page.id}>
                  {page.title || t('surveyPreview.page', { at: at + 1 })}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        <Actions>
          {pages ? (
            <Button name="intent" value="insert">
              {t('bank.insert')}
            </Button>
          ) : null}
          <Button kind="quiet" name="intent" value="take">
            {t('bank.remove')}
          </Button>
        </Actions>
      </Form>
    </li>
  )
}
