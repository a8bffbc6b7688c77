import { sayTime } from '~/app/domain/interpretation-blocks/say-time'
import type { InterpretationForm } from '~/app/domain/interpretations/types'
import { paths } from '~/app/paths'
import type { MessageKey } from '~/app/ui/catalogue'
import { useT } from '~/app/ui/language'
import { MarginNote } from '~/app/ui/margin-note'

type Explanation = {
  interpretationId: number
  title: string
  form: InterpretationForm
  anchor: string
  second: number | null
  recording: 'video' | 'audio' | null
  excerpt: string
  /** Of a former policy's words that are changed here. */
  earlier?: 'changed' | 'confirmed' | null
}
type Decision = {
  issueId: number
  consultationId: number
  title: string
  decision: 'adopted' | 'partially-adopted' | 'not-adopted' | 'explained'
  reason: string
  comments: number
}
type Concern = { concernId: number; title: string; answered: boolean }
type Margin = { explanations: Explanation[]; decisions: Decision[]; concerns: Concern[] }

const decisionWords: Record<Decision['decision'], MessageKey> = {
  adopted: 'decision.adopted',
  'partially-adopted': 'decision.partiallyAdopted',
  'not-adopted': 'decision.notAdopted',
  explained: 'decision.explained',
}

export function countMargin({ explanations, decisions, concerns }: Margin): number {
  return explanations.length + decisions.length + concerns.length
}

type NotesProps = {
  margin: Margin
  /** Beside the text, where many explanations would tear its clauses apart. */
  folded?: boolean
}

const mostShown = 2

/** What hangs on one clause of a policy: what explains it, what people said of it, what was asked about it. */
export function ClauseMarginNotes({ margin, folded = false }: NotesProps) {
  const t = useT()
  const { explanations, decisions, concerns } = margin
  const shown = folded ? mostShown : explanations.length
  const more = explanations.slice(shown)
  return (
    <>
      <Explanations explanations={explanations.slice(0, shown)} />
      {more.length > 0 ? (
        <details className="margin-more">
          <summary>{t('policy.margin.more', { count: more.length })}</summary>
          <Explanations explanations={more} />
        </details>
      ) : null}
      {decisions.map(({ issueId, consultationId, title, decision, reason, comments }) => (
        <MarginNote
          key={issueId}
          kind={`${t('policy.margin.decision')} · ${t(decisionWords[decision])}`}
          href={`${paths.feedback(consultationId)}#issue-${issueId}`}
          title={title}
        >
          {comments > 0 ? `${t('policy.margin.decision.count', { count: comments })}　` : null}
          {shorten(reason)}
        </MarginNote>
      ))}
      {concerns.map(({ concernId, title, answered }) => (
        <MarginNote
          key={concernId}
          kind={`${t('policy.margin.concern')} · ${t(answered ? 'policy.margin.concern.answered' : 'policy.margin.concern.open')}`}
          href={paths.concern(concernId)}
          title={title}
        />
      ))}
    </>
  )
}

function Explanations({ explanations }: { explanations: Explanation[] }) {
  const t = useT()
  /** 图解; of a moment, the recording and the second: 视频 01:23. */
  const wordOf = ({ form, second, recording }: Explanation) =>
    second === null
      ? t(`interpretation.form.${form}`)
      : t(`interpretation.at.${recording ?? 'video'}`, { time: sayTime(second) })
  return explanations.map((explanation) => {
    const { interpretationId, title, anchor, second, excerpt, earlier } = explanation
    return (
      <MarginNote
        key={`${interpretationId} ${anchor} ${second}`}
        kind={`${t('policy.margin.explanation')} · ${wordOf(explanation)}`}
        href={paths.interpretation(interpretationId, { anchor, second })}
        title={title}
      >
        {earlier ? (
          <p className="margin-earlier">
            {t(earlier === 'confirmed' ? 'library.earlier.confirmed' : 'library.earlier')}
          </p>
        ) : null}
        {excerpt}
      </MarginNote>
    )
  })
}

function shorten(text: string): string {
  const characters = [...text]
  return characters.length > 80 ? `${characters.slice(0, 80).join('')}…` : text
}
