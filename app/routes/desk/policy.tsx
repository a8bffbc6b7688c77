import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import {
  type AttachmentDesk,
  attachFile,
  attachmentDesk,
  detachFile,
} from '~/app/domain/policies/attachments.server'
import { type DeskPolicyPage, deskPolicy } from '~/app/domain/policies/desk.server'
import { settleDisclosure } from '~/app/domain/policies/disclosure.server'
import {
  attachForm,
  detachForm,
  disclosureForm,
  policyHeaderForm,
  validityForm,
} from '~/app/domain/policies/forms'
import {
  publishPolicy,
  returnPolicy,
  reviewPolicy,
  submitPolicy,
  withdrawPolicy,
} from '~/app/domain/policies/sign-off.server'
import { changeValidity } from '~/app/domain/policies/validity.server'
import { adoptNewestVersion, changePolicyHeader } from '~/app/domain/policies/write.server'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { newFormKey, parseForm } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { answerForm } from '~/app/server/post-form.server'
import { takeScheduleForm } from '~/app/server/schedule-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { Button, LinkButton } from '~/app/ui/button'
import { Facts } from '~/app/ui/document-header'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import { PlanPanel, Succession } from '~/app/ui/policy/desk-panels'
import { DisclosureFields, PolicyHeaderFields } from '~/app/ui/policy/header-fields'
import { InterpretationDue } from '~/app/ui/policy/interpretation-due'
import { SchedulePanel } from '~/app/ui/policy/schedule-panel'
import { TripleSync } from '~/app/ui/policy/triple-sync'
import { ValidityForm } from '~/app/ui/policy/validity-form'
import { AttachmentsPanel } from '~/app/ui/policy-library/attachments-panel'
import { ReturnReason } from '~/app/ui/return-reason'
import { SignOff, SignOffHistory, SignOffWord } from '~/app/ui/sign-off'

export const handle = {
  breadcrumb: (page: { policy: { title: string } }) => [
    { label: '政策发布', href: paths.desk.policies() },
    { label: page.policy.title },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page?.policy.title ?? '政策发布' },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const page = await deskPolicy(ctx, id)
  return { ...page, files: await attachmentDesk(ctx, id), key: newFormKey(ctx) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  const { values } = parseForm(policyHeaderForm, form)
  try {
    const fields = await carryOut(ctx, id, form)
    return fields ? data({ fields, values }, 422) : redirect(paths.desk.policy(id), 303)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status === 404) throw error
    return data(
      { fields: Object.keys(error.fields).length > 0 ? error.fields : { form: error.message }, values },
      error.status,
    )
  }
}

/** Gives the errors when the form was not in order. */
async function carryOut(ctx: Ctx, id: number, form: FormData): Promise<Record<string, string> | undefined> {
  const reason = String(form.get('reason') ?? '')
  switch (form.get('intent')) {
    case 'submitted':
      return submitPolicy(ctx, id, { reason }).then(() => undefined)
    case 'reviewed':
      return reviewPolicy(ctx, id).then(() => undefined)
    case 'returned':
      return returnPolicy(ctx, id, reason).then(() => undefined)
    case 'published':
      return publishPolicy(ctx, id).then(() => undefined)
    case 'withdrawn':
      return withdrawPolicy(ctx, id, reason).then(() => undefined)
    case 'schedule':
    case 'unschedule':
      return takeScheduleForm(ctx, form, 'policy', id)
    case 'adopt':
      return adoptNewestVersion(ctx, id).then(() => undefined)
    case 'attach': {
      const parsed = parseForm(attachForm, form)
      if (!parsed.ok) return parsed.fields
      await attachFile(ctx, { policyId: id, ...parsed.value })
      return undefined
    }
    case 'detach': {
      const parsed = parseForm(detachForm, form)
      if (!parsed.ok) return parsed.fields
      await detachFile(ctx, { policyId: id, ...parsed.value })
      return undefined
    }
    case 'disclosure': {
      const parsed = parseForm(disclosureForm, form)
      if (!parsed.ok) return parsed.fields
      await settleDisclosure(ctx, id, parsed.value)
      return undefined
    }
    case 'validity': {
      const parsed = parseForm(validityForm, form)
      if (!parsed.ok) return parsed.fields
      const { basis, ...change } = parsed.value
      const answer = await answerForm(ctx, form, parsed.values, (tx) =>
        changeValidity(tx, { policyId: id, ...change, reason: basis }).then(() => null),
      )
      return answer.ok ? undefined : answer.refused.data.errors
    }
    default: {
      const parsed = parseForm(policyHeaderForm, form)
      if (!parsed.ok) return parsed.fields
      await changePolicyHeader(ctx, id, parsed.value)
      return undefined
    }
  }
}

