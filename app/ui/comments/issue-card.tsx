import type { CommentState, Decision } from '~/app/domain/comments/types'
import { decisionChoices } from '~/app/domain/issues/forms'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { CommentStateWord, DecisionWord, decisionKey, WrittenWords } from '~/app/ui/comments/comment-words'
import { useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'
import { StatusWord } from '~/app/ui/status-word'
import { Time } from '~/app/ui/time'

type DecisionRow = { id: number; decision: Decision; reason: string; at: Date; by: string | null }
type Issue = {
  id: number
  title: string
  summary: string
  clauses: { clauseId: number; cited: string }[]
  comments: { id: number; body: string; state: CommentState }[]
  decision: DecisionRow | null
  history: DecisionRow[]
}
type Refused = { errors: Record<string, string>; values: Record<string, string> }

type IssueCardProps = {
  issue: Issue
  formKey: string
  consultationId: number
  mayGroup: boolean
  mayDecide: boolean
  refused?: Refused
}

/** One issue on the board: what it says, what is in it, the decision and how it came about. */
export function IssueCard({ issue, formKey, consultationId, mayGroup, mayDecide, refused }: IssueCardProps) {
  const t = useT()
  const { decision, history } = issue
  return (
    <article className="board-card stack" id={`issue-${issue.id}`}>
      <h3>{issue.title}</h3>
      <p>
        {decision ? (
          <DecisionWord decision={decision.decision} />
        ) : (
          <StatusWord tone="waiting">{t('issues.undecided')}</StatusWord>
        )}
      </p>
      <p>{issue.summary}</p>
      <MetaLine entries={issue.clauses.map(({ cited }) => cited)} />
      {decision?.reason ? <WrittenWords>{decision.reason}</WrittenWords> : null}
      <details>
        <summary>{t('issues.comments', { count: issue.comments.length })}</summary>
        <ul>
          {issue.comments.map((comment) => (
            <li key={comment.id} className="comment">
              <WrittenWords>{comment.body}</WrittenWords>
              {comment.state === 'published' ? null : <CommentStateWord state={comment.state} />}
              {mayGroup ? (
                <form method="post" action={paths.desk.issues(consultationId)}>
                  <input type="hidden" name="issueId" value={issue.id} />
                  <input type="hidden" name="commentId" value={comment.id} />
                  <Button
                    kind="quiet"
                    name="intent"
                    value="remove"
                    aria-label={`${t('issues.remove')} No. ${comment.id}`}
                  >
                    {t('issues.remove')}
                  </Button>
                </form>
              ) : null}
            </li>
          ))}
        </ul>
      </details>
      {history.length > 1 ? <History history={history} /> : null}
      {mayDecide ? <Decide {...{ issue, formKey, consultationId, refused }} /> : null}
    </article>
  )
}

function History({ history }: { history: DecisionRow[] }) {
  const t = useT()
  return (
    <details>
      <summary>{t('issues.history')}</summary>
      <ul>
        {history.map((decision) => (
          <li key={decision.id}>
            <DecisionWord decision={decision.decision} /> {decision.reason}
            <MetaLine entries={[<Time key="at" at={decision.at} format="datetime" />, decision.by]} />
          </li>
        ))}
      </ul>
    </details>
  )
}

type DecideProps = { issue: Issue; formKey: string; consultationId: number; refused?: Refused }

function Decide({ issue, formKey, consultationId, refused }: DecideProps) {
  const t = useT()
  const values = refused?.values ?? {}
  const reasonId = `reason-${issue.id}`
  const error = refused?.errors.reason ?? refused?.errors.decision
  return (
    <details open={refused !== undefined}>
      <summary>{t(issue.decision ? 'issues.change' : 'issues.decide')}</summary>
      <form method="post" action={paths.desk.issues(consultationId)} className="form">
        <input type="hidden" name="key" value={formKey} />
        <input type="hidden" name="issueId" value={issue.id} />
        <fieldset className="field">
          <legend className="field-label">{t('issues.decision')}</legend>
          {decisionChoices.map((choice) => (
            <label key={choice} className="choice">
              <input
                type="radio"
                name="decision"
                value={choice}
                defaultChecked={(values.decision ?? issue.decision?.decision) === choice}
              />
              <span>{t(decisionKey(choice))}</span>
            </label>
          ))}
        </fieldset>
        <div className={error ? 'field field-wrong' : 'field'}>
          <label className="field-label" htmlFor={reasonId}>
            {t('issues.reason')}
          </label>
          <p className="field-hint">{t('issues.reason.hint')}</p>
          {error ? <p className="field-error">{error}</p> : null}
          <textarea
            id={reasonId}
            name="reason"
            rows={4}
            defaultValue={values.reason ?? issue.decision?.reason ?? ''}
            aria-invalid={error ? true : undefined}
          />
        </div>
        <Button name="intent" value="decide">
          {t(issue.decision ? 'issues.change' : 'issues.decide')}
        </Button>
      </form>
    </details>
  )
}
