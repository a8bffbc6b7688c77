import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { deskText } from '~/app/domain/texts/desk.server'
import { paths } from '~/app/paths'
import { readId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ClauseText } from '~/app/ui/clause-text'
import { comparedClauses, countChanges, sayChanges } from '~/app/ui/compared-clauses'
import { Comparison } from '~/app/ui/comparison'
import { Facts } from '~/app/ui/document-header'
import { useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { Time } from '~/app/ui/time'

export const handle = {
  breadcrumb: ({ newest }: { newest: { title: string } }, lang: Lang) => [
    { label: translate(lang, 'desk.texts'), href: paths.desk.texts() },
    { label: newest.title },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.newest.title ?? '' },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  return deskText(ctx, readId(params.id))
}

export default function DeskText() {
  const { id, department, canWrite, versions, newest, alignment } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      <PageHeading
        title={newest.title}
        meta={[
          department,
          t('textDesk.versions', { count: versions.length }),
          t('textDesk.clauses', { count: newest.clauses.length }),
        ]}
        actions={
          canWrite ? (
            <>
              <LinkButton href={paths.desk.importText({ text: id })}>{t('textDesk.next')}</LinkButton>
              <LinkButton kind="quiet" href={paths.desk.newConsultation({ version: newest.id })}>
                {t('textDesk.consult')}
              </LinkButton>
            </>
          ) : null
        }
      />
      <section>
        <h2>{t('textDesk.history')}</h2>
        <ol reversed>
          {versions.map((version) => (
            <li key={version.id}>
              {t('textDesk.version', { number: version.number, title: version.title })}
              <MetaLine
                entries={[<Time key="at" at={version.createdAt} format="datetime" />, version.note]}
              />
            </li>
          ))}
        </ol>
      </section>
      {alignment ? (
        <section>
          <h2>{t('textDesk.alignment')}</h2>
          <p>{t('textDesk.alignment.hint')}</p>
          <p>
            {sayChanges(countChanges(alignment), t)}{' '}
            <a href={paths.desk.alignment(newest.id)}>{t('alignment.open')}</a>
          </p>
          <Comparison clauses={comparedClauses(alignment)} />
        </section>
      ) : (
        <section>
          <h2>{t('textDesk.newest', { number: newest.number })}</h2>
          <Facts
            facts={[
              [t('import.head.number'), newest.documentNumber],
              [t('import.head.issuer'), newest.issuer],
              [
                t('import.head.signedOn'),
                newest.signedOn ? <Time key="signed" at={newest.signedOn} /> : null,
              ],
            ]}
          />
          <ClauseText clauses={newest.clauses} headingLevel={3} />
        </section>
      )}
    </>
  )
}
