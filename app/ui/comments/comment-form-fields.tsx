import type { ReactNode } from 'react'
import { FileField, Select } from '~/app/ui/field'
import { useT } from '~/app/ui/language'

/** What a form for a comment offers to choose from. */
export type CommentChoices = {
  id: number
  clauses: { clauseId: number; label: string }[]
  townships: { value: string; label: string }[]
  groups: string[]
}
export type FormState = { errors: Record<string, string>; values: Record<string, string> }

type AttachmentsProps = { label: ReactNode; hint: ReactNode; error: string | undefined }

export function AttachmentsField(props: AttachmentsProps) {
  return (
    <FileField
      name="attachments"
      {...props}
      accept=".pdf,.doc,.docx,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"
      multiple
      optional
    />
  )
}

type TownshipAndGroupProps = FormState & {
  choices: CommentChoices
  townshipHint?: ReactNode
  groupLabel: ReactNode
  groupHint?: ReactNode
}

/** Where somebody lives, and which of the groups that the matter names somebody belongs to. */
export function TownshipAndGroup({
  choices: { townships, groups },
  townshipHint,
  groupLabel,
  groupHint,
  errors,
  values,
}: TownshipAndGroupProps) {
  const t = useT()
  return (
    <>
      <Select
        name="township"
        label={t('comment.township')}
        hint={townshipHint}
        error={errors.township}
        value={values.township}
        empty={t('comment.township.none')}
        choices={townships}
        optional
      />
      {groups.length > 0 ? (
        <Select
          name="affectedGroup"
          label={groupLabel}
          hint={groupHint}
          error={errors.affectedGroup}
          value={values.affectedGroup}
          empty={t('comment.township.none')}
          choices={groups.map((group) => ({ value: group, label: group }))}
          optional
        />
      ) : null}
    </>
  )
}
