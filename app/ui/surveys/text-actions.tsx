import { refusalRules } from '~/app/domain/comments/rules'
import type { TextState } from '~/app/domain/survey-results/result-types'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { Select, TextField } from '~/app/ui/field'
import { Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'

type Theme = { id: number; label: string; texts: number }
type Refused = { errors: Record<string, string>; values: Record<string, string> } | undefined
type ActionsProps = {
  state: TextState
  themes: Theme[]
  /** Whether the survey belongs to a consultation. */
  hasLedger: boolean
  mayModerate: boolean
  mayWrite: boolean
  refused: Refused
}

/** What is done with the texts that are ticked. */
export function TextActions({ state, themes, hasLedger, mayModerate, mayWrite, refused }: ActionsProps) {
  const t = useT()
  const errors = refused?.errors ?? {}
  return (
    <section className="text-actions" aria-label={t('surveyTexts.chosen')}>
      {mayModerate && state !== 'kept' ? (
        <div className="actions">
          <Button name="intent" value="keep">
            {t('surveyTexts.keep')}
          </Button>
          <Button kind="quiet" name="intent" value="keep-proposed">
            {t('surveyTexts.keepProposed')}
          </Button>
        </div>
      ) : null}
      {mayWrite && state !== 'waiting' && themes.length > 0 ? (
        <fieldset>
          <legend className="visually-hidden">{t('surveyTexts.themes')}</legend>
          <Select
            name="theme"
            label={t('surveyTexts.theme.choose')}
            error={errors.theme ?? errors.themeId}
            value={refused?.values.theme}
            empty={t('surveyTexts.theme.unset')}
            choices={themes.map(({ id, label }) => ({ value: String(id), label }))}
            optional
          />
          <Button name="intent" value="theme">
            {t('surveyTexts.theme.in')}
          </Button>
          <Button kind="quiet" name="intent" value="untheme">
            {t('surveyTexts.theme.out')}
          </Button>
        </fieldset>
      ) : null}
      {mayWrite && state === 'kept' ? (
        <>
          <div className="actions">
            <Button kind="quiet" name="intent" value="quote">
              {t('surveyTexts.quote')}
            </Button>
            <Button kind="quiet" name="intent" value="unquote">
              {t('surveyTexts.unquote')}
            </Button>
            {hasLedger ? (
              <Button kind="quiet" name="intent" value="ledger">
                {t('surveyTexts.ledger')}
              </Button>
            ) : null}
          </div>
          {hasLedger ? <p className="field-hint">{t('surveyTexts.ledger.hint')}</p> : null}
        </>
      ) : null}
      {mayModerate && state === 'kept' ? (
        <div className="actions">
          <Button kind="quiet" name="intent" value="keep">
            {t('surveyTexts.saveMask')}
          </Button>
        </div>
      ) : null}
      {mayModerate && state !== 'refused' ? <Refuse state={state} refused={refused} /> : null}
    </section>
  )
}

function Refuse({ state, refused }: { state: TextState; refused: Refused }) {
  const t = useT()
  return (
    <fieldset>
      <legend className="visually-hidden">{t('surveyTexts.rule')}</legend>
      <Select
        name="rule"
        label={t('surveyTexts.rule')}
        error={refused?.errors.rule}
        value={refused?.values.rule}
        empty={t('surveyTexts.rule.none')}
        choices={refusalRules.map(({ id, number, reason }) => ({
          value: id,
          label: `第${number}项　${reason}`,
        }))}
        optional
      />
      <TextField
        name="note"
        label={t('surveyTexts.note')}
        error={refused?.errors.note}
        value={refused?.values.note}
        optional
      />
      <Button kind="danger" name="intent" value="refuse">
        {t(state === 'kept' ? 'surveyTexts.takeDown' : 'surveyTexts.refuse')}
      </Button>
    </fieldset>
  )
}

type ThemesProps = {
  surveyId: number
  questionId: string
  themes: Theme[]
  formKey: string
  refused: Refused
}

/** The themes of one question: a new one, other names, and those that are given up. */
export function EditThemes({ surveyId, questionId, themes, formKey, refused }: ThemesProps) {
  const t = useT()
  const action = paths.desk.surveyTexts(surveyId, { question: questionId, state: 'kept' })
  const intent = refused?.values.intent
  const added = intent === 'add-theme' ? refused : undefined
  return (
    <div className="text-themes">
      <Form action={action} idempotencyKey={`${formKey}-new`}>
        <input type="hidden" name="question" value={questionId} />
        <TextField
          name="label"
          label={t('surveyTexts.theme.new')}
          hint={t('surveyTexts.theme.new.hint')}
          error={added?.errors.label}
          value={added?.values.label}
          maxLength={40}
        />
        <Button name="intent" value="add-theme">
          {t('surveyTexts.theme.add')}
        </Button>
      </Form>
      {themes.length > 0 ? (
        <details open={intent === 'rename-theme'}>
          <summary>{t('surveyTexts.theme.edit')}</summary>
          {themes.map(({ id, label }) => (
            <Form key={id} action={action} idempotencyKey={`${formKey}-theme-${id}`}>
              <input type="hidden" name="theme" value={id} />
              <div className="field">
                <label className="field-label" htmlFor={`theme-${id}`}>
                  {t('surveyTexts.theme.name', { label })}
                </label>
                <input id={`theme-${id}`} name="label" defaultValue={label} maxLength={40} required />
              </div>
              <Button kind="quiet" name="intent" value="rename-theme">
                {t('surveyTexts.theme.rename')}
              </Button>
              <Button kind="danger" name="intent" value="remove-theme">
                {t('surveyTexts.theme.remove')}
              </Button>
            </Form>
          ))}
        </details>
      ) : null}
    </div>
  )
}
