import { useEffect, useRef } from 'react'
import type { CodingChoice } from '~/app/domain/coding/types'
import { Button } from '~/app/ui/button'
import { WrittenWords } from '~/app/ui/comments/comment-words'
import { Radios } from '~/app/ui/field'
import { Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'

type CodingFormProps = {
  sampleId: number
  point: { pointId: number; commentId: number; body: string; cited: string | null; quote: string }
  choices: CodingChoice[]
  formKey: string
  error?: string
}

/** One point, and the issues to choose from; where the first coder put it stands nowhere on the page. */
export function CodingForm({ sampleId, point, choices, formKey, error }: CodingFormProps) {
  const t = useT()
  const form = useNumberKeys()
  return (
    <section ref={form} className="coding-point">
      <h2>{t('coding.point', { id: point.commentId })}</h2>
      <div className="split-whole">
        <WrittenWords>{point.body}</WrittenWords>
        {point.quote ? <p className="point-quote">{t('issues.quote', { quote: point.quote })}</p> : null}
        <MetaLine entries={[point.cited ?? t('comment.wholeDraft')]} />
      </div>
      <Form idempotencyKey={formKey}>
        <input type="hidden" name="sampleId" value={sampleId} />
        <input type="hidden" name="pointId" value={point.pointId} />
        <Radios
          name="choice"
          label={t('coding.question')}
          hint={t('coding.keys')}
          error={error}
          choices={[
            ...choices.map(({ id, title, summary }, at) => ({
              value: String(id),
              label: at < 9 ? `${at + 1}　${title}` : title,
              hint: summary,
            })),
            { value: 'none', label: `0　${t('coding.nothing')}` },
          ]}
        />
        <Button name="intent" value="code">
          {t('coding.save')}
        </Button>
      </Form>
    </section>
  )
}

/** Figures choose while the focus is in the form; a radio button that has the focus sends it with Enter. */
function useNumberKeys() {
  const form = useRef<HTMLElement>(null)
  useEffect(() => {
    const section = form.current
    const radios = () => [...(section?.querySelectorAll<HTMLInputElement>('input[type="radio"]') ?? [])]
    radios()[0]?.focus({ preventScroll: true })
    const onKey = (event: KeyboardEvent) => {
      if (!/^\d$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return
      const all = radios()
      const radio = event.key === '0' ? all.at(-1) : all.slice(0, -1)[Number(event.key) - 1]
      if (!radio) return
      event.preventDefault()
      radio.checked = true
      radio.focus()
    }
    section?.addEventListener('keydown', onKey)
    return () => section?.removeEventListener('keydown', onKey)
  }, [])
  return form
}
