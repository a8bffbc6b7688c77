import { fingerprint } from '~/app/domain/survey-building/fingerprint'
import { canCross } from '~/app/domain/survey-building/rules'
import { effortOf } from '~/app/domain/surveys/effort'
import { questionsOf } from '~/app/domain/surveys/walk'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { Findings } from '~/app/ui/findings'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import type { SurveyDefinition } from '~/db/schema/survey-definition'
import type { BuilderProps } from './builder-place-view'
import { BuiltPage } from './built-page'
import { Outline } from './outline'

/** The whole survey: its outline, and every question as it will look. */
export function BuilderOutlineView({ surveyId, version, findings, places, frozen, formKey }: BuilderProps) {
  const t = useT()
  const { definition } = version
  const canEdit = frozen === null
  const all = questionsOf(definition)
  const { questions, minutes } = effortOf(definition)
  const marks = Object.fromEntries(all.map((question) => [question.id, fingerprint(question)]))
  const numbers = new Map(all.map(({ id }, at) => [id, at + 1]))
  const placed = new Set([...all.map(({ id }) => id), ...definition.pages.map(({ id }) => `page-${id}`)])
  let asked = 0
  return (
    <>
      <p>{t(canEdit ? 'builder.lead' : 'builder.lead.frozen')}</p>
      {questions > 0 ? <p className="builder-effort">{t('builder.effort', { questions, minutes })}</p> : null}
      {canEdit ? (
        <p className="builder-files">
          <a href={paths.desk.surveyImport(surveyId)}>{t('builder.import')}</a>
          <a href={paths.desk.surveyJson(surveyId)}>{t('builder.export')}</a>
        </p>
      ) : null}
      {canEdit && questions > 0 ? <Standing findings={findings} /> : null}
      <Findings findings={findings.filter(({ field }) => !field || !placed.has(field))} />
      <div className="builder">
        <Outline definition={definition} findings={findings} />
        <div className="builder-pages">
          {definition.pages.map((page) => {
            const firstNumber = asked + 1
            asked += page.questions.length
            return (
              <BuiltPage
                key={page.id}
                {...{ page, firstNumber, surveyId, definition, findings, canEdit, formKey, marks }}
                setting={{ places }}
              />
            )
          })}
          {canEdit ? (
            <>
              <Form idempotencyKey={formKey}>
                <Actions>
                  <Button kind="quiet" name="intent" value="add-page">
                    {t('builder.addPage')}
                  </Button>
                </Actions>
              </Form>
              <CrossBy definition={definition} numbers={numbers} formKey={formKey} />
            </>
          ) : null}
        </div>
      </div>
    </>
  )
}

/** How far the questions are from being submitted. */
function Standing({ findings }: Pick<BuilderProps, 'findings'>) {
  const t = useT()
  const blocks = findings.filter(({ level }) => level === 'block').length
  const warnings = findings.length - blocks
  if (blocks + warnings === 0) return <p className="builder-standing">{t('builder.findings.fine')}</p>
  return (
    <p className={blocks > 0 ? 'builder-standing builder-standing-wrong' : 'builder-standing'}>
      {[
        blocks > 0 ? t('builder.findings.all', { count: blocks }) : null,
        warnings > 0 ? t('builder.findings.warnings', { count: warnings }) : null,
      ]
        .filter(Boolean)
        .join('；')}
    </p>
  )
}

/** By which questions the results are shown in groups. */
function CrossBy({
  definition,
  numbers,
  formKey,
}: {
  definition: SurveyDefinition
  numbers: Map<string, number>
  formKey: string
}) {
  const t = useT()
  const choices = questionsOf(definition).filter(canCross)
  return (
    <section aria-labelledby="crossBy" className="builder-cross">
      <h2 id="crossBy">{t('builder.crossBy')}</h2>
      {choices.length === 0 ? (
        <p>{t('builder.crossBy.none')}</p>
      ) : (
        <>
          <p>{t('builder.crossBy.hint')}</p>
          <Form idempotencyKey={formKey}>
            {choices.map(({ id, title }) => (
              <label key={id} className="choice">
                <input
                  type="checkbox"
                  name="crossBy"
                  value={id}
                  defaultChecked={definition.crossBy.includes(id)}
                />
                <span>{`${numbers.get(id)}. ${title}`}</span>
              </label>
            ))}
            <Actions>
              <Button kind="quiet" name="intent" value="cross-by">
                {t('builder.crossBy.save')}
              </Button>
            </Actions>
          </Form>
        </>
      )}
    </section>
  )
}
