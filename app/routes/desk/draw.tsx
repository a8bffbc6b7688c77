import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { drawDesk, takeDrawStep } from '~/app/domain/draws/desk.server'
import { drawStepForm } from '~/app/domain/draws/forms'
import { paths } from '~/app/paths'
import { newFormKey } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { postForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { DrawResults } from '~/app/ui/activity/draw-parts'
import { ActivityTabs } from '~/app/ui/activity-desk/activity-tabs'
import { DrawStepSection, SeatStanding, UnconfirmedList } from '~/app/ui/activity-desk/draw-steps'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { Steps } from '~/app/ui/steps'

export const handle = {
  breadcrumb: ({ head }: { head: { id: number; title: string } }, lang: Lang) => [
    { label: translate(lang, 'desk.activities'), href: paths.desk.activities() },
    { label: head.title, href: paths.desk.activity(head.id) },
    { label: translate(lang, 'deskDraw.title') },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'deskDraw.title') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  return { ...(await drawDesk(ctx, readId(params.id))), key: newFormKey(ctx) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  return postForm(ctx, await request.formData(), {
    schema: drawStepForm,
    work: (tx, { intent }) => takeDrawStep(tx, id, intent),
    to: () => paths.desk.draw(id),
  })
}

export default function DeskDraw() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const { head, steps, draw, figures, unconfirmed } = page
  const next = steps.findIndex(({ doneAt }) => !doneAt)
  return (
    <>
      <PageHeading
        title={t('deskDraw.title')}
        lead={head.title}
        meta={[
          draw ? (
            <a key="public" href={paths.draw(head.id)}>
              {t('deskDraw.public')}
            </a>
          ) : null,
        ]}
      />
      <ActivityTabs id={head.id} kind={head.kind} current="draw" />
      <ErrorSummary errors={refused?.errors ?? {}} />
      {steps.length === 1 ? (
        <Notice title={t('deskDraw.noDraw')} />
      ) : (
        <>
          <p>{t('deskDraw.lead')}</p>
          <Steps
            steps={steps.map(({ kind, doneAt }, at) => ({
              ...{ id: kind, title: t(`deskDraw.step.${kind}`), href: `#step-${kind}` },
              state: doneAt ? 'done' : at === next ? 'now' : 'coming',
            }))}
          />
        </>
      )}
      <SeatStanding figures={figures} unconfirmed={unconfirmed} />
      {steps.map((step, at) => (
        <DrawStepSection key={step.kind} step={step} page={page} isNext={at === next}>
          {step.kind === 'list' && !step.doneAt ? (
            <UnconfirmedList id={head.id} unconfirmed={unconfirmed} />
          ) : null}
        </DrawStepSection>
      ))}
      {draw?.drawn ? <DrawResults categories={draw.drawn.categories} /> : null}
    </>
  )
}
