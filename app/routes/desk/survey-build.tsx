import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { takeBuilderStep } from '~/app/domain/survey-building/build-actions.server'
import { readBuilderPlace } from '~/app/domain/survey-building/builder-place'
import { surveyBuilder } from '~/app/domain/survey-building/desk.server'
import { anyFields } from '~/app/domain/survey-building/forms'
import { paths } from '~/app/paths'
import { newFormKey } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { postForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { BuilderPlaceView } from '~/app/ui/survey-desk/builder-place-view'
import { SurveyTabs } from '~/app/ui/survey-desk/survey-tabs'

export const handle = {
  breadcrumb: ({ survey }: { survey: { id: number; title: string } }, lang: Lang) => [
    { label: translate(lang, 'desk.surveys'), href: paths.desk.surveys() },
    { label: survey.title, href: paths.desk.survey(survey.id) },
    { label: translate(lang, 'builder.title') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${translate('zh', 'builder.title')}：${page?.survey.title ?? ''}` },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const builder = await surveyBuilder(ctx, readId(params.id))
  const query = new URL(request.url).searchParams
  const place = readBuilderPlace(builder.version.definition, query, builder.frozen === null)
  return { ...builder, place, key: newFormKey(ctx) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  return postForm(ctx, await request.formData(), {
    schema: anyFields,
    work: (tx, { intent = '', ...values }) => takeBuilderStep(tx, id, intent, values),
    to: ({ questionId, pageId }) =>
      paths.desk.surveyBuild(id, {}, questionId || pageId ? `at-${questionId ?? pageId}` : undefined),
  })
}

export default function SurveyBuild() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const { survey, version, findings, places, frozen, place, key } = page
  const errors = refused?.errors ?? {}
  return (
    <>
      <PageHeading title={survey.title} />
      <SurveyTabs id={survey.id} current="build" />
      <ErrorSummary
        errors={place.mode === 'outline' && errors.conflict ? { form: errors.conflict } : errors}
        labels={
          place.mode === 'page'
            ? {}
            : {
                ...{ title: t('builder.form.title'), options: t('builder.form.options') },
                ...{ rows: t('builder.form.rows'), columns: t('builder.form.columns') },
              }
        }
      />
      {frozen ? <Notice title={t(`builder.frozen.${frozen}`)} /> : null}
      {version.number > 1 && frozen === null ? (
        <Notice title={t('builder.version', { number: version.number, note: version.note })} />
      ) : null}
      <BuilderPlaceView
        {...{ version, findings, places, frozen, place, errors }}
        surveyId={survey.id}
        formKey={key}
        typed={refused?.values}
      />
    </>
  )
}
