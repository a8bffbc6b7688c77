import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { deskCheckIn, namedList, namedPerson } from '~/app/domain/check-in/desk-check-in.server'
import { holdActivity } from '~/app/domain/check-in/hold.server'
import { markPresence, markRestAbsent } from '~/app/domain/check-in/presence.server'
import { checkInForm } from '~/app/domain/materials/material-forms'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { newFormKey, parseForm } from '~/app/server/forms'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { answerForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { siteOrigin } from '~/app/server/site-address'
import { ActivityTabs } from '~/app/ui/activity-desk/activity-tabs'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { CloseCheckIn, FindPerson, SeatedList } from '~/app/ui/materials/check-in-desk'
import { CheckInList } from '~/app/ui/materials/check-in-list'
import { CheckInPerson } from '~/app/ui/materials/check-in-person'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'

const parameters = z.object({
  person: z.string().trim().min(1).max(40).optional().catch(undefined),
  view: z.literal('list').optional().catch(undefined),
  marked: z.string().max(40).optional().catch(undefined),
  as: z.enum(['present', 'absent']).optional().catch(undefined),
  rest: z.coerce.number().int().nonnegative().optional().catch(undefined),
})

export const headers = pageHeaders

export const handle = {
  breadcrumb: ({ head }: { head: { id: number; title: string } }, lang: Lang) => [
    { label: translate(lang, 'desk.activities'), href: paths.desk.activities() },
    { label: head.title, href: paths.desk.activity(head.id) },
    { label: translate(lang, 'checkIn.title') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page ? `${page.head.title} · ${translate('zh', 'checkIn.title')}` : '' },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const asked = parameters.parse(Object.fromEntries(new URL(request.url).searchParams))
  const page = {
    ...(await deskCheckIn(ctx, id)),
    asked,
    origin: siteOrigin(request),
    keys: { mark: newFormKey(ctx), rest: newFormKey(ctx), hold: newFormKey(ctx) },
    list: asked.view === 'list' ? await namedList(ctx, id) : null,
    person: asked.person ? await namedPerson(ctx, id, asked.person) : null,
  }
  // Names are on it.
  return data(page, { headers: { 'Cache-Control': 'no-store' } })
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  const parsed = parseForm(checkInForm, form)
  if (!parsed.ok) return data({ errors: parsed.fields, values: parsed.values }, 422)
  const answer = await answerForm(ctx, form, parsed.values, (tx) => act(tx, id, parsed.value))
  return answer.ok ? redirect(paths.desk.checkIn(id, null, answer.receipt), 303) : answer.refused
}

/** Does it, and gives what the page says about it next. */
async function act(
  tx: Ctx,
  id: number,
  asked: z.output<typeof checkInForm>,
): Promise<Record<string, string | number>> {
  switch (asked.intent) {
    case 'present':
    case 'absent':
      await markPresence(tx, id, asked.person, asked.intent)
      return { marked: asked.person, as: asked.intent }
    case 'rest':
      return { rest: await markRestAbsent(tx, id) }
    case 'hold':
      await holdActivity(tx, id, { at: asked.at })
      return {}
  }
}

export default function DeskCheckInPage() {
  const page = useLoaderData<typeof loader>()
  const { head, list } = page
  const t = useT()
  if (list)
    return (
      <>
        <PageHeading
          kind={t('checkIn.list.title')}
          title={head.title}
          meta={[formatDateTime(head.startsAt), page.place]}
        />
        <p className="no-print">{t('checkIn.list.note')}</p>
        <p className="no-print">
          <a href={paths.desk.checkIn(head.id)}>{t('checkIn.back')}</a>
        </p>
        <CheckInList activityId={head.id} origin={page.origin} people={list} />
      </>
    )
  return (
    <>
      <PageHeading
        kind={t('checkIn.title')}
        title={head.title}
        lead={page.person ? null : t('checkIn.lead')}
      />
      {/* At the door the two buttons come first. */}
      {page.person ? null : <ActivityTabs id={head.id} kind={head.kind} current="check-in" />}
      <AtTheDoor />
    </>
  )
}

function AtTheDoor() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const { head, seated, asked, person, keys } = page
  const errors: Record<string, string> = refused?.errors ?? {}
  const typed: Record<string, string> = refused?.values ?? {}
  const count = (presence: 'present' | 'absent' | null) =>
    seated.filter((one) => one.presence === presence).length
  return (
    <>
      <ErrorSummary errors={errors} />
      <Standing />
      {person ? (
        <CheckInPerson activityId={head.id} person={person} isOpen={page.isOpen} formKey={keys.mark} />
      ) : (
        <>
          {page.isOpen ? <FindPerson activityId={head.id} value={asked.person} /> : null}
          <section id="everyone">
            <h2>{t('checkIn.everyone')}</h2>
            <p>
              {t('checkIn.count', {
                present: count('present'),
                absent: count('absent'),
                open: count(null),
                all: seated.length,
              })}
            </p>
            <SeatedList page={page} />
            {page.mayHandle ? (
              <>
                <p>
                  <LinkButton kind="quiet" href={paths.desk.checkIn(head.id, null, { view: 'list' })}>
                    {t('checkIn.list')}
                  </LinkButton>
                </p>
                <p className="field-hint">{t('checkIn.list.note')}</p>
              </>
            ) : null}
          </section>
          {page.isOpen && page.mayHandle ? (
            <CloseCheckIn page={page} formKeys={keys} errors={errors} typed={typed} />
          ) : null}
        </>
      )}
    </>
  )
}

/** What was just done, or why nothing can be done. */
function Standing() {
  const { asked, person, isOpen, heldAt, head } = useLoaderData<typeof loader>()
  const t = useT()
  if (heldAt)
    return (
      <Notice tone="done" title={t('checkIn.held', { at: formatDateTime(heldAt) })}>
        <p>{t('checkIn.held.text')}</p>
      </Notice>
    )
  if (asked.person && !person)
    return (
      <Notice tone="warning" title={t('checkIn.unknown', { person: asked.person })}>
        <p>{t('checkIn.unknown.text')}</p>
      </Notice>
    )
  if (asked.marked && asked.as)
    return <Notice tone="done" title={t(`checkIn.marked.${asked.as}`, { person: asked.marked })} />
  if (asked.rest !== undefined)
    return <Notice tone="done" title={t('checkIn.marked.rest', { count: asked.rest })} />
  if (isOpen || head.isCancelled) return null
  return (
    <Notice title={t('checkIn.notYet', { at: formatDateTime(head.startsAt) })}>
      <p>{t('checkIn.notYet.text')}</p>
    </Notice>
  )
}
