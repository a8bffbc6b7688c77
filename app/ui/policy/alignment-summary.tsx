import { useT } from '~/app/ui/language'

type Aligned = { index: number; label: string; excerpt: string; from: string | null; isSameNumber: boolean }
type Props = {
  preview: { doubts: string[]; aligned: Aligned[]; dropped: string[] }
  /** Compared with a policy that is public, not with a draft. */
  isAmendment?: boolean
}

/** What the importer doubts, and which clause of the draft each clause of the final text is: 第六条 ← 草案第五条. */
export function AlignmentSummary({ preview: { doubts, aligned, dropped }, isAmendment = false }: Props) {
  const t = useT()
  return (
    <>
      {doubts.length > 0 ? (
        <section aria-labelledby="doubts">
          <h3 id="doubts">{t('deskPolicy.preview.doubts')}</h3>
          <ul>
            {doubts.map((doubt) => (
              <li key={doubt}>{doubt}</li>
            ))}
          </ul>
        </section>
      ) : null}
      {aligned.length > 0 ? (
        <details open>
          <summary>{t(isAmendment ? 'amend.aligned' : 'deskPolicy.preview.aligned')}</summary>
          <ul>
            {aligned.map(({ index, label, excerpt, from, isSameNumber }) => (
              <li key={index}>
                <b>{label}</b>{' '}
                {from === null ? (
                  <ins>{t('deskPolicy.preview.new')}</ins>
                ) : isSameNumber ? null : (
                  <>← {t(isAmendment ? 'amend.from' : 'deskPolicy.preview.draft', { label: from })}</>
                )}{' '}
                {excerpt}
              </li>
            ))}
          </ul>
          {dropped.length > 0 ? (
            <p>
              {t(isAmendment ? 'amend.dropped' : 'deskPolicy.preview.dropped', {
                labels: dropped.join('、'),
              })}
            </p>
          ) : null}
        </details>
      ) : null}
    </>
  )
}
