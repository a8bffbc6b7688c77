import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { deskHead } from '~/app/domain/activities/desk-head.server'
import { callsPeople } from '~/app/domain/activities/types'
import { readCode } from '~/app/domain/audit/codes'
import { hasPermission } from '~/app/domain/people/permissions'
import { dueCalls, noteCall } from '~/app/domain/registrations/calls.server'
import { confirmForPerson } from '~/app/domain/registrations/confirm.server'
import { deskRegistrations } from '~/app/domain/registrations/desk.server'
import { deskStates } from '~/app/domain/registrations/desk-types'
import { excludeRegistration } from '~/app/domain/registrations/exclude.server'
import { seatFigures } from '~/app/domain/registrations/figures.server'
import { townshipChoices } from '~/app/domain/registrations/form-page.server'
import { deskForm } from '~/app/domain/registrations/forms'
import { seePerson } from '~/app/domain/registrations/person-view.server'
import type { Person } from '~/app/domain/registrations/row.server'
import { withdrawForPerson } from '~/app/domain/registrations/withdraw.server'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { newFormKey } from '~/app/server/forms'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { postForm } from '~/app/server/post-form.server'
import { enterRegistrationForm } from '~/app/server/registration-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { SeatTable } from '~/app/ui/activity/seat-table'
import { ActivityTabs } from '~/app/ui/activity-desk/activity-tabs'
import { Tabs } from '~/app/ui/comments/desk-parts'
import { EmptyState } from '~/app/ui/empty-state'
import { ErrorSummary } from '~/app/ui/error-summary'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import { CallList } from '~/app/ui/registrations/call-list'
import { CategoryFilter, DeskRegistrationList } from '~/app/ui/registrations/desk-registration-list'
import { Entered, EnterRegistration } from '~/app/ui/registrations/enter-registration'

export const headers = pageHeaders

const number = z.coerce.number().int().positive().optional().catch(undefined)
const parameters = z.object({
  state: z.enum(deskStates).optional().catch(undefined),
  category: number,
  after: number,
  /** The category of somebody who is being entered. */
  enter: number,
})

export const handle = {
  breadcrumb: ({ head }: { head: { id: number; title: string } }) => [
    { label: '听取意见活动', href: paths.desk.activities() },
    { label: head.title, href: paths.desk.activity(head.id) },
    { label: '报名' },
  ],
}

export const meta: MetaFunction = () => [{ title: '报名' }, { name: 'robots', content: 'noindex' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const head = await callOf(ctx, readId(params.id))
  const query = new URL(request.url).searchParams
  const asked = parameters.parse(Object.fromEntries(query))
  const { state, category, after } = asked
  const mayHandle = hasPermission(ctx, 'registration.handle', head)
  return data(
    {
      ...{ head, asked, mayHandle, entered: readCode(query.get('entered') ?? ''), key: newFormKey(ctx) },
      figures: await seatFigures(ctx, head.id),
      page: await deskRegistrations(ctx, head.id, { state, categoryId: category, after }),
      calls: mayHandle ? await dueCalls(ctx, head.id) : [],
      townships: asked.enter ? await townshipChoices(ctx) : [],
    },
    { headers: { 'Cache-Control': 'no-store' } },
  )
}

async function callOf(ctx: Ctx, id: number) {
  const head = await deskHead(ctx, id)
  if (!callsPeople(head.kind)) throw notFound('页面')
  return head
}

type Seen = { seen: { id: number; person?: Person; error?: string } }
type Refused = { errors: Record<string, string>; values: Record<string, string>; key?: string }

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const activityId = readId(params.id)
  await callOf(ctx, activityId)
  const form = await request.formData()
  const intent = form.get('intent')
  if (intent === 'see') return look(ctx, activityId, readId(String(form.get('id') ?? '')))
  if (intent === 'enter') {
    const answer = await enterRegistrationForm(ctx, activityId, form)
    if ('code' in answer) return redirect(paths.desk.registrations(activityId, { entered: answer.code }), 303)
    const { status, ...refused } = answer
    return data<Refused>(refused, status)
  }
  // The page has a field for each row.
  form.set('reason', String(form.get(`reason-${form.get('id')}`) ?? ''))
  const { search } = new URL(request.url)
  return postForm(ctx, form, {
    schema: deskForm,
    work: (tx, asked) => {
      if (asked.intent === 'confirm') return confirmForPerson(tx, asked.id)
      if (asked.intent === 'withdraw') return withdrawForPerson(tx, asked.id)
      if (asked.intent === 'called') return noteCall(tx, asked.id)
      return excludeRegistration(tx, asked.id, asked.reason)
    },
    to: () => `${paths.desk.registrations(activityId)}${search}`,
  })
}

