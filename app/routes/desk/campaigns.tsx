import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { type DeskCampaigns, deskCampaigns } from '~/app/domain/campaigns/desk.server'
import { groupCampaigns } from '~/app/domain/campaigns/group-campaigns.server'
import { paths } from '~/app/paths'
import { newFormKey } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { answerForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { Button } from '~/app/ui/button'
import { CampaignSentence } from '~/app/ui/campaigns/campaign-note'
import { translate } from '~/app/ui/catalogue'
import { CommentTabs } from '~/app/ui/comments/desk-parts'
import { EmptyState } from '~/app/ui/empty-state'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Actions, Form } from '~/app/ui/form'
import { formatDateTime, formatNumber } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { List, MetaLine } from '~/app/ui/list-item'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'

export const handle = {
  breadcrumb: (page: DeskCampaigns, lang: Lang) => [
    { label: translate(lang, 'desk.consultations'), href: paths.desk.consultations() },
    { label: page.title, href: paths.desk.consultation(page.id) },
    { label: translate(lang, 'campaigns.desk') },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'campaigns.desk') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  return { ...(await deskCampaigns(ctx, readId(params.id))), formKey: newFormKey(ctx) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const answer = await answerForm(ctx, await request.formData(), {}, (tx) => groupCampaigns(tx, id))
  if (!answer.ok) return answer.refused
  if (answer.receipt.state === 'running') {
    const words = '另一个进程正在查找同文来信，没有重复查找。请过一分钟刷新页面。'
    return data({ errors: { form: words }, values: {} }, 409)
  }
  return redirect(paths.desk.campaigns(id), 303)
}

export default function DeskCampaignsPage() {
  const { id, title, run, campaigns, mayRun, formKey } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const last = run
    ? t('campaigns.desk.last', {
        at: formatDateTime(run.at),
        count: formatNumber(run.comments),
        seconds: (run.milliseconds / 1000).toFixed(1),
      })
    : t('campaigns.desk.never')
  return (
    <>
      <PageHeading kind={t('campaigns.desk')} title={title} lead={t('campaigns.desk.lead')} meta={[last]} />
      <CommentTabs id={id} current="comments" />
      {refused ? <ErrorSummary errors={refused.errors} /> : null}
      {campaigns.length === 0 ? (
        <EmptyState title={t('campaigns.desk.none')}>
          <p>{t('campaigns.desk.none.text')}</p>
        </EmptyState>
      ) : (
        <List label={t('campaigns.desk')}>
          {campaigns.map((campaign) => (
            <li key={campaign.id} className="list-item">
              <p>{campaign.excerpt}</p>
              <MetaLine
                entries={[
                  campaign.isPublic ? (
                    <CampaignSentence key="sentence" {...campaign} />
                  ) : (
                    t('campaigns.desk.notPublic', { count: campaign.sent })
                  ),
                  <a key="board" href={paths.desk.issues(id, { campaign: campaign.id })}>
                    {t('campaigns.desk.issues')}
                  </a>,
                  campaign.isPublic ? (
                    <a key="page" href={paths.campaign(id, campaign.id)}>
                      {t('campaigns.desk.open')}
                    </a>
                  ) : null,
                ]}
              />
            </li>
          ))}
        </List>
      )}
      {mayRun ? (
        <Form action={paths.desk.campaigns(id)} idempotencyKey={formKey}>
          <Actions>
            <Button kind="quiet">{t('campaigns.desk.run')}</Button>
          </Actions>
        </Form>
      ) : null}
    </>
  )
}
