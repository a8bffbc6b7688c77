import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readCorrections } from '~/app/domain/texts/alignment'
import { correctAlignment } from '~/app/domain/texts/alignment.server'
import { alignmentPage } from '~/app/domain/texts/alignment-desk.server'
import { paths } from '~/app/paths'
import { newFormKey } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { answerForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { AlignmentRows } from '~/app/ui/alignment'
import { Button, LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'

export const handle = {
  breadcrumb: ({ title, textId }: { title: string; textId: number }, lang: Lang) => [
    { label: translate(lang, 'desk.texts'), href: paths.desk.texts() },
    { label: title, href: paths.desk.text(textId) },
    { label: translate(lang, 'alignment.title') },
  ],
}

export const meta: MetaFunction<typeof loader> = () => [
  { title: translate('zh', 'alignment.title') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const query = new URL(request.url).searchParams
  const numbers = (name: string) =>
    query
      .getAll(name)
      .filter((value) => /^\d{1,15}$/.test(value))
      .map(Number)
  const asked = { opened: numbers('open').slice(0, 100), after: numbers('after')[0] ?? 0 }
  const page = await alignmentPage(ctx, readId(params.id), asked)
  return { ...page, asked, key: newFormKey(ctx) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  const { corrections, values } = readCorrections(form)
  const answer = await answerForm(ctx, form, values, (tx) => correctAlignment(tx, id, corrections))
  return answer.ok ? redirect(paths.desk.alignment(id), 303) : answer.refused
}

export default function Alignment() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const { asked, rows, total, next, versionId, refusal, canCorrect } = page
  const errors = refused?.errors ?? {}
  return (
    <>
      <PageHeading
        kind={t('alignment.title')}
        title={page.title}
        lead={t('alignment.lead', { number: page.number, before: page.beforeNumber })}
      />
      <ErrorSummary errors={errors} />
      {refusal ? <Notice title={t('alignment.fixed')}>{refusal}</Notice> : null}
      <section>
        <h2>{t('alignment.rows')}</h2>
        {total === 0 ? (
          <p>{t('alignment.rows.none')}</p>
        ) : (
          <p>
            {t('alignment.rows.count', {
              total,
              from: Math.min(asked.after + 1, total),
              to: asked.after + rows.length,
            })}
          </p>
        )}
        <Form idempotencyKey={page.key}>
          <AlignmentRows
            rows={rows}
            choices={page.choices}
            canCorrect={canCorrect}
            errors={errors}
            typed={refused?.values ?? {}}
          />
          {canCorrect && rows.length > 0 ? (
            <Actions>
              <Button>{t('alignment.save')}</Button>
              <span className="field-hint">{t('alignment.saved')}</span>
            </Actions>
          ) : null}
        </Form>
        {next === null ? null : (
          <>
            <p className="field-hint">{t('alignment.more.hint')}</p>
            <LinkButton
              kind="quiet"
              href={paths.desk.alignment(versionId, { after: next, open: asked.opened })}
            >
              {t('alignment.more')}
            </LinkButton>
          </>
        )}
      </section>
      <Deleted />
      <Folded />
    </>
  )
}

function Deleted() {
  const { deleted } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <section>
      <h2>{t('alignment.deleted')}</h2>
      {deleted.length === 0 ? <p>{t('alignment.deleted.none')}</p> : null}
      <ul className="alignment-list">
        {deleted.map(({ clauseId, name, text }) => (
          <li key={clauseId}>
            <b>{name}</b>　{text}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What did not change: one click brings a clause, and the earlier one that it holds, into the form. */
function Folded() {
  const { folded, canCorrect, asked, versionId } = useLoaderData<typeof loader>()
  const t = useT()
  if (folded.length === 0) return null
  return (
    <details>
      <summary>{t('alignment.folded', { count: folded.length })}</summary>
      {canCorrect ? <p>{t('alignment.folded.hint')}</p> : null}
      <ul className="alignment-list">
        {folded.map(({ clauseId, name, text }) => (
          <li key={clauseId}>
            <b>{name}</b>　{text}
            {canCorrect ? (
              <>
                {' '}
                <a href={paths.desk.alignment(versionId, { open: [...asked.opened, clauseId] })}>
                  {t('alignment.unfold')}
                  <span className="visually-hidden">{name}</span>
                </a>
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </details>
  )
}
