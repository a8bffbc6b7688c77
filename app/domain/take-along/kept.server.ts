import { createHash } from 'node:crypto'
import { mediaStorage } from '~/app/domain/media/storage.server'

const folder = 'taken-along'
const printLength = 32
/** Grows when the drawing itself is changed. */
const edition = 1
const running = new Map<string, Promise<Uint8Array>>()

/**
 * A drawn picture, kept beside the media and drawn again when what it shows has changed (invariant 1). It begins with
 * the fingerprint of that; whoever asks for it while it is drawn waits for the same drawing.
 */
export function kept(name: string, shows: unknown, draw: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const print = createHash('sha256')
    .update(JSON.stringify([edition, shows]))
    .digest()
  const key = `${folder}/${name}/picture.png`
  const turn = `${name} ${print.toString('hex')}`
  const found = running.get(turn)
  if (found) return found
  const work = readOrDraw(key, print, draw).finally(() => running.delete(turn))
  running.set(turn, work)
  return work
}

async function readOrDraw(key: string, print: Buffer, draw: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const storage = mediaStorage()
  const known = await storage.get(key)
  if (known && print.equals(known.subarray(0, printLength))) return known.subarray(printLength)
  const drawn = await draw()
  await storage.put(key, Buffer.concat([print, drawn]), 'image/png')
  return drawn
}
