import type { Setting } from '~/app/domain/surveys/check-answers'
import { theEnd } from '~/app/domain/surveys/definition'
import { paths } from '~/app/paths'
import { Button, LinkButton } from '~/app/ui/button'
import { Select, TextArea, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import type { Page, Question, SurveyDefinition } from '~/db/schema/survey-definition'
import { PageConditions, usePageName } from './built-conditions'
import { ConditionFields } from './condition-fields'

type Numbered = { question: Question; number: number }[]

type Props = {
  surveyId: number
  definition: SurveyDefinition
  page: Page
  setting: Setting
  /** The questions before this page, and those up to its end: a skip may look at its own. */
  before: Numbered
  upTo: Numbered
  skipRows: number
  base: string
  values: Record<string, string>
  errors: Record<string, string>
  formKey: string
}

/** Title, words, condition and skips of one page. */
export function PageEditor(props: Props) {
  const { surveyId, definition, page, setting, before, upTo, values, errors } = props
  const t = useT()
  const nameOf = usePageName(definition)
  const at = definition.pages.findIndex(({ id }) => id === page.id)
  const later = definition.pages.slice(at + 1)
  const field = (name: string) => ({ name, value: values[name] ?? '', error: errors[name] })
  return (
    <>
      {errors.conflict ? (
        <div id="conflict">
          <Notice tone="warning" title={t('builder.conflict')}>
            <p>{t('builder.conflict.text')}</p>
            <p>
              <b>{nameOf(page.id)}</b>
            </p>
            {page.text ? <p>{page.text}</p> : null}
            <PageConditions {...{ definition, page, setting }} />
          </Notice>
        </div>
      ) : null}
      <Form idempotencyKey={props.formKey}>
        <input type="hidden" name="page" value={page.id} />
        <input type="hidden" name="base" value={props.base} />
        <TextField {...field('title')} label={t('builder.pageForm.title')} optional />
        <TextArea {...field('text')} label={t('builder.pageForm.text')} rows={3} optional />
        <fieldset className="condition-fields">
          <legend>{t('builder.form.if.page')}</legend>
          {before.length === 0 ? (
            <p className="field-hint">{t('builder.form.if.page.none')}</p>
          ) : (
            <>
              <p className="field-hint">{t('builder.form.if.page.hint')}</p>
              <ConditionFields
                prefix="if"
                earlier={before}
                {...{ setting, values, errors }}
                stored={page.showIf}
              />
            </>
          )}
        </fieldset>
        {upTo.length === 0 ? null : (
          <fieldset className="condition-fields">
            <legend>{t('builder.pageForm.skips')}</legend>
            <p className="field-hint">{t('builder.pageForm.skips.hint')}</p>
            {Array.from({ length: props.skipRows }, (_, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a form have no other name
              <fieldset key={row} className="skip-row">
                <legend>{t('builder.pageForm.skip', { number: row + 1 })}</legend>
                <ConditionFields
                  prefix={`skip-${row}`}
                  earlier={upTo}
                  {...{ setting, values, errors }}
                  stored={page.skips[row]?.when}
                />
                <Select
                  {...field(`skip-${row}-to`)}
                  label={t('builder.pageForm.to')}
                  empty={t('builder.pageForm.to.none')}
                  choices={[
                    ...later.map(({ id }) => ({ value: id, label: nameOf(id) })),
                    { value: theEnd, label: t('builder.pageForm.to.end') },
                  ]}
                  optional
                />
              </fieldset>
            ))}
          </fieldset>
        )}
        <Actions>
          <Button name="intent" value="save-page">
            {t('builder.pageForm.save')}
          </Button>
          <LinkButton kind="quiet" href={paths.desk.surveyBuild(surveyId, {}, `at-${page.id}`)}>
            {t('builder.form.cancel')}
          </LinkButton>
        </Actions>
      </Form>
    </>
  )
}
