import { RemarkForm, RemarkItem, type ShownRemark } from '~/app/ui/interpretation-desk/remarks'
import { useT } from '~/app/ui/language'
import { Prose } from '~/app/ui/prose'

type Block = { anchor: string; html: string; words: string }
type Props = {
  blocks: Block[]
  remarks: ShownRemark[]
  mayRemark: boolean
  idempotencyKey: string
  errors: Record<string, string>
  values: Record<string, string>
}

/** The text as the public will see it, and beside each block what colleagues say of it. */
export function ReadWithRemarks({ blocks, remarks, mayRemark, ...given }: Props) {
  const t = useT()
  const anchors = new Set(blocks.map(({ anchor }) => anchor))
  const elsewhere = remarks.filter(({ anchor }) => anchor === null || !anchors.has(anchor))
  return (
    <section className="read-with-remarks" id="remarks" aria-label={t('work.read')}>
      {blocks.map(({ anchor, html }) => (
        <div key={anchor} className="read-row">
          <Prose html={html} lang="zh-CN" />
          <div className="read-remarks">
            {remarks
              .filter((remark) => remark.anchor === anchor)
              .map((remark) => (
                <RemarkItem key={remark.id} remark={remark} mayResolve={mayRemark} {...given} />
              ))}
            {mayRemark ? <RemarkForm anchor={anchor} {...given} /> : null}
          </div>
        </div>
      ))}
      {elsewhere.length > 0 || mayRemark ? (
        <div className="read-whole">
          <h2>{t('work.remarks.whole')}</h2>
          {elsewhere.map((remark) => (
            <RemarkItem key={remark.id} remark={remark} mayResolve={mayRemark} {...given} />
          ))}
          {mayRemark ? <RemarkForm anchor="" {...given} /> : null}
        </div>
      ) : null}
    </section>
  )
}
