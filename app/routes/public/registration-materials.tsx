import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { openMaterials } from '~/app/domain/materials/open-materials.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { contextFor } from '~/app/server/session.server'
import { AgendaTable } from '~/app/ui/activity/activity-parts'
import { sayPeriod } from '~/app/ui/activity/say-period'
import { translate } from '~/app/ui/catalogue'
import { ClauseText } from '~/app/ui/clause-text'
import { Facts } from '~/app/ui/document-header'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { describeFile } from '~/app/ui/materials/file-words'
import { siteMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import { Paragraphs } from '~/app/ui/paragraphs'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'

export const headers = pageHeaders

// The code is a key: neither kept anywhere nor handed on.
const keptNowhere = {
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex',
  'Referrer-Policy': 'same-origin',
}

export const handle = {
  breadcrumb: (page: { code: string }, lang: Lang) => [
    { label: page.code, href: paths.registration(page.code) },
    { label: translate(lang, 'materials.title') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ matches }) => [
  ...siteMeta(siteOf(matches), translate(langOf(matches), 'materials.title')),
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  return data(await openMaterials(ctx, params.code ?? ''), { headers: keptNowhere })
}

export default function RegistrationMaterials() {
  const { code, activity, deliveredAt, draft, agenda, files } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      <PageHeading
        kind={t(activity.kind === 'hearing' ? 'materials.title' : 'materials.title.meeting')}
        title={activity.title}
        lead={t('materials.lead')}
      />
      <Facts
        facts={[
          [t('materials.held'), sayPeriod(activity, t)],
          [t('materials.place'), activity.place],
          [t('materials.delivered'), formatDateTime(deliveredAt)],
        ]}
      />
      <section id="files">
        <h2>{t('materials.files')}</h2>
        {files.length === 0 ? (
          <p>{t('materials.files.none')}</p>
        ) : (
          <>
            <p>{t('materials.files.hint')}</p>
            <ul className="material-files">
              {files.map((file) => (
                <li key={file.id}>
                  <a href={paths.registrationMaterial(code, file.id)}>{file.name}</a>{' '}
                  <span className="muted">{describeFile(file)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
      <AgendaTable items={agenda} />
      {draft?.explanation ? (
        <section id="explanation">
          <h2>{t('materials.explanation')}</h2>
          <Paragraphs text={draft.explanation} />
        </section>
      ) : null}
      {draft ? (
        <section id="draft">
          <h2>{t('materials.draft')}</h2>
          <p className="draft-title">{draft.title}</p>
          <ClauseText clauses={draft.clauses} headingLevel={3} />
        </section>
      ) : null}
      <p className="no-print">
        <a href={paths.registration(code)}>{t('materials.back')}</a>
      </p>
    </>
  )
}
