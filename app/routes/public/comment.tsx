import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { fieldsAsTheyCame } from '~/app/domain/audit/as-it-came.server'
import { draftClauses } from '~/app/domain/comments/draft.server'
import { commentForm } from '~/app/domain/comments/forms'
import { submitComment } from '~/app/domain/comments/submit.server'
import { placeOf } from '~/app/domain/comments/types'
import { publicConsultation } from '~/app/domain/consultations/page.server'
import { listDepartments } from '~/app/domain/departments/list.server'
import { paths } from '~/app/paths'
import { Refusal } from '~/app/server/errors'
import { type FormValues, newFormKey, parseForm } from '~/app/server/forms'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { Button, LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import {
  ModerationRules,
  OtherWays,
  PrivacyNotice,
  WhatHappensNext,
} from '~/app/ui/comments/comment-form-parts'
import { Deadline } from '~/app/ui/deadline'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Checkbox, Select, TextArea, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { formatDateTime, formatDeadline } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { siteMeta } from '~/app/ui/meta-tags'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'

export const headers = pageHeaders

type LoaderData = Awaited<ReturnType<typeof load>>

export const handle = {
  breadcrumb: (page: LoaderData, lang: Lang) => [
    { label: translate(lang, 'consultations.title'), href: paths.consultations() },
    { label: page.title, href: paths.consultation(page.id) },
    { label: translate(lang, 'comment.crumb') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) => [
  ...siteMeta(siteOf(matches), `${translate(langOf(matches), 'comment.title')}：${page?.title ?? ''}`),
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  // The key in the form is this reader's alone.
  return data(await load(request, readId(params.id)), { headers: { 'Cache-Control': 'no-store' } })
}

async function load(request: Request, id: number) {
  const ctx = await contextFor(request)
  const { consultation, department, state } = await publicConsultation(ctx, id)
  const clauses = await draftClauses(ctx, consultation.versionId)
  const asked = clauses.get(Number(new URL(request.url).searchParams.get('clause')))
  const departments = await listDepartments(ctx)
  const { title, opensAt, closesAt, letterTo, phone, email } = consultation
  return {
    ...{ id, title, opensAt, closesAt, letterTo, phone, email, state },
    department: department.name,
    now: ctx.now,
    key: newFormKey(ctx),
    clause: asked
      ? { clauseId: asked.clauseId, cited: asked.cited, heading: asked.heading, body: asked.body }
      : null,
    clauses: [...clauses.values()]
      .filter((clause) => clause.clauseId === asked?.clauseId || (clause.label !== null && clause.depth <= 1))
      .map(({ clauseId, cited, excerpt }) => ({ clauseId, label: `${cited}　${excerpt.slice(0, 20)}` })),
    townships: departments
      .filter(({ kind }) => kind === 'township')
      .map(({ slug, name }) => ({ value: slug, label: placeOf(name) })),
  }
}

type Refused = { errors: Record<string, string>; values: FormValues; key: string; isOver: boolean }

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextFor(request)
  const form = await request.formData()
  const parsed = parseForm(commentForm, form)
  const again = (errors: Record<string, string>, status: number, key: string) =>
    data({ errors, values: parsed.values, key, isOver: status === 410 } satisfies Refused, {
      status,
      headers: { 'Cache-Control': 'no-store' },
    })
  if (!parsed.ok) return again(parsed.fields, 422, parsed.values.key || newFormKey(ctx))
  try {
    const comment = { ...parsed.value, consultationId: readId(params.id), original: fieldsAsTheyCame(form) }
    const { code } = await submitComment(ctx, comment)
    return redirect(paths.receipt(code), 303)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status === 404) throw error
    const fields = Object.keys(error.fields).length > 0 ? error.fields : { form: error.message }
    // Refused as another text under the same key: what is written now may be sent under a new one.
    return again(fields, error.status, error.status === 409 ? newFormKey(ctx) : parsed.value.key)
  }
}

export default function CommentPage() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>() as Refused | undefined
  const t = useT()
  const lang = useLang()
  const isOpen = page.state === 'open' && !refused?.isOver
  return (
    <>
      <PageHeading
        kind={t('comment.title')}
        title={page.title}
        lead={isOpen ? <Deadline at={page.closesAt} now={page.now} lang={lang} size="large" /> : undefined}
        meta={[
          page.department,
          <a key="draft" href={paths.consultation(page.id)}>
            {t('comment.readDraft')}
          </a>,
        ]}
      />
      {isOpen ? (
        <CommentForm refused={refused} />
      ) : (
        <NotOpen kept={refused?.values.body} errors={refused?.errors} />
      )}
      {isOpen ? <WhatHappensNext department={page.department} closesAt={page.closesAt} /> : null}
      {page.state === 'open' || page.state === 'upcoming' ? (
        <OtherWays letterTo={page.letterTo} phone={page.phone} email={page.email} />
      ) : null}
    </>
  )
}

