import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { applyTextsForm } from '~/app/domain/survey-results/apply-texts.server'
import { textsForm } from '~/app/domain/survey-results/result-forms'
import type { DeskText, TextsDesk } from '~/app/domain/survey-results/result-types'
import { textsDesk } from '~/app/domain/survey-results/texts-desk.server'
import { paths } from '~/app/paths'
import { newFormKey, parseForm } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { answerForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { Tabs } from '~/app/ui/comments/desk-parts'
import { EmptyState } from '~/app/ui/empty-state'
import { ErrorSummary } from '~/app/ui/error-summary'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import type { Lang } from '~/app/ui/preferences'
import { SurveyTabs } from '~/app/ui/survey-desk/survey-tabs'
import { EditThemes, TextActions } from '~/app/ui/surveys/text-actions'
import { TextItem } from '~/app/ui/surveys/text-item'

const states = ['waiting', 'kept', 'refused'] as const
const doneWords = ['keep', 'refuse', 'theme', 'untheme', 'quote', 'unquote', 'ledger', 'themes'] as const
const id = z.coerce.number().int().positive()
const parameters = z.object({
  question: z.string().max(80).optional().catch(undefined),
  state: z.enum(states).optional().catch(undefined),
  /** 0: under no theme. */
  theme: z.coerce.number().int().nonnegative().optional().catch(undefined),
  after: id.optional().catch(undefined),
  select: z.enum(['all', 'clean', 'none']).optional().catch(undefined),
  done: z.enum(doneWords).optional().catch(undefined),
  count: z.coerce.number().int().nonnegative().max(1000).optional().catch(undefined),
})

export const handle = {
  breadcrumb: ({ survey }: TextsDesk, lang: Lang) => [
    { label: translate(lang, 'desk.surveys'), href: paths.desk.surveys() },
    { label: survey.title, href: paths.desk.survey(survey.id) },
    { label: translate(lang, 'surveyTexts.title') },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'surveyTexts.title') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const asked = parameters.parse(Object.fromEntries(new URL(request.url).searchParams))
  const state = asked.state ?? 'waiting'
  const page = await textsDesk(ctx, readId(params.id), { ...asked, state })
  return { ...page, asked: { ...asked, state }, key: newFormKey(ctx) }
}

type Refused = { errors: Record<string, string>; values: Record<string, string> }

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const surveyId = readId(params.id)
  const form = await request.formData()
  const parsed = parseForm(textsForm, form)
  if (!parsed.ok) return data<Refused>({ errors: parsed.fields, values: parsed.values }, 422)
  const { value: posted, values } = parsed
  const answer = await answerForm(ctx, form, values, (tx) => applyTextsForm(tx, surveyId, posted, values))
  if (!answer.ok) return answer.refused
  const { question, state, theme } = parameters.parse(Object.fromEntries(new URL(request.url).searchParams))
  return redirect(paths.desk.surveyTexts(surveyId, { question, state, theme, ...answer.receipt }), 303)
}

export default function SurveyTextsDesk() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>() as Refused | undefined
  const t = useT()
  const { survey, question, asked, themes, texts, key } = page
  const { state, theme } = asked
  const here = { question: question?.id, state: state === 'waiting' ? null : state, theme }
  return (
    <>
      <PageHeading kind={t('surveyTexts.title')} title={survey.title} lead={t('surveyTexts.lead')} />
      <SurveyTabs id={survey.id} current="texts" />
      {asked.done && !refused ? (
        <Notice tone="done" title={t(`surveyTexts.done.${asked.done}`, { count: asked.count ?? 0 })} />
      ) : null}
      <ErrorSummary
        errors={refused?.errors ?? {}}
        labels={{
          ...{ id: t('surveyTexts.ids'), rule: t('surveyTexts.rule'), label: t('surveyTexts.theme.new') },
          theme: t('surveyTexts.theme.choose'),
        }}
      />
      {question ? (
        <>
          <QuestionTabs />
          <StateTabs />
          {page.mayWrite ? (
            <EditThemes
              {...{ surveyId: survey.id, questionId: question.id, themes, refused }}
              formKey={`${key}-themes`}
            />
          ) : null}
          {state !== 'waiting' && themes.length > 0 ? <ThemeTabs /> : null}
          {texts.length === 0 ? (
            <EmptyState title={t('surveyTexts.empty')}>
              {state === 'waiting' ? <p>{t('surveyTexts.empty.mixing')}</p> : null}
            </EmptyState>
          ) : (
            <TextList refused={refused} />
          )}
          <Pagination
            next={page.next ? paths.desk.surveyTexts(survey.id, { ...here, after: page.next }) : null}
            first={asked.after ? paths.desk.surveyTexts(survey.id, here) : null}
          />
        </>
      ) : (
        <EmptyState title={t('surveyTexts.none')} />
      )}
    </>
  )
}