export default function DeskPolicy() {
  const page = useLoaderData<typeof loader>() as DeskPolicyPage & { files: AttachmentDesk; key: string }
  const refused = useActionData<typeof action>()
  const errors: Record<string, string> = refused?.fields ?? {}
  const { policy, state, findings, offered, steps, clock } = page
  const t = useT()
  return (
    <>
      <PageHeading
        kind={policy.documentNumber}
        status={<SignOffWord state={state} />}
        title={policy.title}
        actions={
          <>
            <LinkButton kind="quiet" href={paths.desk.text(policy.textId)}>
              {t('deskPolicy.text')}
            </LinkButton>
            {state === 'published' ? (
              <LinkButton kind="quiet" href={paths.policy(policy.id)}>
                {t('deskPolicy.public')}
              </LinkButton>
            ) : null}
            {page.maySeeUnclear ? (
              <LinkButton kind="quiet" href={paths.desk.policyUnclear(policy.id)}>
                {t('desk.unclear')}
              </LinkButton>
            ) : null}
            {page.mayAmend ? (
              <LinkButton kind="quiet" href={paths.desk.newPolicy({ replaces: policy.id })}>
                {t('amend.start')}
              </LinkButton>
            ) : null}
          </>
        }
      />
      <ErrorSummary errors={errors} />
      <ReturnReason state={state} steps={steps} />
      <Succession
        former={page.former}
        later={page.later}
        effectiveOn={policy.effectiveOn}
        isPublic={state === 'published'}
      />
      <InterpretationDue clock={clock} />
      <NewerVersion page={page} />
      {page.lamps ? <TripleSync lamps={page.lamps} /> : null}
      {policy.needsInterpretation ? <PlanPanel policyId={policy.id} plan={page.plan} /> : null}
      <Interpretations page={page} />
      <SignOff findings={findings} offered={offered} errors={errors} reason={refused?.values.reason} />
      <SchedulePanel
        schedule={page.schedule}
        subject="policy"
        idempotencyKey={page.key}
        errors={errors}
        values={refused?.values}
      />
      <Header page={page} errors={errors} values={refused?.values} />
      <AttachmentsPanel {...page.files} mayEdit={page.mayEdit} errors={errors} values={refused?.values} />
      {page.maySettleDisclosure && !page.mayEdit ? (
        <Disclosure policy={policy} errors={errors} values={refused?.values} />
      ) : null}
      {state === 'published' ? (
        <ValidityForm idempotencyKey={page.key} errors={errors} values={refused?.values ?? {}} />
      ) : null}
      <SignOffHistory steps={steps} />
    </>
  )
}

function Interpretations({ page: { policy, interpretations } }: { page: DeskPolicyPage }) {
  const t = useT()
  return (
    <section aria-labelledby="interpretations">
      <h2 id="interpretations">{t('deskPolicy.interpretations')}</h2>
      {interpretations.length === 0 ? <p>{t('deskPolicy.noInterpretation')}</p> : null}
      <ul>
        {interpretations.map(({ id, title, state }) => (
          <li key={id}>
            <a href={paths.desk.interpretation(id)}>{title}</a> <SignOffWord state={state} />
          </li>
        ))}
      </ul>
      <p>
        <LinkButton kind="quiet" href={paths.desk.newInterpretation({ policy: policy.id })}>
          {t('deskPolicy.writeInterpretation')}
        </LinkButton>
      </p>
    </section>
  )
}

function NewerVersion({ page: { newerVersion, mayEdit } }: { page: DeskPolicyPage }) {
  const t = useT()
  if (newerVersion === null || !mayEdit) return null
  return (
    <Form>
      <Notice title={t('deskPolicy.newerVersion', { number: newerVersion })}>
        <Button kind="quiet" name="intent" value="adopt">
          {t('deskPolicy.adopt')}
        </Button>
      </Notice>
    </Form>
  )
}

type DisclosureProps = {
  policy: DeskPolicyPage['policy']
  errors: Record<string, string>
  values?: Record<string, string>
}

function Disclosure({ policy, errors, values }: DisclosureProps) {
  const t = useT()
  const { disclosure, disclosureReason } = policy
  return (
    <section aria-labelledby="settle-disclosure">
      <h2 id="settle-disclosure">{t('deskPolicy.disclosure')}</h2>
      <Form>
        <DisclosureFields values={{ disclosure, disclosureReason, ...values }} errors={errors} />
        <Actions>
          <Button name="intent" value="disclosure">
            {t('deskPolicy.disclosure.settle')}
          </Button>
        </Actions>
      </Form>
    </section>
  )
}

type HeaderProps = { page: DeskPolicyPage; errors: Record<string, string>; values?: Record<string, string> }

function Header({ page: { policy, department, mayEdit }, errors, values }: HeaderProps) {
  const t = useT()
  if (!mayEdit) {
    return (
      <section aria-labelledby="header">
        <h2 id="header">{t('deskPolicy.header')}</h2>
        <Facts
          facts={[
            [t('document.drafter'), department],
            [t('deskPolicy.indexNumber'), policy.indexNumber],
            [t('deskPolicy.theme'), policy.theme],
            [t('deskPolicy.signedOn'), policy.signedOn],
            [t('deskPolicy.effectiveOn'), policy.effectiveOn],
            [t('deskPolicy.disclosure'), t(`deskPolicy.disclosure.${policy.disclosure}`)],
          ]}
        />
      </section>
    )
  }
  const { documentNumber, indexNumber, theme, kind, signedOn, effectiveOn, disclosure, disclosureReason } =
    policy
  const stored = {
    ...{ documentNumber, indexNumber, theme, kind, signedOn, effectiveOn, disclosure, disclosureReason },
    audience: policy.audience.join('、'),
    needsInterpretation: policy.needsInterpretation ? 'on' : '',
  }
  return (
    <section aria-labelledby="header">
      <h2 id="header">{t('deskPolicy.header')}</h2>
      <Form>
        <PolicyHeaderFields values={values?.documentNumber === undefined ? stored : values} errors={errors} />
        <Actions>
          <Button name="intent" value="header">
            {t('deskPolicy.header.save')}
          </Button>
        </Actions>
      </Form>
    </section>
  )
}
