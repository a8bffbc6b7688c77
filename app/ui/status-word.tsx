import type { ReactNode } from 'react'

export type Tone = 'open' | 'waiting' | 'done' | 'refused' | 'overdue' | 'info'

/** The one way to say a state: a word, with a shape that tells it apart without colour. */
export function StatusWord({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`status-word status-${tone}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        {shapes[tone]}
      </svg>
      {children}
    </span>
  )
}

const shapes: Record<Tone, ReactNode> = {
  open: <circle cx="8" cy="8" r="6" fill="currentColor" />,
  waiting: (
    <>
      <circle cx="8" cy="8" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M8 2.75a5.25 5.25 0 0 1 0 10.5z" fill="currentColor" />
    </>
  ),
  done: <path d="M2.5 8.5 6.5 12.5 13.5 4" fill="none" stroke="currentColor" strokeWidth="2" />,
  refused: <path d="M3.5 3.5l9 9m0-9l-9 9" fill="none" stroke="currentColor" strokeWidth="2" />,
  overdue: <path d="M8 1.5 15 14H1zM8 6v4m0 1.25v1.5" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  info: (
    <rect x="3.25" y="3.25" width="9.5" height="9.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
  ),
}
