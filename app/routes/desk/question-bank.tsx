import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { bankPage, insertFromBank, putInBank, takeFromBank } from '~/app/domain/survey-building/bank.server'
import { surveyBuilder } from '~/app/domain/survey-building/desk.server'
import { questionsOf } from '~/app/domain/surveys/walk'
import { paths } from '~/app/paths'
import { newFormKey } from '~/app/server/forms'
import { readOptionalId } from '~/app/server/params'
import { postForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { EmptyState } from '~/app/ui/empty-state'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Select, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import type { Lang } from '~/app/ui/preferences'
import { BankItem } from '~/app/ui/survey-tools/bank-item'

export const handle = {
  breadcrumb: (_: unknown, lang: Lang) => [
    { label: translate(lang, 'desk.surveys'), href: paths.desk.surveys() },
    { label: translate(lang, 'bank.title') },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'bank.title') },
  { name: 'robots', content: 'noindex' },
]

function queryOf(request: Request) {
  const query = new URL(request.url).searchParams
  return {
    words: (query.get('q') ?? '').trim().slice(0, 60),
    after: readOptionalId(query, 'after'),
    surveyId: readOptionalId(query, 'survey'),
    pageId: query.get('page'),
  }
}

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const { words, after, surveyId, pageId } = queryOf(request)
  const { rows, next } = await bankPage(ctx, { words, ...(after ? { after } : {}) })
  const builder = surveyId ? await surveyBuilder(ctx, surveyId) : null
  const survey = builder && {
    ...builder.survey,
    canInsert: builder.frozen === null,
    pages: builder.version.definition.pages.map(({ id, title }) => ({ id, title })),
    questions: questionsOf(builder.version.definition).map(({ id, title }) => ({ id, title })),
  }
  const asked = survey?.pages.find(({ id }) => id === pageId) ?? survey?.pages.at(-1)
  return { rows, next, words, after: after ?? null, survey, pageId: asked?.id ?? null, key: newFormKey(ctx) }
}

const putForm = z.object({
  question: z.string().min(1, '请选择要存入题库的题').max(60),
  topic: z.string().trim().max(40, '不超过 40 个字').default(''),
})
const insertForm = z.object({
  bank: z.coerce.number().int().positive(),
  page: z.string().min(1, '请选择放到哪一页').max(60),
})
const takeForm = z.object({ bank: z.coerce.number().int().positive() })

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const { surveyId, pageId } = queryOf(request)
  const here = paths.desk.questionBank({ survey: surveyId, page: pageId })
  const form = await request.formData()
  const intent = form.get('intent')
  if (intent === 'insert' && surveyId)
    return postForm(ctx, form, {
      schema: insertForm,
      work: (tx, typed) => insertFromBank(tx, { bankId: typed.bank, surveyId, pageId: typed.page }),
      to: ({ questionId }) =>
        paths.desk.surveyBuild(surveyId, {}, questionId ? `at-${questionId}` : undefined),
    })
  if (intent === 'put' && surveyId)
    return postForm(ctx, form, {
      schema: putForm,
      work: (tx, typed) => putInBank(tx, { surveyId, questionId: typed.question, topic: typed.topic }),
      to: () => here,
    })
  return postForm(ctx, form, {
    schema: takeForm,
    work: (tx, { bank }) => takeFromBank(tx, bank),
    to: () => here,
  })
}

export default function QuestionBank() {
  const { rows, next, words, after, survey, pageId, key } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const errors = refused?.errors ?? {}
  const query = { survey: survey?.id, page: pageId, q: words || null }
  return (
    <>
      <PageHeading title={t('bank.title')} lead={t('bank.lead')} />
      <ErrorSummary errors={errors} />
      {survey ? (
        <p>
          {t('bank.for', { title: survey.title })}{' '}
          <a href={paths.desk.surveyBuild(survey.id)}>{t('bank.backTo')}</a>
        </p>
      ) : null}
      <form className="form" method="get">
        {survey ? <input type="hidden" name="survey" value={survey.id} /> : null}
        {survey && pageId ? <input type="hidden" name="page" value={pageId} /> : null}
        <TextField name="q" label={t('bank.search')} hint={t('bank.search.hint')} value={words} optional />
        <Actions>
          <Button kind="quiet">{t('bank.find')}</Button>
        </Actions>
      </form>
      {rows.length === 0 ? (
        <EmptyState title={t(words ? 'bank.none.found' : 'bank.none')}>
          {words ? null : t('bank.none.text')}
        </EmptyState>
      ) : null}
      <ul className="bank">
        {rows.map((row) => (
          <BankItem
            key={row.id}
            row={row}
            formKey={`${key}-${row.id}`}
            pages={survey?.canInsert ? survey.pages : null}
            pageId={pageId}
          />
        ))}
      </ul>
      <Pagination
        next={next ? paths.desk.questionBank({ ...query, after: next }) : null}
        first={after ? paths.desk.questionBank(query) : null}
      />
      {survey && survey.questions.length > 0 ? (
        <section aria-labelledby="put">
          <h2 id="put">{t('bank.put')}</h2>
          <Form idempotencyKey={key}>
            <Select
              name="question"
              label={t('bank.question')}
              empty={t('bank.question.empty')}
              value={refused?.values.question}
              error={errors.question}
              choices={survey.questions.map(({ id, title }, at) => ({
                value: id,
                label: `${at + 1}. ${title}`,
              }))}
            />
            <TextField
              name="topic"
              label={t('bank.topic')}
              hint={t('bank.topic.hint')}
              value={refused?.values.topic}
              error={errors.topic}
              optional
            />
            <Actions>
              <Button name="intent" value="put">
                {t('bank.save')}
              </Button>
            </Actions>
          </Form>
        </section>
      ) : null}
    </>
  )
}
