import type { Upload } from 'tus-js-client'
import type { MediaChoice, TakenUpload } from '~/app/domain/media/choice-types'
import { paths } from '~/app/paths'

const megabyte = 1024 * 1024
// Small enough to arrive within the server's time for one request, on a slow line too.
const pieceSize = 5 * megabyte
const pauses = [0, 1000, 2000, 4000, 8000, 15_000, 30_000, 30_000, 30_000, 30_000]

/** The message is for the person who chose the file. */
export class UploadError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UploadError'
  }
}

export type RunningUpload = {
  done: Promise<TakenUpload>
  pause: () => void
  resume: () => void
  /** Takes back what has arrived; `done` fails. */
  cancel: () => void
}

type OnProgress = (sent: number, total: number) => void

/** Uploads a file into the media library, through cuts of the line; fails with an UploadError. */
export async function uploadMedia(file: File, onProgress?: OnProgress): Promise<MediaChoice> {
  return (await startUpload(file, onProgress).done).item
}

/** The same, for who wants to pause it. A file that was begun before, in this browser, goes on where it was. */
export function startUpload(file: File, onProgress: OnProgress = () => undefined): RunningUpload {
  let upload: Upload | undefined
  let isHeld = false
  let fail: (error: Error) => void = () => undefined
  const done = new Promise<TakenUpload>((succeed, reject) => {
    fail = reject
    prepare(file, {
      onProgress,
      onError: reject,
      onWhole: (url) => void take(url).then(succeed, reject),
    }).then((prepared) => {
      upload = prepared
      if (!isHeld) upload.start()
    }, reject)
  })
  return {
    done,
    pause() {
      isHeld = true
      void upload?.abort()
    },
    resume() {
      isHeld = false
      upload?.start()
    },
    cancel() {
      isHeld = true
      void upload?.abort(true).catch(() => undefined)
      fail(new UploadError('已取消上传。'))
    },
  }
}

type Hooks = { onProgress: OnProgress; onError: (error: Error) => void; onWhole: (url: string) => void }

/** Ready to start, from where an earlier upload of the same file was cut off. */
async function prepare(file: File, { onProgress, onError, onWhole }: Hooks): Promise<Upload> {
  const tus = await import('tus-js-client')
  const upload = new tus.Upload(file, {
    endpoint: paths.desk.uploads(),
    chunkSize: pieceSize,
    retryDelays: pauses,
    removeFingerprintOnSuccess: true,
    metadata: { filename: file.name },
    onProgress,
    onError: (error) => onError(new UploadError(wordsOf(error))),
    onShouldRetry: (error) => mayRetry('originalResponse' in error ? error.originalResponse?.getStatus() : 0),
    onSuccess: () => onWhole(upload.url ?? ''),
  })
  const [before] = await upload.findPreviousUploads().catch(() => [])
  if (before) upload.resumeFromPreviousUpload(before)
  return upload
}

/** The server reads what arrived; asked again where the line is cut meanwhile, it gives the same answer. */
async function take(url: string): Promise<TakenUpload> {
  for (const pause of [1000, 3000, 8000, 0]) {
    const response = await fetch(url, { method: 'POST' }).catch(() => undefined)
    if (response?.ok) return response.json()
    if (response && response.status < 500) throw new UploadError(await messageOf(response))
    await new Promise((resume) => setTimeout(resume, pause))
  }
  throw new UploadError('文件已经传完，但服务器没有回答。请过一会儿重新选择这个文件，不用从头再传。')
}

async function messageOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null)
  const message = body && typeof body === 'object' && 'message' in body ? body.message : undefined
  return typeof message === 'string' ? message : '文件没有存下来，请稍后再试。'
}

/** 409 and 423: another request of the same upload is not over yet. */
function mayRetry(status: number | undefined): boolean {
  return !status || status === 409 || status === 423 || status >= 500
}

function wordsOf(error: Error): string {
  const body =
    'originalResponse' in error ? (error.originalResponse as { getBody(): string } | null)?.getBody() : ''
  try {
    const said: unknown = JSON.parse(body ?? '')
    if (said && typeof said === 'object' && 'message' in said) return String(said.message)
  } catch {
    // What is no answer of ours has nothing to say to a person.
  }
  return '网络一直不通，上传停下了。网络恢复后重新选择这个文件，会从断开的地方接着传。'
}
