import { writeOptions } from '~/app/domain/occasions/occasion-forms'
import type { Poll } from '~/app/domain/occasions/occasion-types'
import type { RecordFormProps } from '~/app/ui/activity-desk/attendance-form'
import { Button } from '~/app/ui/button'
import { Checkbox, DateTimeField, FileField, TextArea, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { formatNumber } from '~/app/ui/format'
import { useT } from '~/app/ui/language'

type PollFormProps = RecordFormProps & { poll: Poll | null }

const emptyQuestions = 2

/** Who asked whom and how, how many answered; then the questions with their answers, one a line. */
export function PollForm({ poll, formKey, errors, typed }: PollFormProps) {
  const t = useT()
  const stored: Record<string, string | undefined> = {
    ...{ pollster: poll?.pollster, method: poll?.method, population: poll?.population },
    ...{ approached: poll && String(poll.approached), answered: poll && String(poll.answered) },
    ...{ fromDay: poll?.fromDay, toDay: poll?.toDay, weighting: poll?.weighting },
  } as Record<string, string | undefined>
  const field = (name: string) => ({ name, value: typed ? typed[name] : stored[name], error: errors[name] })
  return (
    <section id="poll">
      <h2>{t('record.poll')}</h2>
      <Form idempotencyKey={formKey} encType="multipart/form-data">
        <TextField
          {...field('pollster')}
          label={t('record.poll.pollster')}
          hint={t('record.poll.pollster.hint')}
        />
        <TextField
          {...field('population')}
          label={t('record.poll.population')}
          hint={t('record.poll.population.hint')}
        />
        <TextArea
          {...field('method')}
          label={t('record.poll.method')}
          hint={t('record.poll.method.hint')}
          rows={3}
        />
        <DateTimeField {...field('fromDay')} type="date" label={t('record.poll.from')} />
        <DateTimeField {...field('toDay')} type="date" label={t('record.poll.to')} />
        <TextField {...field('approached')} label={t('record.poll.approached')} inputMode="numeric" />
        <TextField {...field('answered')} label={t('record.poll.answered')} inputMode="numeric" />
        <TextField
          {...field('weighting')}
          label={t('record.poll.weighting')}
          hint={t('record.poll.weighting.hint')}
          optional
        />
        <h3>{t('record.poll.questions')}</h3>
        <p className="field-hint">{t('record.poll.questions.hint')}</p>
        <Questions poll={poll} errors={errors} typed={typed} />
        <FileField
          name="table"
          label={t('record.poll.table')}
          hint={
            poll && poll.rawRows > 0
              ? `${t('record.poll.table.kept', { rows: formatNumber(poll.rawRows) })} ${t('record.poll.table.hint')}`
              : t('record.poll.table.hint')
          }
          error={errors.table}
          accept=".csv,text/csv"
          optional
        />
        {poll && poll.rawRows > 0 ? <Checkbox name="dropTable" label={t('record.poll.table.drop')} /> : null}
        <Actions>
          <Button name="intent" value="poll">
            {t('record.poll.save')}
          </Button>
        </Actions>
      </Form>
    </section>
  )
}

function Questions({ poll, errors, typed }: Omit<PollFormProps, 'formKey'>) {
  const t = useT()
  const typedOnes = Object.keys(typed ?? {}).filter((name) => name.startsWith('words-')).length
  const count = Math.max((poll?.questions.length ?? 0) + emptyQuestions, typedOnes)
  const field = (name: string, at: number, stored: string | undefined) => ({
    name: `${name}-${at}`,
    value: typed ? typed[`${name}-${at}`] : stored,
    error: errors[`${name}-${at}`],
  })
  return Array.from({ length: count }, (_, at) => {
    const question = poll?.questions[at]
    return (
      <fieldset className="record-question" key={`question-${String(at)}`}>
        <legend>{t('record.poll.words', { number: at + 1 })}</legend>
        <TextField
          {...field('words', at, question?.words)}
          label={t('record.poll.words.label')}
          optional={at > 0}
        />
        <TextField
          {...field('base', at, question && String(question.base))}
          label={t('record.poll.base')}
          inputMode="numeric"
          optional={at > 0}
        />
        <TextArea
          {...field('options', at, question && writeOptions(question.options))}
          label={t('record.poll.options')}
          rows={5}
          optional={at > 0}
        />
      </fieldset>
    )
  })
}
