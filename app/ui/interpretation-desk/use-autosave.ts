import { useCallback, useEffect, useRef, useState } from 'react'
import type { When } from '~/app/ui/format'

const pause = 1000
/** Who types without a pause is not made to wait for one. */
const longestWait = 6000
const retryAfter = 5000
const beatEvery = 15_000

export type Other = { accountId: string; name: string; typedAt: When | null }
export type Saving = {
  state: 'idle' | 'typing' | 'kept' | 'offline' | 'refused'
  /** When the words were last kept. */
  at: When | null
  /** Why they were not, in words for the person. */
  message: string
  others: Other[]
  /** The newest saved revision. */
  revision: number
}
type Answer = { revision?: number; typedAt?: string | null; others?: Other[]; message?: string }

/**
 * Keeps what is typed on the server while it is typed, and tells who else is there. The words of the last second are
 * sent when the page is left; sending the form ends it.
 */
export function useAutosave(address: string, revision: number, present: Other[]) {
  const [saving, setSaving] = useState<Saving>({
    ...{ state: 'idle', at: null, message: '', others: present },
    revision,
  })
  const work = useRef({
    pending: null as unknown,
    since: 0,
    isBusy: false,
    isOver: false,
    timer: 0,
  })

  const send = useCallback(
    async (isBeat = false) => {
      const now = work.current
      if (now.isOver || now.isBusy) return
      const document = now.pending
      if (document === null && !isBeat) return
      now.pending = null
      now.isBusy = true
      const answer = await tell(address, { document, revision })
      now.isBusy = false
      if (now.isOver) return
      const isKept = 'revision' in answer
      if (!isKept && document !== null) now.pending ??= document
      setSaving((before) => afterAnswer(before, answer, document !== null))
      if (now.pending !== null) {
        window.clearTimeout(now.timer)
        now.timer = window.setTimeout(send, isKept ? pause : retryAfter)
      }
    },
    [address, revision],
  )

  const onDocument = useCallback(
    (document: unknown) => {
      const now = work.current
      if (now.pending === null) now.since = Date.now()
      now.pending = document
      setSaving((before) => (before.state === 'offline' ? before : { ...before, state: 'typing' }))
      window.clearTimeout(now.timer)
      now.timer = window.setTimeout(send, Date.now() - now.since > longestWait ? 0 : pause)
    },
    [send],
  )

  useEffect(() => {
    const now = work.current
    now.isOver = false
    void send(true)
    const beat = window.setInterval(() => void send(true), beatEvery)
    const leave = () => {
      if (now.pending !== null && !now.isOver) void tell(address, { document: now.pending, revision }, true)
    }
    window.addEventListener('pagehide', leave)
    return () => {
      now.isOver = true
      window.clearInterval(beat)
      window.clearTimeout(now.timer)
      window.removeEventListener('pagehide', leave)
    }
  }, [address, revision, send])

  /** The form itself is on its way, with everything in it. */
  const stop = useCallback(() => {
    work.current.isOver = true
    window.clearTimeout(work.current.timer)
  }, [])

  return { saving, onDocument, stop }
}

function afterAnswer(before: Saving, answer: Answer, wasTyped: boolean): Saving {
  if (answer.revision === undefined) {
    if (!wasTyped) return before
    return answer.message
      ? { ...before, state: 'refused', message: answer.message }
      : { ...before, state: 'offline' }
  }
  return {
    ...before,
    others: answer.others ?? [],
    revision: answer.revision,
    ...(wasTyped ? { state: 'kept' as const, at: answer.typedAt ?? null, message: '' } : {}),
  }
}

/** An empty answer where there is no connection, or where a page came instead of an answer. */
async function tell(address: string, message: unknown, isLeaving = false): Promise<Answer> {
  try {
    const body = JSON.stringify(message)
    const headers = { 'Content-Type': 'application/json' }
    // A browser takes no more than 64 KB along when it leaves.
    const keepalive = isLeaving && body.length < 20_000
    const response = await fetch(address, { method: 'POST', headers, body, keepalive })
    const answer: unknown = await response.json()
    return typeof answer === 'object' && answer !== null ? answer : {}
  } catch {
    return {}
  }
}
