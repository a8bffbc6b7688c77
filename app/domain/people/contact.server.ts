import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Ctx } from '~/app/server/context'
import { env } from '~/app/server/env'

// L3: contact details at rest. Layout: version byte, 12 bytes nonce, 16 bytes tag, ciphertext.
const version = 1

function key(): Buffer {
  return Buffer.from(env().CONTACT_KEY, 'base64')
}

export function encryptContact(ctx: Ctx, contact: string): Uint8Array | null {
  if (contact.trim() === '') return null
  const nonce = ctx.random(12)
  const cipher = createCipheriv('aes-256-gcm', key(), nonce)
  const sealed = Buffer.concat([cipher.update(contact.trim(), 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), sealed])
}

export function decryptContact(bytes: Uint8Array): string {
  const sealed = Buffer.from(bytes)
  const decipher = createDecipheriv('aes-256-gcm', key(), sealed.subarray(1, 13))
  decipher.setAuthTag(sealed.subarray(13, 29))
  return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]).toString('utf8')
}
