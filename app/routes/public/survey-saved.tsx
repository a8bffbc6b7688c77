import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readCode } from '~/app/domain/audit/codes'
import { forgetDraft, savedPage } from '~/app/domain/survey-answering/saved.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { siteOrigin } from '~/app/server/site-address'
import { draftCodeOf, draftCookie, forgetDraftCookie } from '~/app/server/survey-cookies.server'
import { Button, LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { siteMeta } from '~/app/ui/meta-tags'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'
import { NotOpen } from '~/app/ui/surveys/answer-ends'
import { AnswerHeading } from '~/app/ui/surveys/answer-heading'
import { SavedSlip } from '~/app/ui/surveys/saved-slip'

export const headers = pageHeaders

const keptNowhere = { 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' }

type LoaderData = { page: Awaited<ReturnType<typeof savedPage>>; address: string }

export const handle = {
  breadcrumb: ({ page }: LoaderData, lang: Lang) => [
    { label: translate(lang, 'surveys.title'), href: paths.surveys() },
    { label: page.head.title, href: paths.survey(page.head.id) },
    { label: translate(lang, 'surveySaved.crumb') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded, matches }) => [
  ...siteMeta(
    siteOf(matches),
    `${translate(langOf(matches), 'surveySaved.crumb')}：${loaded?.page.head.title ?? ''}`,
  ),
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const id = readId(params.id)
  const page = await savedPage(await contextFor(request), id, draftCodeOf(request, id))
  const address = new URL(paths.surveySaved(id), siteOrigin(request)).href
  return data({ page, address } satisfies LoaderData, { headers: keptNowhere })
}

export async function action({ request, params }: ActionFunctionArgs) {
  const id = readId(params.id)
  const ctx = await contextFor(request)
  const form = await request.formData()
  const typed = String(form.get('code') ?? '').slice(0, 40)
  const code = readCode(typed)
  if (!code)
    return data({ typed, error: 'surveySaved.wrong' as const }, { status: 422, headers: keptNowhere })
  if (form.get('intent') === 'forget') {
    await forgetDraft(ctx, id, code)
    return redirect(paths.survey(id), { status: 303, headers: cookie(forgetDraftCookie(id)) })
  }
  const { saved } = await savedPage(ctx, id, code)
  if (!saved)
    return data({ typed, error: 'surveySaved.unknown' as const }, { status: 404, headers: keptNowhere })
  return redirect(paths.surveyAnswer(id), { status: 303, headers: cookie(draftCookie(id, code)) })
}

function cookie(line: string) {
  return { ...keptNowhere, 'Set-Cookie': line }
}

export default function SurveySavedPage() {
  const { page, address } = useLoaderData<typeof loader>() as LoaderData
  const refused = useActionData<typeof action>()
  const t = useT()
  const { head, state, saved } = page
  if (state !== 'open') return <NotOpen view={{ kind: 'not-open', head, state, kept: [] }} />
  if (!saved || refused) return <CodeForm id={head.id} head={head} refused={refused} />
  return (
    <div className="answering">
      <AnswerHeading head={head} title={t('surveySaved.title')} />
      <SavedSlip saved={saved} address={address} />
    </div>
  )
}

type CodeFormProps = {
  id: number
  head: LoaderData['page']['head']
  refused: { typed: string; error: 'surveySaved.wrong' | 'surveySaved.unknown' } | undefined
}

/** On another device, or when this one has forgotten. */
function CodeForm({ id, head, refused }: CodeFormProps) {
  const t = useT()
  const errors: Record<string, string> = refused ? { code: t(refused.error) } : {}
  return (
    <div className="answering">
      <AnswerHeading head={head} title={t('surveySaved.enter')} />
      <ErrorSummary errors={errors} labels={{ code: t('surveySaved.enter.code') }} />
      <p>{t('surveySaved.enter.lead')}</p>
      <Form action={paths.surveySaved(id)}>
        <TextField
          name="code"
          label={t('surveySaved.enter.code')}
          hint={t('surveySaved.enter.hint')}
          error={errors.code}
          value={refused?.typed}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
        />
        <Actions>
          <Button name="intent" value="go-on">
            {t('surveySaved.enter.submit')}
          </Button>
          <LinkButton kind="quiet" href={paths.surveyAnswer(id)}>
            {t('surveySaved.enter.new')}
          </LinkButton>
        </Actions>
      </Form>
    </div>
  )
}
