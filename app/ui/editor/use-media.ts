import { useCallback, useEffect, useRef, useState } from 'react'
import type { MediaChoice, MediaChoices } from '~/app/domain/media/choice-types'
import type { MediaKind } from '~/app/domain/media/types'
import { paths } from '~/app/paths'

type Asked = { kinds: readonly MediaKind[]; words: string; isAll: boolean }

/** The files of the library that fit, newest first; asked for a moment after the typing stops. */
export function useMedia({ kinds, words, isAll }: Asked) {
  const [items, setItems] = useState<MediaChoice[]>([])
  const [next, setNext] = useState<number | null>(null)
  const [state, setState] = useState<'loading' | 'here' | 'failed'>('loading')
  const asked = useRef(0)
  const kind = kinds.join(',')
  const load = useCallback(
    async (before: number | null) => {
      const turn = ++asked.current
      setState('loading')
      const found = await fetchChoices({ kind, q: words.trim(), all: isAll ? '1' : '', before: before ?? '' })
      // An answer that was overtaken by a later question is not shown.
      if (turn !== asked.current) return
      setState(found ? 'here' : 'failed')
      if (!found) return
      setItems((had) => (before === null ? found.items : [...had, ...found.items]))
      setNext(found.next)
    },
    [kind, words, isAll],
  )
  useEffect(() => {
    const wait = setTimeout(() => void load(null), 200)
    return () => clearTimeout(wait)
  }, [load])
  const add = (item: MediaChoice) => setItems((had) => [item, ...had.filter(({ sha }) => sha !== item.sha)])
  return { items, state, add, more: next === null ? null : () => void load(next) }
}

async function fetchChoices(query: Record<string, string | number>): Promise<MediaChoices | null> {
  try {
    const response = await fetch(paths.desk.mediaChoices(query))
    return response.ok ? ((await response.json()) as MediaChoices) : null
  } catch {
    return null
  }
}
