import type { MouseEvent, RefObject } from 'react'
import type { CommentFindingKind } from '~/app/domain/comments/findings'
import type { Awaiting } from '~/app/domain/comments/types'
import { paths } from '~/app/paths'
import { useT } from '~/app/ui/language'
import { boxesIn } from './moderation-boxes'

const kinds: CommentFindingKind[] = ['private', 'contact', 'insult', 'advert', 'repeated', 'copy']

/** Which comments an address ticks: all of the page, those without a hint, those with a hint of one kind. */
export function selectedBy(
  comments: Awaiting[],
  { select, adopt }: { select?: string; adopt?: number },
): Set<number> {
  const wanted = comments.filter(({ id, findings }) => {
    if (id === adopt || select === 'all') return true
    if (select === 'clean') return findings.every(({ kind }) => kind === 'copy')
    return findings.some(({ kind }) => kind === select)
  })
  return new Set(wanted.map(({ id }) => id))
}

type SelectManyProps = {
  comments: Awaiting[]
  here: Record<string, string | number | null | undefined>
  form: RefObject<HTMLFormElement | null>
}

/** Links, so that they work without JavaScript too; with it nothing that was typed is lost. */
export function SelectMany({ comments, here, form }: SelectManyProps) {
  const t = useT()
  const tick = (select: string) => (event: MouseEvent) => {
    const boxes = form.current ? boxesIn(form.current) : []
    if (boxes.length === 0) return
    event.preventDefault()
    const chosen = selectedBy(comments, { select })
    for (const box of boxes) box.checked = chosen.has(Number(box.value))
    form.current?.dispatchEvent(new Event('change', { bubbles: true }))
  }
  const choices = ['all', 'clean', ...kinds, 'none'].flatMap((select) => {
    const count = selectedBy(comments, { select }).size
    return select === 'none' || count > 0 ? [{ select, count }] : []
  })
  return (
    <p className="moderation-select">
      <span>{t('moderation.select.label')}</span>
      {choices.map(({ select, count }) => (
        <a key={select} href={`${paths.desk.moderation({ ...here, select })}#id`} onClick={tick(select)}>
          {t(`moderation.select.${select}` as 'moderation.select.all', { count })}
        </a>
      ))}
    </p>
  )
}
