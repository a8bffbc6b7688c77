import { rotateContacts } from '~/app/domain/people/contact.server'
import { database } from '~/db/client'
import { createContext } from './context'
import { withParts } from './with-parts'

await withParts(async () => {
  const count = await rotateContacts(createContext(database(), { kind: 'system' }))
  console.info(`已用现在的密钥重新加密 (sealed anew): ${count}`)
})
