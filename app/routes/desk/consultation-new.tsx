import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { consultationChoices, earliestCloses, roundDraft } from '~/app/domain/consultations/desk.server'
import { consultationForm } from '~/app/domain/consultations/forms'
import { startRound } from '~/app/domain/consultations/rounds.server'
import { createConsultation } from '~/app/domain/consultations/write.server'
import { paths } from '~/app/paths'
import { newFormKey } from '~/app/server/forms'
import { readOptionalId } from '~/app/server/params'
import { postForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { Button, LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ConsultationFields, consultationValues } from '~/app/ui/consultation/consultation-fields'
import { roundNumber } from '~/app/ui/consultation/round-name'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Actions, Form } from '~/app/ui/form'
import { useLang, useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'

export const handle = {
  breadcrumb: (_: unknown, lang: Lang) => [
    { label: translate(lang, 'desk.consultations'), href: paths.desk.consultations() },
    { label: translate(lang, 'consultationForm.new') },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'consultationForm.new') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const query = new URL(request.url).searchParams
  const previousId = readOptionalId(query, 'previous')
  const common = { now: ctx.now, earliest: earliestCloses(ctx.now), key: newFormKey(ctx) }
  if (previousId) {
    const { previous, choices, round, title, versionNumber } = await roundDraft(ctx, previousId)
    // The reason for a short time was that round's own; the dates are new.
    const { opensAt: _from, closesAt: _until, shortReason: _reason, versionId: _version, ...kept } = previous
    const given = { ...kept, title, versionId: choices.versions[0]?.id }
    return {
      ...common,
      choices,
      given,
      next: { round, versionNumber, textId: previous.textId, after: previous.title },
    }
  }
  const given = {
    matterId: readOptionalId(query, 'matter') ?? undefined,
    versionId: readOptionalId(query, 'version') ?? undefined,
  }
  return { ...common, choices: await consultationChoices(ctx), given, next: null }
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const previousId = readOptionalId(new URL(request.url).searchParams, 'previous')
  return postForm(ctx, await request.formData(), {
    schema: consultationForm,
    work: (tx, typed) =>
      previousId
        ? startRound(tx, previousId, typed)
        : createConsultation(tx, { ...typed, departmentId: ctx.actor.departmentId }),
    to: ({ id }) => paths.desk.consultation(id),
  })
}

export default function NewConsultation() {
  const { choices, given, next, now, earliest, key } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const lang = useLang()
  const errors = refused?.errors ?? {}
  const values = consultationValues({ ...given, opensAt: now }, refused?.values)
  if (next && choices.versions.length === 0) return <NoVersion next={next} />
  return (
    <>
      {next ? (
        <PageHeading
          title={t('roundForm.title', { round: roundNumber(next.round, lang) })}
          lead={t('roundForm.lead', { title: next.after })}
        />
      ) : (
        <PageHeading title={t('consultationForm.new')} />
      )}
      <ErrorSummary errors={errors} />
      <Form idempotencyKey={key}>
        <ConsultationFields choices={choices} values={values} errors={errors} earliest={earliest} />
        <Actions>
          <Button>{t('desk.save')}</Button>
        </Actions>
      </Form>
    </>
  )
}

/** Without a revised text there is nothing to ask about anew. */
function NoVersion({ next }: { next: { round: number; versionNumber: number; textId: number } }) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      <PageHeading title={t('roundForm.title', { round: roundNumber(next.round, lang) })} />
      <Notice title={t('roundForm.noVersion')}>
        {t('roundForm.noVersion.text', { number: next.versionNumber })}
      </Notice>
      <Actions>
        <LinkButton href={paths.desk.importText({ text: next.textId })}>{t('roundForm.import')}</LinkButton>
      </Actions>
    </>
  )
}
