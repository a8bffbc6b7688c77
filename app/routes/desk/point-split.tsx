import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { splitForm } from '~/app/domain/issues/forms'
import { joinPoints, splitComment } from '~/app/domain/issues/points.server'
import { splitPage } from '~/app/domain/issues/split-page.server'
import { paths } from '~/app/paths'
import { type FormValues, newFormKey, parseForm } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { answerForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { CommentTabs } from '~/app/ui/comments/desk-parts'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Checkbox } from '~/app/ui/field'
import { Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import { Paragraphs } from '~/app/ui/paragraphs'
import type { Lang } from '~/app/ui/preferences'

type Loaded = { consultation: { id: number; title: string } }

export const handle = {
  breadcrumb: ({ consultation }: Loaded, lang: Lang) => [
    { label: translate(lang, 'desk.consultations'), href: paths.desk.consultations() },
    { label: consultation.title, href: paths.desk.consultation(consultation.id) },
    { label: translate(lang, 'issues.title'), href: paths.desk.issues(consultation.id) },
    { label: translate(lang, 'split.title') },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'split.title') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const page = await splitPage(ctx, readId(params.id), readId(params.commentId))
  return { ...page, formKey: newFormKey(ctx) }
}

type Refused = { errors: Record<string, string>; values: FormValues; parts: string[] }

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const [id, commentId] = [readId(params.id), readId(params.commentId)]
  const form = await request.formData()
  // A part may hold line breaks: what was typed is shown again from the parts, not from one joined value.
  const parts = form.getAll('part').map((part) => String(part).replaceAll('\r\n', '\n'))
  const parsed = parseForm(splitForm, form)
  if (!parsed.ok) return data<Refused>({ errors: parsed.fields, values: parsed.values, parts }, 422)
  const posted = parsed.value
  const answer = await answerForm(ctx, form, parsed.values, (tx) =>
    posted.intent === 'join'
      ? joinPoints(tx, commentId)
      : splitComment(tx, commentId, posted.part, { restIsEmpty: posted.restIsEmpty }),
  )
  if (answer.ok) return redirect(paths.desk.issues(id), 303)
  return data<Refused>({ ...answer.refused.data, parts }, answer.refused.init?.status ?? 422)
}

const spareFields = 1
const fewestFields = 3

export default function SplitPage() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>() as Refused | undefined
  const t = useT()
  const { consultation, commentId, body, parts, proposed, isPlaced, formKey } = page
  const isProposal = parts.length === 0 && proposed.length > 0 && !refused
  const shown = refused?.parts ?? (parts.length > 0 ? parts : proposed.length > 0 ? proposed : [body])
  const fields = [...shown, ...Array<string>(Math.max(spareFields, fewestFields - shown.length)).fill('')]
  return (
    <>
      <PageHeading title={t('split.title')} lead={t('split.lead', { id: commentId })} />
      <CommentTabs id={consultation.id} current="issues" />
      <ErrorSummary errors={refused?.errors ?? {}} />
      <h2>{t('split.whole')}</h2>
      <div className="split-whole">
        <Paragraphs text={body} />
      </div>
      {isPlaced ? (
        <Notice title={t('split.placed')} />
      ) : (
        <>
          <p className="split-rule">{t('split.rule')}</p>
          {isProposal ? <Notice title={t('split.proposed')} /> : null}
          <Form idempotencyKey={formKey}>
            {fields.map((part, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the fields are the places, and never move
              <div className="field" key={at}>
                <label className="field-label" htmlFor={at === 0 ? 'part' : `part-${at}`}>
                  {t('split.part', { number: at + 1 })}
                </label>
                <textarea
                  id={at === 0 ? 'part' : `part-${at}`}
                  name="part"
                  rows={part.length > 80 ? 4 : 2}
                  defaultValue={part}
                />
              </div>
            ))}
            <Checkbox
              name="restIsEmpty"
              label={t('split.rest')}
              hint={t('split.rest.hint')}
              error={refused?.errors.restIsEmpty}
              checked={refused?.values.restIsEmpty === 'on'}
            />
            <Button name="intent" value="split">
              {t('split.do')}
            </Button>
          </Form>
          {parts.length > 0 ? (
            <Form idempotencyKey={`${formKey}-join`}>
              <p className="field-hint">{t('split.join.text')}</p>
              <Button kind="quiet" name="intent" value="join">
                {t('split.join')}
              </Button>
            </Form>
          ) : null}
        </>
      )}
    </>
  )
}
