import type { CommentChannel } from '~/app/domain/comments/types'
import { Button } from '~/app/ui/button'
import { WrittenWords } from '~/app/ui/comments/comment-words'
import { CheckedItem } from '~/app/ui/comments/desk-parts'
import { EmptyState } from '~/app/ui/empty-state'
import { Select, TextArea, TextField } from '~/app/ui/field'
import { useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'

type Comment = { id: number; body: string; channel: CommentChannel; clause: { cited: string } | null }
type Refused = { errors: Record<string, string>; values: Record<string, string> }

type UngroupedProps = {
  comments: Comment[]
  formKey: string
  action: string
  mayGroup: boolean
  refused?: Refused
}

const formId = 'group'

/** The check boxes stand here; what is done with the selected ones stands in `GroupActions`, in the same form. */
export function UngroupedComments({ comments, formKey, action, mayGroup, refused }: UngroupedProps) {
  const t = useT()
  const chosen = refused?.values.commentId?.split('\n') ?? []
  if (!mayGroup) return <Plain comments={comments} />
  return (
    <form method="post" action={action} id={formId} noValidate>
      <input type="hidden" name="key" value={formKey} />
      {comments.length === 0 ? <EmptyState title={t('issues.ungrouped.empty')} /> : null}
      <ul id="commentId">
        {comments.map((comment) => (
          <CheckedItem
            key={comment.id}
            name="commentId"
            id={comment.id}
            label={t('moderation.select', { id: comment.id })}
            checked={chosen.includes(String(comment.id))}
          >
            <CommentWords comment={comment} />
          </CheckedItem>
        ))}
      </ul>
    </form>
  )
}

type ActionsProps = {
  issues: { value: string; label: string }[]
  clauses: { clauseId: number; label: string }[]
  refused?: Refused
}

/** Into an issue that is there, or into a new one. */
export function GroupActions({ issues, clauses, refused }: ActionsProps) {
  const t = useT()
  const values = refused?.values ?? {}
  return (
    <>
      {issues.length > 0 ? (
        <div className="board-card stack">
          <Select
            name="issueId"
            form={formId}
            label={t('issues.into')}
            error={refused?.errors.issueId}
            value={values.issueId}
            empty={t('issues.into.none')}
            choices={issues}
          />
          <Button kind="quiet" name="intent" value="add" form={formId}>
            {t('issues.add')}
          </Button>
        </div>
      ) : null}
      <details className="board-card" open={issues.length === 0 || values.intent === 'create'}>
        <summary>{t('issues.new')}</summary>
        <div className="stack">
          <TextField
            name="title"
            form={formId}
            label={t('issues.name')}
            hint={t('issues.name.hint')}
            error={refused?.errors.title}
            value={values.title}
          />
          <TextArea
            name="summary"
            form={formId}
            label={t('issues.summary')}
            error={refused?.errors.summary}
            value={values.summary}
            rows={3}
          />
          <details>
            <summary>{t('issues.clauses')}</summary>
            {clauses.map(({ clauseId, label }) => (
              <label key={clauseId} className="choice">
                <input
                  type="checkbox"
                  name="clauseId"
                  form={formId}
                  value={clauseId}
                  defaultChecked={values.clauseId?.split('\n').includes(String(clauseId))}
                />
                <span>{label}</span>
              </label>
            ))}
          </details>
          <Button name="intent" value="create" form={formId}>
            {t('issues.create')}
          </Button>
        </div>
      </details>
    </>
  )
}

function Plain({ comments }: { comments: Comment[] }) {
  const t = useT()
  if (comments.length === 0) return <EmptyState title={t('issues.ungrouped.empty')} />
  return (
    <ul>
      {comments.map((comment) => (
        <li key={comment.id} className="comment">
          <CommentWords comment={comment} />
        </li>
      ))}
    </ul>
  )
}

function CommentWords({ comment }: { comment: Comment }) {
  const t = useT()
  return (
    <>
      <WrittenWords>{comment.body}</WrittenWords>
      <MetaLine
        entries={[
          `No. ${comment.id}`,
          comment.clause?.cited ?? t('comment.wholeDraft'),
          t(`comment.${comment.channel}`),
        ]}
      />
    </>
  )
}
