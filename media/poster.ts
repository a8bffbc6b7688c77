import { execFile } from 'node:child_process'

const patience = 30_000
const largestFrame = 25 * 1024 * 1024

/** One frame of a video as JPEG, taken by ffmpeg where it is installed; undefined where it is not, or where there is no such frame. */
export async function takeFrame(path: string, second: number): Promise<Uint8Array | undefined> {
  const options = {
    ...{ encoding: 'buffer' as const, maxBuffer: largestFrame, timeout: patience },
    // Like everything that reads what somebody sent, it knows no secret of the server.
    env: { NODE_ENV: 'production' as const, PATH: process.env.PATH },
  }
  // The file and nothing else: no list of other files, no address.
  const input = ['-nostdin', '-v', 'error', '-protocol_whitelist', 'file', '-ss', String(second), '-i', path]
  const output = [
    '-frames:v',
    '1',
    '-vf',
    "scale='min(1920,iw)':-2",
    '-q:v',
    '3',
    '-f',
    'image2',
    '-c:v',
    'mjpeg',
    'pipe:1',
  ]
  return new Promise((done) => {
    execFile('ffmpeg', [...input, ...output], options, (error, frame) =>
      done(error || frame.length === 0 ? undefined : new Uint8Array(frame)),
    )
  })
}
