import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { stopChildren } from '~/media/child'
import { takePicture } from '~/media/images'
import { ms, percentile, type Row, spread } from './measure'

const pictures = 100
const [width, height] = [4000, 3000]

/** A hundred photographs of 12 megapixels, each through all variants, as they arrive: two at once. */
export async function benchImages(): Promise<Row[]> {
  const photos = await Promise.all([20, 40, 60, 80].map(photograph))
  const peaks = { child: 0, parent: 0 }
  const watch = setInterval(() => look(peaks), 50)
  const begun = performance.now()
  const taken: number[] = []
  let made = 0
  try {
    let next = 0
    const lane = async () => {
      for (let at = next++; at < pictures; at = next++) {
        const from = performance.now()
        const { variants } = await takePicture(photos[at % photos.length] as Buffer)
        made += variants.reduce((sum, [, bytes]) => sum + bytes.length, 0)
        taken.push(performance.now() - from)
      }
    }
    await Promise.all([lane(), lane()])
  } finally {
    clearInterval(watch)
    stopChildren()
  }
  const all = performance.now() - begun
  const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`
  return [
    {
      what: `${pictures} photographs of 12 megapixels, nine variants and a placeholder of each`,
      value: ms(all),
      ratio: `${((pictures * 1000) / all).toFixed(2)} a second`,
    },
    {
      what: '… one of them',
      value: spread(
        taken.sort((one, other) => one - other),
        95,
      ),
      ratio: `slowest ${ms(percentile(taken, 100))}`,
    },
    {
      what: '… all that was made of them',
      value: megabytes(made),
      ratio: `${megabytes(made / pictures)} each`,
    },
    { what: '… the most memory that a child process held', value: megabytes(peaks.child) },
    { what: '… the most memory that the server’s process held', value: megabytes(peaks.parent) },
  ]
}

/** Shapes and grain, so that it packs about as well as what a telephone takes. */
async function photograph(sigma: number): Promise<Buffer> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma }
  const grain = sharp({
    create: { width: width / 4, height: height / 4, channels: 3, background: '#888', noise },
  })
  const small = await grain.png({ compressionLevel: 1 }).toBuffer()
  return sharp(small).resize(width, height, { kernel: 'cubic' }).jpeg({ quality: 90 }).toBuffer()
}

/** Where the system tells it (Linux): what each process holds, and has held at most. */
function look(peaks: { child: number; parent: number }): void {
  peaks.parent = Math.max(peaks.parent, process.memoryUsage.rss())
  for (const pid of childrenOf(process.pid)) {
    if (!read(`/proc/${pid}/cmdline`).includes('image-child')) continue
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1]
    peaks.child = Math.max(peaks.child, Number(peak ?? 0) * 1024)
  }
}

function childrenOf(pid: number): string[] {
  return read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean)
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
