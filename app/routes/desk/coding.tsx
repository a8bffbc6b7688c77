import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { codePoint } from '~/app/domain/coding/code.server'
import { codingPage } from '~/app/domain/coding/coding-page.server'
import { codingForm } from '~/app/domain/coding/forms'
import { drawSample } from '~/app/domain/coding/sample.server'
import { paths } from '~/app/paths'
import { type FormValues, newFormKey, parseForm } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { answerForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { CommentTabs } from '~/app/ui/comments/desk-parts'
import { EmptyState } from '~/app/ui/empty-state'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Form } from '~/app/ui/form'
import { formatDate } from '~/app/ui/format'
import { CodingForm } from '~/app/ui/issues/coding-form'
import { CodingResult } from '~/app/ui/issues/coding-result'
import { useLang, useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'

type Loaded = { consultation: { id: number; title: string } }

export const handle = {
  js: true,
  breadcrumb: ({ consultation }: Loaded, lang: Lang) => [
    { label: translate(lang, 'desk.consultations'), href: paths.desk.consultations() },
    { label: consultation.title, href: paths.desk.consultation(consultation.id) },
    { label: translate(lang, 'coding.title') },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'coding.title') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const page = await codingPage(ctx, readId(params.id))
  return { ...page, formKey: newFormKey(ctx) }
}

type Refused = { errors: Record<string, string>; values: FormValues }

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  const parsed = parseForm(codingForm, form)
  if (!parsed.ok) return data<Refused>({ errors: parsed.fields, values: parsed.values }, 422)
  const posted = parsed.value
  const answer = await answerForm(ctx, form, parsed.values, async (tx) => {
    if (posted.intent === 'draw') await drawSample(tx, id)
    else await codePoint(tx, posted.sampleId, posted.pointId, posted.choice)
  })
  return answer.ok ? redirect(paths.desk.coding(id), 303) : answer.refused
}

export default function CodingPage() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>() as Refused | undefined
  const t = useT()
  const lang = useLang()
  const { consultation, sample, next, result, formKey } = page
  return (
    <>
      <PageHeading title={t('coding.title')} lead={consultation.title} />
      <CommentTabs id={consultation.id} current="coding" />
      <p className="coding-about">{t('coding.about')}</p>
      <ErrorSummary errors={refused?.errors ?? {}} labels={{ choice: t('coding.question') }} />
      {sample === null ? (
        <EmptyState title={t('coding.none')}>
          <p>{t('coding.none.text')}</p>
        </EmptyState>
      ) : (
        <div className="coding-progress">
          <p>
            {t('coding.progress', { coded: sample.coded, size: sample.size })}{' '}
            {sample.drawnBy
              ? t('coding.drawn', { name: sample.drawnBy, at: formatDate(sample.drawnAt, lang) })
              : null}
          </p>
          <progress
            max={sample.size}
            value={sample.coded}
            aria-label={t('coding.progress', { coded: sample.coded, size: sample.size })}
          />
        </div>
      )}
      {page.mayDraw ? (
        <Form idempotencyKey={`${formKey}-draw`}>
          <Button kind={sample ? 'quiet' : 'primary'} name="intent" value="draw">
            {t(sample ? 'coding.redraw' : 'coding.draw')}
          </Button>
        </Form>
      ) : null}
      {sample && next ? (
        <CodingForm
          key={next.pointId}
          sampleId={sample.id}
          point={next}
          choices={page.choices}
          formKey={formKey}
          error={refused?.errors.choice}
        />
      ) : null}
      {sample && !next && !result && page.leftForOthers > 0 && page.mayCode ? (
        <Notice title={t('coding.others', { count: page.leftForOthers })} />
      ) : null}
      {sample && !result && !page.mayCode ? <Notice title={t('coding.mayNot')} /> : null}
      {result ? <CodingResult result={result} disagreements={page.disagreements} /> : null}
    </>
  )
}
