import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { drawPage } from '~/app/domain/draws/page.server'
import type { DrawPage, DrawSummary } from '~/app/domain/draws/types'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { activityKindKey } from '~/app/ui/activity/activity-words'
import { DrawPrints, DrawResults, DrawRules, DrawSteps } from '~/app/ui/activity/draw-parts'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { useT } from '~/app/ui/language'
import { articleMeta, siteMeta } from '~/app/ui/meta-tags'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { siteOf } from '~/app/ui/root-data'

export const headers = pageHeaders

export const handle = {
  breadcrumb: ({ activity }: DrawPage, lang: Lang) => [
    { label: translate(lang, 'activities.title'), href: paths.activities() },
    { label: activity.title, href: paths.activity(activity.id) },
    { label: translate(lang, 'draw.title') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) => {
  if (!page) return siteMeta(siteOf(matches))
  return articleMeta(siteOf(matches), {
    title: `${page.activity.title}：${translate('zh', 'draw.title')}`,
    publishedAt: page.publishedAt,
    source: page.department.name,
    column: translate('zh', 'activities.title'),
    url: paths.draw(page.activity.id),
  })
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const page = await drawPage(await contextFor(request), readId(params.id))
  return data(page, { headers: { 'X-Cache-Tags': `activity:${page.activity.id}` } })
}

export default function Draw() {
  const { activity, isCancelled, draw } = useLoaderData<typeof loader>()
  const t = useT()
  const stage = draw.drawn ? 'drawn' : draw.frozen ? 'frozen' : 'before'
  return (
    <>
      <PageHeading
        kind={t('draw.kind', { kind: t(activityKindKey(activity)) })}
        title={activity.title}
        lead={isCancelled ? undefined : t(`draw.lead.${stage}`)}
        meta={[
          <a key="activity" href={paths.activity(activity.id)}>
            {t('draw.back')}
          </a>,
        ]}
      />
      {isCancelled ? <Notice tone="warning" title={t('draw.cancelled')} /> : null}
      {draw.frozen ? <DrawFile draw={draw} /> : null}
      {draw.drawn ? <DrawResults categories={draw.drawn.categories} /> : null}
      <DrawSteps draw={draw} />
      <DrawRules draw={draw} />
      <DrawPrints draw={draw} />
      <CheckIt draw={draw} />
    </>
  )
}

function DrawFile({ draw }: { draw: DrawSummary }) {
  const t = useT()
  return (
    <div className="draw-file">
      <p>
        {t('draw.file.text')}
        {draw.drawn ? null : ` ${t('draw.file.frozen')}`}
      </p>
      <p className="actions">
        <LinkButton href={paths.drawFile(draw.activityId)} kind={draw.drawn ? 'quiet' : 'primary'}>
          {t('draw.file')}
        </LinkButton>
        {draw.drawn ? <LinkButton href={paths.drawVerify()}>{t('draw.check.link')}</LinkButton> : null}
      </p>
    </div>
  )
}

function CheckIt({ draw }: { draw: DrawSummary }) {
  const t = useT()
  return (
    <section aria-labelledby="check" className="draw-check-it">
      <h2 id="check">{t('draw.check')}</h2>
      <p>{t('draw.check.text')}</p>
      <p>
        <a href={paths.drawVerify()}>{t('draw.check.link')}</a>
        {' · '}
        <a href={`${paths.drawVerify()}#algorithm`}>{t('draw.check.algorithm')}</a>
      </p>
      <p>{t('draw.check.command')}</p>
      <pre>
        <code>npm run draw:verify -- draw-{draw.activityId}.txt</code>
      </pre>
      <details>
        <summary>{t('draw.limits')}</summary>
        <p>{t('draw.limits.can')}</p>
        <p>{t('draw.limits.cannot')}</p>
      </details>
    </section>
  )
}