/** One look at one person; the answer is kept nowhere. */
async function look(ctx: Ctx, activityId: number, id: number) {
  const headers = { 'Cache-Control': 'no-store' }
  try {
    return data<Seen>({ seen: { id, person: await seePerson(ctx, activityId, id) } }, { headers })
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 422) throw error
    return data<Seen>({ seen: { id, error: error.message } }, { status: 422, headers })
  }
}

export default function DeskRegistrationsPage() {
  const { head, asked, entered, figures, mayHandle, calls, key, townships } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>() as Seen | Refused | undefined
  const seen = answer && 'seen' in answer ? answer.seen : undefined
  const refused = answer && 'errors' in answer ? answer : undefined
  const t = useT()
  const entering = figures.find(({ categoryId }) => categoryId === asked.enter)
  if (entered && !refused) return <Entered activityId={head.id} code={entered} title={head.title} />
  return (
    <>
      <PageHeading title={t('deskRegistrations.title')} lead={head.title} />
      <ActivityTabs id={head.id} kind={head.kind} current="registrations" />
      {head.state === 'published' ? null : <Notice title={t('deskRegistrations.notPublic')} />}
      {entering && mayHandle ? (
        <EnterRegistration
          activityId={head.id}
          category={entering}
          townships={townships}
          errors={refused?.errors ?? {}}
          values={refused?.values ?? {}}
          formKey={refused?.key ?? key}
        />
      ) : (
        <>
          <ErrorSummary errors={ofRow(refused)} />
          <section>
            <h2>{t('deskRegistrations.figures')}</h2>
            <SeatTable figures={figures} />
          </section>
          {mayHandle ? (
            <CallList activityId={head.id} startsAt={head.startsAt} calls={calls} formKey={key} seen={seen} />
          ) : null}
          {mayHandle ? <EnterChoice /> : null}
          <RegistrationsSection seen={seen} refused={refused} />
        </>
      )}
    </>
  )
}

/** The errors under the names of the fields of their row. */
function ofRow(refused: Refused | undefined): Record<string, string> {
  if (!refused?.errors.reason) return refused?.errors ?? {}
  const { reason, ...errors } = refused.errors
  return { ...errors, [`reason-${refused.values.id}`]: reason }
}

function RegistrationsSection({ seen, refused }: { seen?: Seen['seen']; refused?: Refused }) {
  const { head, asked, figures, page, mayHandle, key } = useLoaderData<typeof loader>()
  const t = useT()
  const { state, category, after } = asked
  const here = (change: Record<string, string | number | undefined>) =>
    paths.desk.registrations(head.id, { state, category, ...change })
  return (
    <section id="list">
      <h2>{t('deskRegistrations.list')}</h2>
      {mayHandle ? <p className="field-hint">{t('deskRegistrations.see.hint')}</p> : null}
      <Tabs
        label={t('deskRegistrations.state')}
        tabs={[undefined, ...deskStates].map((one) => ({
          label: t(one ? `registration.state.${one}` : 'deskRegistrations.all'),
          href: here({ state: one }),
          current: state === one,
        }))}
      />
      <CategoryFilter activityId={head.id} figures={figures} state={state} category={category} />
      {page.registrations.length === 0 ? (
        <EmptyState title={t('deskRegistrations.empty')} />
      ) : (
        <DeskRegistrationList
          registrations={page.registrations}
          action={here({ after })}
          {...{ mayHandle, seen, refused, formKey: key }}
        />
      )}
      <Pagination next={page.next ? here({ after: page.next }) : null} first={after ? here({}) : null} />
    </section>
  )
}

function EnterChoice() {
  const { head, figures } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <details>
      <summary>{t('deskRegistrations.enter')}</summary>
      <p>{t('deskRegistrations.enter.text')}</p>
      <ul className="bulleted">
        {figures.map(({ categoryId, group, method }) => (
          <li key={categoryId}>
            <a href={paths.desk.registrations(head.id, { enter: categoryId })}>
              {t('deskRegistrations.enter.as', {
                group: t(`activity.group.${group}`),
                how: t(`activity.method.${method}`),
              })}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}
