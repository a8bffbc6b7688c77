import { useT } from '~/app/ui/language'

type Place = { anchor: string | null; sentence: string; label: string | null }
type CopiedShareProps = { share: number; places: Place[] }

/** How much of the text is the policy's own sentences, and which. */
export function CopiedShare({ share, places }: CopiedShareProps) {
  const t = useT()
  if (places.length === 0) return null
  const percent = Math.round(share * 100)
  return (
    <section className="work-copied" id="copied" aria-labelledby="copied-title">
      <h2 id="copied-title">{t('work.copied', { percent, count: places.length })}</h2>
      <p className="field-hint">{t('work.copied.hint')}</p>
      <details>
        <summary>{t('work.copied.places')}</summary>
        <ol>
          {places.map(({ anchor, sentence, label }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same sentence may stand in several places
            <li key={at}>
              {anchor ? <a href={`#${anchor}`}>{sentence}</a> : sentence}
              <span className="work-copied-from">
                {label ? t('work.copied.from', { label }) : t('work.copied.fromSeveral')}
              </span>
            </li>
          ))}
        </ol>
      </details>
    </section>
  )
}
