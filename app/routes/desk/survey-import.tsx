import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { replaceDefinition } from '~/app/domain/survey-building/build.server'
import { surveyBuilder } from '~/app/domain/survey-building/desk.server'
import { exportSurveyJs } from '~/app/domain/survey-js/export'
import { mostBytes } from '~/app/domain/survey-js/file'
import { readableSurvey } from '~/app/domain/survey-js/import.server'
import { questionsOf } from '~/app/domain/surveys/walk'
import { paths } from '~/app/paths'
import { newFormKey, parseForm } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { answerForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { Button, LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { FileField, TextArea } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { Steps } from '~/app/ui/steps'
import { SurveyTabs } from '~/app/ui/survey-desk/survey-tabs'
import { type FileChecked, ImportCheck, Notes } from '~/app/ui/survey-tools/import-check'

export const handle = {
  breadcrumb: ({ survey }: { survey: { id: number; title: string } }, lang: Lang) => [
    { label: translate(lang, 'desk.surveys'), href: paths.desk.surveys() },
    { label: survey.title, href: paths.desk.survey(survey.id) },
    { label: translate(lang, 'surveyImport.title') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${translate('zh', 'surveyImport.title')}：${page?.survey.title ?? ''}` },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const { survey, version, places, frozen } = await surveyBuilder(ctx, readId(params.id))
  const { definition, revision } = version
  const { notes } = exportSurveyJs({ title: survey.title, purpose: '', definition }, places)
  const questions = questionsOf(definition).length
  return { survey, frozen, revision, questions, exportNotes: notes, key: newFormKey(ctx) }
}

type Answer = { read: FileChecked | null; errors: Record<string, string>; pasted: string }

const saveForm = z.object({
  text: z.string().max(mostBytes),
  revision: z.coerce.number().int().min(0),
  seen: z.literal('on', { error: '请先看一遍没有带进来的和换了做法的内容，再打勾' }),
})

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  if (form.get('intent') !== 'save') {
    const answer = await readableSurvey(ctx, id, await fileIn(form))
    if (answer.ok) return data<Answer>({ read: answer.read, errors: {}, pasted: '' })
    return data<Answer>({ read: null, errors: { file: answer.why }, pasted: textOf(form, 'pasted') }, 422)
  }
  const again = async (errors: Record<string, string>, status: number) => {
    const answer = await readableSurvey(ctx, id, textOf(form, 'text'))
    return data<Answer>({ read: answer.ok ? answer.read : null, errors, pasted: '' }, status)
  }
  const parsed = parseForm(saveForm, form)
  if (!parsed.ok) return again(parsed.fields, 422)
  const { text, revision } = parsed.value
  const file = await readableSurvey(ctx, id, text)
  if (!file.ok) return again({ file: file.why }, 422)
  const answer = await answerForm(ctx, form, { ...parsed.values, text: '' }, (tx) =>
    replaceDefinition(tx, id, { definition: file.read.definition, revision }),
  )
  return answer.ok
    ? redirect(paths.desk.surveyBuild(id), 303)
    : again(answer.refused.data.errors, answer.refused.init?.status ?? 422)
}

async function fileIn(form: FormData): Promise<string> {
  const file = form.get('file')
  if (!(file instanceof File) || file.name === '') return textOf(form, 'pasted')
  // More than this is refused by its size without being read.
  return file.size > mostBytes ? 'x'.repeat(mostBytes + 1) : file.text()
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

export default function SurveyImport() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const { survey, frozen, key } = page
  const read = answer?.read ?? null
  const errors = answer?.errors ?? {}
  const here = paths.desk.surveyImport(survey.id)
  return (
    <>
      <PageHeading title={t('surveyImport.title')} lead={t('surveyImport.lead')} />
      <SurveyTabs id={survey.id} current="build" />
      <ErrorSummary errors={errors} />
      {frozen ? <Notice title={t('surveyImport.frozen')}>{t('surveyImport.frozen.text')}</Notice> : null}
      {frozen ? null : (
        <Steps
          steps={[
            { id: 'read', title: t('surveyImport.step.read'), state: read ? 'done' : 'now' },
            { id: 'check', title: t('surveyImport.step.check'), state: read ? 'now' : 'coming' },
            { id: 'save', title: t('surveyImport.step.save'), state: 'coming' },
          ]}
        />
      )}
      {read && !frozen ? (
        <ImportCheck
          {...{ read, errors }}
          revision={page.revision}
          replaced={page.questions}
          formKey={key}
          startAgain={here}
        />
      ) : null}
      {read || frozen ? null : (
        <Form encType="multipart/form-data">
          <FileField
            name="file"
            label={t('surveyImport.file')}
            hint={t('surveyImport.file.hint')}
            error={errors.file}
            accept=".json,application/json"
            optional
          />
          <TextArea
            name="pasted"
            label={t('surveyImport.pasted')}
            value={answer?.pasted}
            rows={8}
            spellCheck={false}
            optional
          />
          <Actions>
            <Button name="intent" value="read">
              {t('surveyImport.read')}
            </Button>
          </Actions>
        </Form>
      )}
      {read ? null : (
        <section aria-labelledby="export">
          <h2 id="export">{t('surveyImport.export')}</h2>
          <p>{t('surveyImport.export.text')}</p>
          <p>
            <LinkButton kind="quiet" href={paths.desk.surveyJson(survey.id)}>
              {t('surveyImport.export.download')}
            </LinkButton>
          </p>
          {page.exportNotes.length > 0 ? (
            <Notes
              id="export-notes"
              title={t('surveyImport.export.notes', { count: page.exportNotes.length })}
              notes={page.exportNotes}
            />
          ) : null}
        </section>
      )}
    </>
  )
}
