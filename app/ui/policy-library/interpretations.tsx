import { type InterpretationForm, interpretationForms } from '~/app/domain/interpretations/types'
import { paths } from '~/app/paths'
import type { When } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { StatusWord } from '~/app/ui/status-word'
import { Time } from '~/app/ui/time'

type Interpretation = {
  id: number
  title: string
  form: InterpretationForm
  publishedAt: When
  explainsEarlierText: boolean
}

/** What explains the policy, put together by form: in words, in figures, as video, as questions and answers. */
export function Interpretations({ interpretations }: { interpretations: Interpretation[] }) {
  const t = useT()
  const groups = interpretationForms
    .map((form) => ({ form, own: interpretations.filter((one) => one.form === form) }))
    .filter(({ own }) => own.length > 0)
  return (
    <section aria-labelledby="policy-interpretations">
      <h2 id="policy-interpretations">{t('policy.interpretations')}</h2>
      {groups.length === 0 ? <p>{t('policy.interpretations.none')}</p> : null}
      <dl className="interpretations-by-form">
        {groups.map(({ form, own }) => (
          <div key={form}>
            <dt>{t(`interpretation.form.${form}`)}</dt>
            {own.map(({ id, title, publishedAt, explainsEarlierText }) => (
              <dd key={id}>
                <a href={paths.interpretation(id)}>{title}</a>{' '}
                <span className="attachment-facts">
                  <Time at={publishedAt} />
                </span>{' '}
                {explainsEarlierText ? (
                  <StatusWord tone="info">{t('library.earlier.some')}</StatusWord>
                ) : null}
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </section>
  )
}
