import { mixAnswers } from '~/app/domain/survey-answering/mix.server'
import { database } from '~/db/client'
import { createContext } from './context'
import { everyMinute } from './every-minute'

/** Every minute the answers that have come in are mixed with others, as far as there are enough of them. */
export function startMixing(): { stop: () => Promise<void> } {
  return everyMinute(
    () => mixAnswers(createContext(database(), { kind: 'system' })),
    '问卷答案暂时不能混合，将自动重试 (mixing of answers)',
  )
}
