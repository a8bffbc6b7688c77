import type { Element } from '~/app/domain/interpretation-blocks/elements'
import type { QuotableClause } from '~/app/domain/interpretations/types'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { formatDateTime, type When } from '~/app/ui/format'
import { CopiedShare } from '~/app/ui/interpretation-desk/copied-share'
import { RemarkList, type ShownRemark } from '~/app/ui/interpretation-desk/remarks'
import type { Other } from '~/app/ui/interpretation-desk/use-autosave'
import { WorkingForm } from '~/app/ui/interpretation-desk/working-form'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'

type Head = Record<'title' | 'form' | 'author' | 'interpreterName' | 'interpreterTitle', string>
export type WorkPage = {
  interpretation: Head & { id: number; revision: number; document: unknown }
  copied: { share: number; places: { anchor: string | null; sentence: string; label: string | null }[] }
  remarks: ShownRemark[]
  mayRemark: boolean
  elsewhere: Element[]
  editors: Other[]
  draft: { document: unknown; revision: number; typedAt: When } | null
}
type EditTogetherProps = {
  page: WorkPage
  clauses: QuotableClause[]
  blocks: { anchor: string; words: string }[]
  /** What was sent and came back. */
  typed: Record<string, string>
  errors: Record<string, string>
  idempotencyKey: string
}

/** The editor, and beside it what colleagues say and what of the policy is repeated. */
export function EditTogether({ page, clauses, blocks, typed, errors, idempotencyKey }: EditTogetherProps) {
  const { interpretation, copied, remarks, mayRemark, editors, draft } = page
  const isRestored = draft !== null && typed.document === undefined
  return (
    <>
      {isRestored ? <Restored at={draft.typedAt} /> : null}
      <div className="edit-together">
        <div className="edit-main">
          <WorkingForm
            values={valuesOf(page, typed)}
            errors={errors}
            clauses={clauses}
            draftAddress={paths.desk.interpretationDraft(interpretation.id)}
            present={editors}
            elsewhere={page.elsewhere}
          />
        </div>
        <div className="edit-beside">
          <RemarkList
            remarks={remarks}
            mayRemark={mayRemark}
            places={blocks
              .filter(({ words }) => words.trim() !== '')
              .map(({ anchor, words }) => ({ anchor, words: words.slice(0, 24) }))}
            idempotencyKey={idempotencyKey}
            errors={errors}
            values={typed}
          />
          <CopiedShare {...copied} />
        </div>
      </div>
    </>
  )
}

/** Words that were typed and never saved, after a crash or a closed window. */
function Restored({ at }: { at: When }) {
  const t = useT()
  return (
    <Notice title={t('work.restored', { at: formatDateTime(at) })}>
      <p>{t('work.restored.text')}</p>
      <form method="post">
        <Button kind="quiet" name="intent" value="discard">
          {t('work.restored.discard')}
        </Button>
      </form>
    </Notice>
  )
}

function valuesOf(
  { interpretation, draft }: WorkPage,
  typed: Record<string, string>,
): Record<string, string> {
  if (typed.document !== undefined) return typed
  const { title, form, author, interpreterName, interpreterTitle } = interpretation
  const { document, revision } = draft ?? interpretation
  return {
    ...{ title, form, author, interpreterName, interpreterTitle },
    revision: String(revision),
    document: JSON.stringify(document),
  }
}