function CommentForm({ refused }: { refused: Refused | undefined }) {
  const { id, clause, clauses, townships, key } = useLoaderData<typeof loader>()
  const t = useT()
  const errors = refused?.errors ?? {}
  const values = refused?.values ?? {}
  const labels = {
    clauseId: t('comment.clause'),
    body: t('comment.body'),
    displayName: t('comment.name'),
    contact: t('comment.contact'),
    township: t('comment.township'),
  }
  return (
    <>
      <ErrorSummary errors={errors} labels={labels} />
      <p>{clause ? t('comment.on', { clause: clause.cited }) : t('comment.onWhole')}</p>
      {clause ? (
        <blockquote className="quoted-clause">
          <p>
            <b>{clause.cited}</b>　{clause.heading ? `${clause.heading}　` : ''}
            {clause.body}
          </p>
        </blockquote>
      ) : null}
      <Form idempotencyKey={refused?.key ?? key} action={paths.commentForm(id, { clause: clause?.clauseId })}>
        <Select
          name="clauseId"
          label={labels.clauseId}
          hint={t('comment.clause.hint')}
          error={errors.clauseId}
          value={values.clauseId ?? String(clause?.clauseId ?? '')}
          empty={t('comment.wholeDraft')}
          choices={clauses.map(({ clauseId, label }) => ({ value: String(clauseId), label }))}
          required={false}
        />
        <TextArea
          name="body"
          label={labels.body}
          hint={t('comment.body.hint')}
          error={errors.body}
          value={values.body}
          rows={9}
        />
        <TextField
          name="displayName"
          label={labels.displayName}
          hint={t('comment.name.hint')}
          error={errors.displayName}
          value={values.displayName}
          autoComplete="name"
          optional
        />
        <Checkbox
          name="publishName"
          label={t('comment.publishName')}
          hint={t('comment.publishName.hint')}
          checked={values.publishName === 'on'}
        />
        <Select
          name="township"
          label={labels.township}
          hint={t('comment.township.hint')}
          error={errors.township}
          value={values.township}
          empty={t('comment.township.none')}
          choices={townships}
          optional
        />
        <TextField
          name="contact"
          label={labels.contact}
          hint={t('comment.contact.hint')}
          error={errors.contact}
          value={values.contact}
          autoComplete="tel"
          optional
        />
        <PrivacyNotice />
        <ModerationRules />
        <Actions>
          <Button>{t('comment.submit')}</Button>
        </Actions>
      </Form>
    </>
  )
}

function NotOpen({ kept, errors }: { kept?: string; errors?: Record<string, string> }) {
  const { id, state, opensAt, closesAt } = useLoaderData<typeof loader>()
  const t = useT()
  const lang = useLang()
  const isUpcoming = state === 'upcoming'
  const text = isUpcoming
    ? t('comment.upcoming.text', { at: formatDateTime(opensAt) })
    : t('comment.closed.text', { at: formatDeadline(closesAt, lang) })
  return (
    <>
      {errors ? <ErrorSummary errors={errors} /> : null}
      <Notice tone="warning" title={t(isUpcoming ? 'comment.upcoming' : 'comment.closed')}>
        <p>{text}</p>
      </Notice>
      {kept ? (
        <Form>
          <TextArea name="body" label={t('comment.kept')} value={kept} rows={9} readOnly optional />
        </Form>
      ) : null}
      <Actions>
        {isUpcoming ? null : <LinkButton href={paths.feedback(id)}>{t('feedback.title')}</LinkButton>}
        <LinkButton kind="quiet" href={paths.concernForm({ consultation: id })}>
          {t('comment.askInstead')}
        </LinkButton>
      </Actions>
    </>
  )
}
