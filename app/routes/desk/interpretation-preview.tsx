import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { type DeskInterpretationPage, deskInterpretation } from '~/app/domain/interpretations/desk.server'
import { paths } from '~/app/paths'
import { readId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { InterpretationBody } from '~/app/ui/interpretation/interpretation-body'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { SignOffWord } from '~/app/ui/sign-off'

export const handle = {
  breadcrumb: ({ interpretation }: DeskInterpretationPage, lang: Lang) => [
    { label: translate(lang, 'desk.interpretations'), href: paths.desk.interpretations() },
    { label: interpretation.title, href: paths.desk.interpretation(interpretation.id) },
    { label: translate(lang, 'deskInterpretation.preview') },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'deskInterpretation.preview') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  return deskInterpretation(ctx, readId(params.id))
}

export default function InterpretationPreview() {
  const { interpretation, state, policy } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      <PageHeading
        kind={`${t('deskInterpretation.preview')} · ${t(`interpretation.form.${interpretation.form}`)}`}
        status={<SignOffWord state={state} />}
        title={interpretation.title}
        meta={[
          policy.title,
          `${interpretation.interpreterName} ${interpretation.interpreterTitle}`,
          interpretation.author,
        ]}
      />
      <InterpretationBody html={interpretation.html} />
    </>
  )
}
