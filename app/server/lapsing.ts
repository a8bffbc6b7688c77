import { lapseOverdue } from '~/app/domain/registrations/lapse.server'
import { database } from '~/db/client'
import { createContext } from './context'
import { everyMinute } from './every-minute'

/** Every minute the seats that nobody confirmed in time go to who waits; one look at a time. */
export function startLapsing(): { stop: () => Promise<void> } {
  return everyMinute(
    () => lapseOverdue(createContext(database(), { kind: 'system' })),
    '候补递补暂时不能进行，将自动重试 (waiting lists)',
  )
}
