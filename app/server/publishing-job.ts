import { publishDue } from '~/app/domain/publishing/due.server'
import { database } from '~/db/client'
import { createContext } from './context'
import { everyMinute } from './every-minute'

/** Every minute what was set to become public by now does. */
export function startScheduledPublishing(): { stop: () => Promise<void> } {
  return everyMinute(
    () => publishDue(createContext(database(), { kind: 'system' })),
    '定时公开暂时不能进行，将自动重试 (scheduled publishing)',
  )
}
