import type { Change, PolicyBackground } from '~/app/domain/policies/page-types'
import { paths } from '~/app/paths'
import type { MessageKey } from '~/app/ui/catalogue'
import { formatDate } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'

type Round = PolicyBackground['rounds'][number]
type Decision = NonNullable<Round['report']>['decisions'][number]['decision']

const decisionWords: Record<Decision, MessageKey> = {
  adopted: 'decision.adopted',
  'partially-adopted': 'decision.partiallyAdopted',
  'not-adopted': 'decision.notAdopted',
  explained: 'decision.explained',
}
const changes: Change[] = ['changed', 'added', 'deleted']

type Props = {
  background: PolicyBackground
  matter: { id: number; title: string } | null
  textId: number
}

/** The matter it comes from, what people were asked and said, and what was changed in the text because of it. */
export function Background({ background: { rounds, changes: changed }, matter, textId }: Props) {
  const t = useT()
  return (
    <section aria-labelledby="policy-background">
      <h2 id="policy-background">{t('library.background')}</h2>
      {matter ? (
        <p>
          <b>{t('policy.matter')}</b>
          {'\u3000'}
          <a href={paths.matter(matter.id)}>{matter.title}</a>
        </p>
      ) : null}
      {rounds.length === 0 ? <p>{t('library.background.none')}</p> : null}
      <ul className="consulted-rounds">
        {rounds.map((round) => (
          <li key={round.id}>
            <ConsultedRound round={round} />
          </li>
        ))}
      </ul>
      {changed ? <Changes changed={changed} textId={textId} /> : null}
    </section>
  )
}

function ConsultedRound({ round: { id, title, opensAt, until, received, report } }: { round: Round }) {
  const t = useT()
  const lang = useLang()
  const issues = report?.decisions.reduce((sum, one) => sum + one.issues, 0) ?? 0
  return (
    <>
      <p>
        <a href={paths.consultation(id)}>{title}</a>
      </p>
      <p>
        {t('library.background.asked', {
          from: formatDate(opensAt, lang),
          to: formatDate(until, lang),
          count: received,
        })}
        {report ? null : t('library.background.waiting')}
      </p>
      {report && issues > 0 ? (
        <p>
          {t('library.background.decisions', { count: issues })}
          {report.decisions
            .map(({ decision, issues: count }) => `${t(decisionWords[decision])} ${count}`)
            .join(lang === 'zh' ? '，' : ', ')}
          {lang === 'zh' ? '。' : '.'}
        </p>
      ) : null}
      <p className="library-links">
        {report ? <a href={paths.feedback(id)}>{t('library.background.report')}</a> : null}
        <a href={paths.consultationComments(id)}>{t('library.background.comments')}</a>
      </p>
    </>
  )
}

function Changes({ changed, textId }: { changed: NonNullable<PolicyBackground['changes']>; textId: number }) {
  const t = useT()
  const lang = useLang()
  const said = changes.filter((change) => changed[change] > 0)
  const words = said.map((change) => t(`library.background.${change}`, { count: changed[change] }))
  return (
    <p>
      {t('library.background.changes')}
      {words.length > 0 ? words.join(lang === 'zh' ? '，' : ', ') : t('library.background.same')}
      {lang === 'zh' ? '。' : '. '}
      <a href={paths.compare(textId, { from: changed.from, to: changed.to })}>
        {t('library.background.compare')}
      </a>
    </p>
  )
}
