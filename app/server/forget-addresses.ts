import { forgetAddressChecks } from '~/app/domain/survey-answering/address.server'
import { database } from '~/db/client'
import { createContext } from './context'
import { everyMinute } from './every-minute'

/** Every minute: addresses to which a code was sent that nobody came back with. */
export function startForgettingAddresses(): { stop: () => Promise<void> } {
  return everyMinute(
    () => forgetAddressChecks(createContext(database(), { kind: 'system' })),
    '过期的邮箱验证暂时删不掉，将自动重试 (expired address checks)',
  )
}