function QuestionTabs() {
  const { survey, questions, question, asked } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <Tabs
      label={t('surveyTexts.question')}
      tabs={questions.map(({ id: questionId, title, isOther, counts }) => ({
        label:
          (isOther ? t('surveyTexts.other', { title }) : title) +
          (counts[asked.state] > 0 ? ` ${counts[asked.state]}` : ''),
        href: paths.desk.surveyTexts(survey.id, {
          question: questionId,
          state: asked.state === 'waiting' ? null : asked.state,
        }),
        current: questionId === question?.id,
      }))}
    />
  )
}

function StateTabs() {
  const { survey, questions, question, asked } = useLoaderData<typeof loader>()
  const t = useT()
  const counts = questions.find(({ id: questionId }) => questionId === question?.id)?.counts
  return (
    <Tabs
      label={t('surveyTexts.state')}
      tabs={states.map((state) => ({
        label: `${t(`surveyTexts.${state}`)} ${counts?.[state] ?? 0}`,
        href: paths.desk.surveyTexts(survey.id, { question: question?.id, state }),
        current: state === asked.state,
      }))}
    />
  )
}

function ThemeTabs() {
  const { survey, question, themes, asked } = useLoaderData<typeof loader>()
  const t = useT()
  const { state, theme } = asked
  const to = (wanted: number | undefined) =>
    paths.desk.surveyTexts(survey.id, { question: question?.id, state, theme: wanted })
  return (
    <Tabs
      label={t('surveyTexts.themes')}
      tabs={[
        { label: t('surveyTexts.theme.all'), href: to(undefined), current: theme === undefined },
        { label: t('surveyTexts.theme.none'), href: to(0), current: theme === 0 },
        ...themes.map(({ id: themeId, label, texts }) => ({
          label: t('surveyTexts.theme.count', { label, count: texts }),
          href: to(themeId),
          current: theme === themeId,
        })),
      ]}
    />
  )
}

/** Many texts, one decision: ticked, then kept, refused, themed, quoted or taken into the ledger together. */
function TextList({ refused }: { refused: Refused | undefined }) {
  const page = useLoaderData<typeof loader>()
  const t = useT()
  const { survey, question, asked, texts, themes, mayModerate, mayWrite } = page
  const { state, theme, after } = asked
  const here = { question: question?.id, state, theme, after }
  const chosen = refused
    ? new Set((refused.values.id ?? '').split('\n').map(Number))
    : new Set(texts.filter((text) => isSelected(text, asked.select)).map((text) => text.id))
  const clean = texts.filter((text) => isSelected(text, 'clean')).length
  const select = (which: string) => `${paths.desk.surveyTexts(survey.id, { ...here, select: which })}#id`
  return (
    <form method="post" action={paths.desk.surveyTexts(survey.id, here)} className="moderation" noValidate>
      <input type="hidden" name="key" value={`${page.key}-texts`} />
      <p className="moderation-select">
        <span>{t('surveyTexts.select.label')}</span>
        <a href={select('all')}>{t('surveyTexts.select.all', { count: texts.length })}</a>
        {clean > 0 && clean < texts.length ? (
          <a href={select('clean')}>{t('surveyTexts.select.clean', { count: clean })}</a>
        ) : null}
        <a href={select('none')}>{t('surveyTexts.select.none')}</a>
      </p>
      <ul id="id" className="moderation-list">
        {texts.map((text) => (
          <TextItem
            key={text.id}
            {...{ text, themes, mayModerate }}
            checked={chosen.has(text.id)}
            mask={refused?.values[`mask-${text.id}`]}
            error={refused?.errors[`mask-${text.id}`]}
          />
        ))}
      </ul>
      <TextActions
        {...{ state, themes, mayModerate, mayWrite, refused }}
        hasLedger={survey.consultationId !== null}
      />
    </form>
  )
}

function isSelected({ findings }: Pick<DeskText, 'findings'>, select: string | undefined): boolean {
  return select === 'all' || (select === 'clean' && findings.length === 0)
}
