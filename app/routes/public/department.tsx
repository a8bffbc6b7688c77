import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { listActivities } from '~/app/domain/activities/list.server'
import { listConcerns } from '~/app/domain/concerns/list.server'
import { listConsultations } from '~/app/domain/consultations/list.server'
import { departmentPage } from '~/app/domain/departments/read.server'
import { listPolicies } from '~/app/domain/policies/list.server'
import { listSurveys } from '~/app/domain/surveys/list.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { contextFor } from '~/app/server/session.server'
import { ActivityItem } from '~/app/ui/activity/activity-item'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ConcernItem } from '~/app/ui/concerns/concern-item'
import { Facts } from '~/app/ui/document-header'
import { formatDate } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { List, ListItem } from '~/app/ui/list-item'
import { columnMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { siteOf } from '~/app/ui/root-data'
import { SurveysBox } from '~/app/ui/surveys/surveys-box'

export const headers = pageHeaders

export const handle = {
  breadcrumb: (loaded: { department: { name: string } }, lang: Lang) => [
    { label: translate(lang, 'departments.title'), href: paths.departments() },
    { label: loaded.department.name },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded, matches }) =>
  loaded
    ? columnMeta(siteOf(matches), {
        name: loaded.department.name,
        description: loaded.department.duties,
        keywords: [loaded.department.name, '机构职能'],
        type: '机构职能',
      })
    : []

const mostShown = 5

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const department = await departmentPage(ctx, params.slug ?? '')
  const [consultations, activities, surveys, policies, concerns] = await Promise.all([
    listConsultations(ctx, { departmentId: department.id, limit: mostShown }),
    listActivities(ctx, { departmentId: department.id, limit: mostShown }),
    listSurveys(ctx, { departmentId: department.id, limit: mostShown }),
    listPolicies(ctx, { department: department.slug, limit: mostShown }),
    listConcerns(ctx, { department: department.slug, limit: mostShown }),
  ])
  return data(
    {
      department,
      consultations: consultations.rows,
      activities: activities.rows,
      surveys: surveys.rows,
      policies: policies.rows,
      concerns: concerns.rows,
      now: ctx.now,
    },
    {
      headers: {
        'X-Cache-Tags': `departments department:${department.id} consultations activities surveys policies concerns`,
      },
    },
  )
}

export default function Department() {
  const { department, consultations, activities, surveys, policies, concerns, now } =
    useLoaderData<typeof loader>()
  const t = useT()
  const lang = useLang()
  return (
    <>
      <PageHeading
        title={lang === 'en' && department.nameEn ? department.nameEn : department.name}
        actions={
          <LinkButton kind="quiet" href={paths.concernForm()}>
            {t('concerns.raise')}
          </LinkButton>
        }
      />
      <About />
      <Section title={t('department.consultations')} isEmpty={consultations.length === 0}>
        {consultations.map((one) => (
          <ListItem
            key={one.id}
            href={paths.consultation(one.id)}
            title={one.title}
            meta={[`${formatDate(one.opensAt, lang)} – ${formatDate(one.closesAt, lang)}`]}
          />
        ))}
      </Section>
      {activities.length > 0 ? (
        <Section title={t('department.activities')} isEmpty={false}>
          {activities.map((one) => (
            <ActivityItem key={one.id} activity={one} now={now} />
          ))}
        </Section>
      ) : null}
      {activities.length === mostShown ? (
        <p>
          <a href={paths.activities({ department: department.id })}>{t('department.allActivities')}</a>
        </p>
      ) : null}
      <SurveysBox surveys={surveys} now={now} of="department" />
      {surveys.length === mostShown ? (
        <p>
          <a href={paths.surveys({ department: department.id })}>{t('surveys.more')}</a>
        </p>
      ) : null}
      <Section title={t('department.policies')} isEmpty={policies.length === 0}>
        {policies.map((one) => (
          <ListItem
            key={one.id}
            href={paths.policy(one.id)}
            title={one.title}
            meta={[one.documentNumber, formatDate(one.publishedAt, lang)]}
          />
        ))}
      </Section>
      <Section title={t('department.concerns')} isEmpty={concerns.length === 0}>
        {concerns.map((concern) => (
          <ConcernItem key={concern.id} concern={concern} />
        ))}
      </Section>
      {concerns.length > 0 ? (
        <p>
          <a href={paths.concerns({ department: department.slug })}>{t('department.allConcerns')}</a>
        </p>
      ) : null}
    </>
  )
}

function About() {
  const { department } = useLoaderData<typeof loader>()
  const t = useT()
  const { duties, address, phone, email, above, below } = department
  const facts: [string, ReactNode][] = [
    [t('department.duties'), duties],
    [t('department.address'), address],
    [t('department.phone'), phone],
    [
      t('department.email'),
      <a key="email" href={`mailto:${email}`}>
        {email}
      </a>,
    ],
  ]
  if (above) {
    facts.push([
      t('department.above'),
      <a key="above" href={paths.department(above.slug)}>
        {above.name}
      </a>,
    ])
  }
  if (below.length > 0) {
    const links = below.map((one) => (
      <span key={one.id}>
        <a href={paths.department(one.slug)}>{one.name}</a>{' '}
      </span>
    ))
    facts.push([t('department.below'), links])
  }
  return <Facts facts={facts} />
}

function Section({ title, isEmpty, children }: { title: string; isEmpty: boolean; children: ReactNode }) {
  const t = useT()
  return (
    <section className="concern-part">
      <h2>{title}</h2>
      {isEmpty ? <p>{t('department.nothing')}</p> : <List label={title}>{children}</List>}
    </section>
  )
}
