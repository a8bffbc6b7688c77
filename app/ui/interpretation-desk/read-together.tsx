import type { SignOffState } from '~/app/domain/audit/transitions'
import type { InterpretationForm } from '~/app/domain/interpretations/types'
import { Facts } from '~/app/ui/document-header'
import { ReadWithRemarks } from '~/app/ui/interpretation-desk/read-with-remarks'
import type { ShownRemark } from '~/app/ui/interpretation-desk/remarks'
import { useT } from '~/app/ui/language'

type ReadTogetherProps = {
  page: {
    interpretation: {
      form: InterpretationForm
      author: string
      interpreterName: string
      interpreterTitle: string
    }
    state: SignOffState
    remarks: ShownRemark[]
    mayRemark: boolean
  }
  blocks: { anchor: string; html: string; words: string }[]
  typed: Record<string, string>
  errors: Record<string, string>
  idempotencyKey: string
}

/** For those who do not write it: the text to be read, with the remarks beside it. */
export function ReadTogether({ page, blocks, typed, errors, idempotencyKey }: ReadTogetherProps) {
  const t = useT()
  const { interpretation, state, remarks, mayRemark } = page
  const { form, author, interpreterName, interpreterTitle } = interpretation
  return (
    <>
      {state === 'draft' || state === 'returned' ? null : <p>{t('deskInterpretation.locked')}</p>}
      <Facts
        facts={[
          [t('deskInterpretation.form'), t(`interpretation.form.${form}`)],
          [t('deskInterpretation.author'), author],
          [t('interpretation.interpreter'), `${interpreterName}（${interpreterTitle}）`],
        ]}
      />
      <ReadWithRemarks
        blocks={blocks}
        remarks={remarks}
        mayRemark={mayRemark}
        idempotencyKey={idempotencyKey}
        errors={errors}
        values={typed}
      />
    </>
  )
}
