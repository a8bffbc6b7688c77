import { open, readFile, stat } from 'node:fs/promises'
import { Refusal } from '~/app/server/errors'
import { ChildRefused, ChildStopped, runInChild } from '~/media/child'
import { inspectDocument, largestDocument } from '~/media/documents'
import { takePicture, type VariantName } from '~/media/images'
import { ImageError, largestImage } from '~/media/inspect'
import { type Family, familyOf, MediaError } from '~/media/kinds'
import { checkLottie, largestLottie } from '~/media/lottie'
import { largestUpload, tooLarge } from './rules'
import type { MediaKind } from './types'

export type Inspected = {
  kind: MediaKind
  type: string
  size: number
  width: number | null
  height: number | null
  duration: number | null
  codecs: string
  placeholder: string | null
  /** What is shown of a picture. */
  variants: [name: VariantName, bytes: Uint8Array][]
}
type Read = Omit<Inspected, 'size'>
/** The variants of a picture may also be made when they are asked for. */
export type How = { variantsLater?: boolean }

const headSize = 4096
const unreadable = '这个文件读不出来，可能已损坏。请重新导出或者另存一份，再上传。'
const nothingMore = { width: null, height: null, duration: null, codecs: '', placeholder: null, variants: [] }

/** What a file is by its content, whatever its name says; a Refusal says why it is not taken and what to do. */
export async function inspectUpload(path: string, name: string, how: How = {}): Promise<Inspected> {
  try {
    const { size } = await stat(path)
    if (size > largestUpload) throw new MediaError(tooLarge)
    const family = familyOf(await headOf(path))
    return { ...(await readers[family](path, name, size, how)), size }
  } catch (error) {
    const message = wordsOf(error)
    if (message === undefined) throw error
    throw new Refusal(422, message, { fields: { file: message.replace(/。$/, '') } })
  }
}

const readers: Record<Family, (path: string, name: string, size: number, how: How) => Promise<Read>> = {
  async image(path, _, size, how) {
    if (size > largestImage) throw new MediaError('图片超过 25 MB，请压缩后再上传。')
    return { ...nothingMore, ...(await takePicture(await readFile(path), how)) }
  },
  async recording(path) {
    return { ...nothingMore, ...(await runInChild('probe', { path })) }
  },
  async lottie(path, _, size) {
    if (size > largestLottie) throw new MediaError('动画文件超过 2 MB，请简化后再导出。')
    const { width, height, duration } = checkLottie(await readFile(path))
    return { ...nothingMore, kind: 'lottie', type: 'application/json', width, height, duration }
  },
  async document(path, name, size) {
    if (size > largestDocument) throw new MediaError('文件超过 50 MB，请缩小里面的图片，或者分成几个。')
    return { ...nothingMore, kind: 'file', type: inspectDocument(await readFile(path), name) }
  },
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headSize), 0, headSize, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Undefined for what is a fault of ours and not of the file. */
function wordsOf(error: unknown): string | undefined {
  if (error instanceof ChildStopped) return unreadable
  const isSaid = error instanceof MediaError || error instanceof ImageError || error instanceof ChildRefused
  return isSaid ? error.message : undefined
}
