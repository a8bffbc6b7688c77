import type { ReactNode } from 'react'
import type { SurveyAbout, SurveyPage } from '~/app/domain/surveys/page-types'
import { fewest } from '~/app/domain/surveys/types'
import { paths } from '~/app/paths'
import { Facts } from '~/app/ui/document-header'
import { formatDate, formatDateTime, formatDeadline, formatNumber } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'

/** Each later end, from which day to which, and why. */
export function SurveyExtensions({ changes }: Pick<SurveyPage, 'changes'>) {
  const t = useT()
  const lang = useLang()
  return changes.map(({ at, from, to, reason }) => (
    <Notice
      key={at.getTime()}
      title={t('survey.extended', { from: formatDeadline(from, lang), to: formatDeadline(to, lang) })}
    >
      {reason}
    </Notice>
  ))
}

export function SurveyFacts({ page }: { page: SurveyPage }) {
  const t = useT()
  const lang = useLang()
  const { survey, department, about, effort, people, state } = page
  const facts: [string, ReactNode][] = [
    [
      t('survey.by'),
      <a key="by" href={paths.department(department.slug)}>
        {department.name}
      </a>,
    ],
    [
      t('survey.period'),
      t('survey.period.text', {
        from: `${formatDate(survey.opensAt, lang)} ${formatDateTime(survey.opensAt).slice(11)}`,
        to: formatDeadline(survey.closesAt, lang),
      }),
    ],
    [
      t('survey.length'),
      t(effort.hasConditions ? 'survey.effort.most' : 'survey.effort', {
        minutes: effort.minutes,
        questions: effort.questions,
      }),
    ],
    [t('survey.often'), t(`survey.often.${survey.access}`)],
  ]
  if (survey.audience) facts.splice(1, 0, [t('survey.audience'), survey.audience])
  if (state !== 'upcoming')
    facts.push([
      t(state === 'open' ? 'survey.people' : 'survey.people.all'),
      people === null
        ? t('survey.people.few', { fewest })
        : t('survey.people.count', { count: formatNumber(people) }),
    ])
  if (about)
    facts.push([
      t(`survey.about.${about.kind}`),
      <a key="about" href={hrefOf(about)}>
        {about.title}
      </a>,
    ])
  facts.push([t('survey.publishedAt'), formatDate(page.publishedAt, lang)])
  return <Facts facts={facts} />
}

function hrefOf({ kind, id }: SurveyAbout): string {
  if (kind === 'matter') return paths.matter(id)
  return kind === 'consultation' ? paths.consultation(id) : paths.policy(id)
}

/** A survey that was mended says so, and what was changed; both versions are counted. */
export function SurveyVersions({ versions }: Pick<SurveyPage, 'versions'>) {
  const t = useT()
  const mended = versions.filter(({ number }) => number > 1)
  if (mended.length === 0) return null
  return (
    <section>
      <h2>{t('survey.mended')}</h2>
      <p>{t('survey.mended.text')}</p>
      <ul className="survey-versions">
        {mended.map(({ number, note, publishedAt }) => (
          <li key={number}>
            <b>{t('survey.mended.version', { number, at: formatDateTime(publishedAt) })}</b> {note}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** For who does not go online: the same questions, counted alike. */
export function PaperWay({ page: { survey, department } }: { page: SurveyPage }) {
  const t = useT()
  const isForAll = survey.access === 'open' || survey.access === 'browser'
  const address = [department.name, department.address].filter(Boolean).join('，')
  return (
    <section>
      <h2>{t('survey.paper')}</h2>
      <p>
        {t(isForAll ? 'survey.paper.text' : 'survey.paper.given', { address })}
        {department.phone ? t('survey.paper.phone', { phone: department.phone }) : null}
      </p>
      <p>
        <a href={paths.surveySheet(survey.id)}>{t(isForAll ? 'survey.paper.link' : 'survey.paper.look')}</a>
      </p>
    </section>
  )
}
