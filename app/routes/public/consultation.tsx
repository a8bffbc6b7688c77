import { data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { campaignsOf } from '~/app/domain/campaigns/read.server'
import { publicConsultation } from '~/app/domain/consultations/page.server'
import { consultationReading } from '~/app/domain/consultations/reading.server'
import { activitiesOfLedger } from '~/app/domain/occasions/of-ledger.server'
import { surveysAbout } from '~/app/domain/surveys/list.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { ActivitiesBox } from '~/app/ui/activity/activities-box'
import { LinkButton } from '~/app/ui/button'
import { CampaignNote } from '~/app/ui/campaigns/campaign-note'
import { translate } from '~/app/ui/catalogue'
import { ClauseText, type ClauseView } from '~/app/ui/clause-text'
import { QuoteSelection } from '~/app/ui/comments/quote-selection'
import { CommentChannels } from '~/app/ui/consultation/channels'
import { DraftMargin } from '~/app/ui/consultation/draft-margin'
import { Extensions } from '~/app/ui/consultation/extensions'
import { MostDiscussed } from '~/app/ui/consultation/most-discussed'
import { Outcome } from '~/app/ui/consultation/outcome'
import { roundName } from '~/app/ui/consultation/round-name'
import { NewerRound, RoundsBox } from '~/app/ui/consultation/rounds-box'
import { ConsultationStateWord } from '~/app/ui/consultation/state-word'
import { Deadline } from '~/app/ui/deadline'
import { Facts } from '~/app/ui/document-header'
import { formatDate, formatDateTime, formatDeadline } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { articleMeta, siteMeta } from '~/app/ui/meta-tags'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import { Paragraphs } from '~/app/ui/paragraphs'
import type { Lang } from '~/app/ui/preferences'
import { siteOf } from '~/app/ui/root-data'
import { SurveysBox } from '~/app/ui/surveys/surveys-box'

export const headers = pageHeaders

export const handle = {
  breadcrumb: ({ consultation }: { consultation: { title: string } }, lang: Lang) => [
    { label: translate(lang, 'consultations.title'), href: paths.consultations() },
    { label: consultation.title },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) => {
  const site = siteOf(matches)
  if (!page) return siteMeta(site)
  const { consultation, publishedAt, department } = page
  return articleMeta(site, {
    title: consultation.title,
    publishedAt,
    source: department.name,
    column: translate('zh', 'consultations.title'),
    keywords: ['征求意见', department.name],
    description: consultation.background.slice(0, 120),
  })
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const id = readId(params.id)
  const { activity } = await publicConsultation(ctx, id)
  // What an activity keeps for itself is read on the activity's own page.
  if (activity) return redirect(paths.activity(activity.id), 303)
  const page = await consultationReading(ctx, id)
  const campaigns = await campaignsOf(ctx, page.consultation.id)
  const activities = await activitiesOfLedger(ctx, page.consultation.id)
  const surveys = await surveysAbout(ctx, { consultationId: page.consultation.id })
  const tags = `consultation:${page.consultation.id} text:${page.version.textId}`
  return data(
    { ...page, campaigns, activities, surveys, now: ctx.now },
    { headers: { 'X-Cache-Tags': tags } },
  )
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>

export default function Consultation() {
  const page = useLoaderData<typeof loader>()
  const { consultation, department, state, now } = page
  const t = useT()
  const lang = useLang()
  // Who may still comment reads the draft first; afterwards what was said comes first.
  const isRunning = state === 'open' || state === 'upcoming'
  return (
    <>
      <PageHeading
        kind={page.rounds.length > 1 ? roundName(consultation.round, t, lang) : t('consultation.kind')}
        status={<ConsultationStateWord state={state} />}
        title={consultation.title}
        meta={[
          <a key="department" href={paths.department(department.slug)}>
            {department.name}
          </a>,
          formatDateTime(page.publishedAt),
        ]}
        actions={
          state === 'open' ? (
            <>
              <LinkButton href={paths.commentForm(consultation.id)}>{t('consultation.comment')}</LinkButton>
              <LinkButton kind="quiet" href={paths.consultationComments(consultation.id)}>
                {t('consultation.comments')}
              </LinkButton>
            </>
          ) : state === 'upcoming' ? undefined : (
            <LinkButton kind="quiet" href={paths.consultationComments(consultation.id)}>
              {t('consultation.comments')}
            </LinkButton>
          )
        }
      />
      {state === 'open' ? (
        <p>
          <Deadline at={consultation.closesAt} now={now} lang={lang} size="large" />
        </p>
      ) : null}
      <NewerRound rounds={page.rounds} own={consultation} />
      <Outcome
        consultation={consultation}
        state={state}
        termination={page.termination}
        policy={page.policy}
      />
      <Period page={page} />
      <RoundsBox
        rounds={page.rounds}
        own={consultation}
        textId={page.version.textId}
        versionNumber={page.version.number}
        since={page.sincePrevious}
      />
      <section>
        <h2>{t('consultation.background')}</h2>
        <Paragraphs text={consultation.background} />
      </section>
      <ActivitiesBox activities={page.activities} />
      <SurveysBox surveys={page.surveys} now={now} of="consultation" />
      {isRunning ? <Draft page={page} /> : null}
      <WhatWasSaid page={page} />
      {isRunning ? null : <Draft page={page} />}
      <section>
        <h2>{t('consultation.draftingNote')}</h2>
        <Paragraphs text={consultation.draftingNote} />
      </section>
      <section id="channels">
        <h2>{t('consultation.channels')}</h2>
        <CommentChannels consultation={consultation} isOpen={state === 'open'} />
        <Notice title={t('consultation.privacy.title')}>
          <p>{t('consultation.privacy.text')}</p>
          <p>
            <a href={paths.privacy()}>{t('consultation.privacy.more')}</a>
          </p>
        </Notice>
      </section>
      {state === 'open' ? <QuoteSelection consultationId={consultation.id} /> : null}
    </>
  )
}

function WhatWasSaid({ page }: { page: Page }) {
  const { consultation, names, margins, campaigns } = page
  const clauses = [...margins].map(([clauseId, { comments }]) => ({
    ...{ clauseId, comments },
    name: names.get(clauseId) ?? '',
  }))
  return (
    <>
      <MostDiscussed consultationId={consultation.id} clauses={clauses} />
      <CampaignNote campaigns={campaigns} consultationId={consultation.id} />
    </>
  )
}

function Period({ page }: { page: Page }) {
  const t = useT()
  const lang = useLang()
  const { consultation, matter, extensions } = page
  const facts: [string, React.ReactNode][] = [
    [
      t('consultation.matter'),
      <a key="matter" href={paths.matter(matter.id)}>
        {matter.title}
      </a>,
    ],
    [t('consultation.type'), t(`consultation.draftKind.${consultation.draftKind}`)],
    [t('consultation.from'), formatDate(consultation.opensAt, lang)],
    [
      t(page.termination ? 'consultation.untilPlanned' : 'consultation.until'),
      formatDeadline(consultation.closesAt, lang),
    ],
  ]
  if (consultation.shortReason) facts.push([t('consultation.short'), consultation.shortReason])
  return (
    <>
      <Facts facts={facts} />
      <Extensions extensions={extensions} />
    </>
  )
}

function Draft({ page }: { page: Page }) {
  const t = useT()
  const { consultation, version, names, margins, otherVersions, state } = page
  const nameOf = (clause: ClauseView) => names.get(Number(clause.clauseId)) ?? ''
  const marginOf = (clause: ClauseView) => {
    const clauseId = Number(clause.clauseId)
    const margin = margins.get(clauseId)
    return margin ? (
      <DraftMargin consultationId={consultation.id} clauseId={clauseId} margin={margin} />
    ) : null
  }
  const actionOf = (clause: ClauseView) => {
    if (!isCommentable(clause)) return null
    const of = <span className="visually-hidden">（{nameOf(clause)}）</span>
    return (
      <>
        <a href={paths.concernForm({ clause: clause.clauseId })}>
          {t('consultation.ask')}
          {of}
        </a>
        {state === 'open' ? (
          <a href={paths.commentForm(consultation.id, { clause: clause.clauseId })}>
            {t('consultation.commentOn')}
            {of}
          </a>
        ) : null}
      </>
    )
  }
  return (
    <section>
      <h2>{t('consultation.draft')}</h2>
      {state === 'open' ? <p className="field-hint">{t('consultation.draft.hint')}</p> : null}
      {otherVersions.length > 0 ? (
        <p>
          <a href={paths.compare(version.textId)}>{t('consultation.compare')}</a>
        </p>
      ) : null}
      <p className="draft-title">{version.title}</p>
      <ClauseText
        clauses={version.clauses}
        headingLevel={3}
        margin={marginOf}
        marginTitle={(clause) => t('consultation.margin.title', { clause: nameOf(clause) })}
        action={actionOf}
      />
    </section>
  )
}

/** One link for an article, not one for each of its lines; where a text has no articles, for each paragraph. */
function isCommentable({ kind, depth, body }: ClauseView): boolean {
  const isSubtitle = /^（[^（）]*）$/.test(body)
  return kind === 'article' || kind === 'annex' || (kind === 'paragraph' && depth === 0 && !isSubtitle)
}
