import { paths } from '~/app/paths'
import type { MessageKey } from '~/app/ui/catalogue'
import { useT } from '~/app/ui/language'
import { MarginNote } from '~/app/ui/margin-note'

type DecisionKind = 'adopted' | 'partially-adopted' | 'not-adopted' | 'explained'

export type DraftMarginView = {
  comments: number
  decisions: { issueId: number; title: string; decision: DecisionKind; reason: string }[]
  concerns: { concernId: number; title: string; answered: boolean }[]
}

const decisionWords: Record<DecisionKind, MessageKey> = {
  adopted: 'decision.adopted',
  'partially-adopted': 'decision.partiallyAdopted',
  'not-adopted': 'decision.notAdopted',
  explained: 'decision.explained',
}

/** Beside a clause of a draft: how many spoke about it, what became of that, what was asked. */
export function DraftMargin({
  consultationId,
  clauseId,
  margin,
}: {
  consultationId: number
  clauseId: number
  margin: DraftMarginView
}) {
  const t = useT()
  return (
    <>
      {margin.comments > 0 ? (
        <MarginNote
          kind={t('consultation.margin.comments', { count: margin.comments })}
          href={paths.consultationComments(consultationId, { clause: clauseId })}
          title={t('consultation.margin.read')}
        />
      ) : null}
      {margin.decisions.map(({ issueId, title, decision, reason }) => (
        <MarginNote
          key={issueId}
          kind={`${t('consultation.margin.decision')} · ${t(decisionWords[decision])}`}
          href={`${paths.feedback(consultationId)}#issue-${issueId}`}
          title={title}
        >
          {reason}
        </MarginNote>
      ))}
      {margin.concerns.map(({ concernId, title, answered }) => (
        <MarginNote
          key={concernId}
          kind={`${t('consultation.margin.concern')} · ${t(answered ? 'consultation.margin.answered' : 'consultation.margin.waiting')}`}
          href={paths.concern(concernId)}
          title={title}
        />
      ))}
    </>
  )
}
