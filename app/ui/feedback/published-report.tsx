import type { PublishedReport, ReportedRound } from '~/app/domain/feedback/types'
import { paths } from '~/app/paths'
import { useChannelWords } from '~/app/ui/comments/comment-words'
import { DecisionBars } from '~/app/ui/decision-bars'
import { DecisionTable } from '~/app/ui/feedback/decision-table'
import { formatDate, formatDateTime } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { LedgerEquation } from '~/app/ui/ledger'
import { Paragraphs } from '~/app/ui/paragraphs'

type ReportProps = { id: number; department: string; rounds: ReportedRound[]; report: PublishedReport }

/** The report as it was signed: the words, the equation, what was decided, and what else a reader should know. */
export function Report({ id, department, rounds, report }: ReportProps) {
  const t = useT()
  const sayChannels = useChannelWords()
  const { figures, rows, introduction } = report
  const { ledger, channels, decisions } = figures
  const counts = {
    adopted: decisions.adopted.issues,
    partiallyAdopted: decisions['partially-adopted'].issues,
    notAdopted: decisions['not-adopted'].issues,
    explained: decisions.explained.issues,
  }
  return (
    <div className="report">
      <section>
        <h2>{t('feedback.basics')}</h2>
        <Paragraphs text={introduction} />
        <Lateness figures={figures} />
      </section>
      <section>
        <h2>{t('feedback.equation')}</h2>
        <LedgerEquation {...ledger} />
        {ledger.received === 0 ? <p>{t('feedback.none')}</p> : null}
        {channels.length > 0 ? <p>{t('feedback.from', { channels: sayChannels(channels) })}</p> : null}
      </section>
      {rows.length > 0 ? (
        <>
          <section>
            <h2>{t('feedback.decisions')}</h2>
            <DecisionBars counts={counts} unit={t('feedback.unit')} />
            <p className="meta-line">{t('feedback.barsCaption')}</p>
          </section>
          <section>
            <h2 id="decisions">{t('feedback.table')}</h2>
            <DecisionTable consultationId={id} report={report} />
          </section>
        </>
      ) : null}
      <Further id={id} rounds={rounds} figures={figures} />
      <Signature department={department} report={report} />
    </div>
  )
}

type Figures = PublishedReport['figures']

/** P12: a late report says so itself. */
function Lateness({ figures }: { figures: Figures }) {
  const t = useT()
  const lang = useLang()
  const { lateness } = figures
  if (!lateness) return null
  const { dueOn, decidedOn, from, reason } = lateness
  return (
    <p className="report-late">
      {t('feedback.late', {
        due: formatDate(dueOn, lang),
        decided: formatDate(decidedOn, lang),
        event: t(`feedback.late.${from}`),
        reason,
      })}
    </p>
  )
}

function Further({ id, rounds, figures }: Pick<ReportProps, 'id' | 'rounds'> & { figures: Figures }) {
  const t = useT()
  const { campaigns, coding, refusals, townships, groups } = figures
  const has = { campaigns: campaigns.length > 0, refusals: refusals.length > 0 }
  const hasHeard = townships.length + groups.length > 0
  if (!has.campaigns && !has.refusals && !coding && !hasHeard && rounds.length < 2) return null
  return (
    <section className="report-further">
      <h2>{t('feedback.further')}</h2>
      {has.refusals ? <Refusals refusals={refusals} /> : null}
      {has.campaigns ? <Campaigns campaigns={campaigns} /> : null}
      {coding ? (
        <>
          <h3>{t('feedback.coding')}</h3>
          <p>{t('feedback.coding.text', { agreed: coding.agreed, coded: coding.coded })}</p>
          {coding.kappa === null ? null : (
            <p>{t('feedback.coding.kappa', { kappa: coding.kappa.toFixed(2) })}</p>
          )}
        </>
      ) : null}
      {hasHeard ? <Heard townships={townships} groups={groups} /> : null}
      {rounds.length > 1 ? <Rounds id={id} rounds={rounds} /> : null}
    </section>
  )
}

function Refusals({ refusals }: Pick<Figures, 'refusals'>) {
  const t = useT()
  return (
    <>
      <h3>{t('feedback.refusals')}</h3>
      <p>{t('feedback.refusals.text')}</p>
      <ul className="bulleted">
        {refusals.map(({ reason, count }) => (
          <li key={reason}>
            {reason} {count} {t('decision.unit')}
          </li>
        ))}
      </ul>
    </>
  )
}

function Campaigns({ campaigns }: Pick<Figures, 'campaigns'>) {
  const t = useT()
  return (
    <>
      <h3>{t('feedback.campaigns')}</h3>
      <ul className="bulleted">
        {campaigns.map(({ sent, added, excerpt }) => (
          <li key={`${sent} ${excerpt}`}>
            {excerpt ? <q>{excerpt}</q> : null}
            {excerpt ? t('feedback.campaign.colon') : null}
            {t(added > 0 ? 'feedback.campaign' : 'feedback.campaign.plain', { sent, added })}
          </li>
        ))}
      </ul>
      <p>{t('feedback.campaigns.text')}</p>
    </>
  )
}

function Heard({ townships, groups }: Pick<Figures, 'townships' | 'groups'>) {
  const t = useT()
  const say = (counts: Figures['townships']) =>
    counts.map(({ name, count }) => `${name} ${count}`).join(t('comment.separator'))
  return (
    <>
      <h3>{t('feedback.heard')}</h3>
      {townships.length > 0 ? <p>{t('feedback.townships', { counts: say(townships) })}</p> : null}
      {groups.length > 0 ? <p>{t('feedback.groups', { counts: say(groups) })}</p> : null}
      <p className="meta-line">{t('feedback.heard.text')}</p>
    </>
  )
}

export function Rounds({ id: ownId, rounds }: Pick<ReportProps, 'id' | 'rounds'>) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      <h3>{t('feedback.rounds')}</h3>
      <ul className="bulleted">
        {rounds.map(({ id, round, state, opensAt, closesAt }) => (
          <li key={id}>
            <a href={state === 'answered' ? paths.feedback(id) : paths.consultation(id)}>
              {t('feedback.round', {
                round,
                from: formatDate(opensAt, lang),
                to: formatDate(closesAt, lang),
              })}
            </a>
            {id === ownId ? t('feedback.thisRound') : null}
          </li>
        ))}
      </ul>
    </>
  )
}

/** Whose report it is, signed and dated, as at the foot of an official document. */
function Signature({ department, report }: Pick<ReportProps, 'department' | 'report'>) {
  const t = useT()
  const lang = useLang()
  return (
    <footer className="report-signature">
      <p>{department}</p>
      <p>{formatDate(report.publishedAt, lang)}</p>
      <p className="report-signed">
        {report.publishedBy ? `${t('feedback.signed', { name: report.publishedBy })}　` : ''}
        {t('feedback.published', { at: formatDateTime(report.publishedAt) })}
      </p>
    </footer>
  )
}
