import { open } from 'node:fs/promises'
import { ALL_FORMATS, FilePathSource, Input, type InputAudioTrack, type InputVideoTrack } from 'mediabunny'
import { MediaError, toConvert } from './kinds'

export type Recording = {
  kind: 'video' | 'audio'
  type: 'video/mp4' | 'video/webm' | 'audio/mp4' | 'audio/webm' | 'audio/ogg' | 'audio/mpeg'
  /** Seconds. */
  duration: number
  width: number | null
  height: number | null
  /** As a browser is asked about them: `avc1.64000c, mp4a.40.2`. */
  codecs: string
}

const longest = 6 * 3600
const containers: Record<string, { video?: Recording['type']; audio: Recording['type'] }> = {
  MP4: { video: 'video/mp4', audio: 'audio/mp4' },
  WebM: { video: 'video/webm', audio: 'audio/webm' },
  Ogg: { audio: 'audio/ogg' },
  MP3: { audio: 'audio/mpeg' },
}
const pictures = ['avc', 'vp8', 'vp9', 'av1']
const sounds = ['aac', 'mp3', 'opus', 'vorbis']
const names: Record<string, string> = { hevc: 'HEVC（H.265）', ac3: 'AC-3', eac3: 'E-AC-3', flac: 'FLAC' }

/** What a recording is made of; refused, with what to do, unless every current browser plays it. Reads only what it must of the file. */
export async function inspectRecordingFile(path: string): Promise<Recording> {
  await refuseCutOff(path)
  const input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS })
  try {
    return await read(input)
  } catch (error) {
    if (error instanceof MediaError) throw error
    throw new MediaError(`这个文件损坏或不完整，读不出里面的画面和声音。${toConvert}`)
  } finally {
    input.dispose()
  }
}

async function read(input: Input): Promise<Recording> {
  const { name } = await input.getFormat()
  const container = containers[name]
  if (!container) throw new MediaError(`${name} 文件在浏览器里放不出来。${toConvert}`)
  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()]
  if (!video && !audio) throw new MediaError(`这个文件里没有浏览器能放的画面或声音。${toConvert}`)
  const picture = video ? await checkPicture(video) : null
  const sound = audio ? await checkSound(audio) : null
  const type = video ? container.video : container.audio
  if (!type) throw new MediaError(`${name} 视频不是每个浏览器都能放。${toConvert}`)
  const duration = await input.computeDuration()
  if (!(duration > 0)) throw new MediaError('这个文件里没有内容，长度是零。')
  if (duration > longest) throw new MediaError('录音录像超过 6 小时，请剪短或者分成几段。')
  return {
    kind: video ? 'video' : 'audio',
    type,
    duration: Math.round(duration * 1000) / 1000,
    width: video?.displayWidth ?? null,
    height: video?.displayHeight ?? null,
    codecs: [picture, sound].filter(Boolean).join(', '),
  }
}

async function checkPicture(track: InputVideoTrack): Promise<string> {
  const { codec } = track
  const parameters = (await track.getCodecParameterString()) ?? ''
  if (!codec || !pictures.includes(codec))
    throw new MediaError(`画面是 ${names[codec ?? ''] ?? '少见的'} 编码，很多浏览器放不出来。${toConvert}`)
  // High 10, High 4:2:2 and High 4:4:4 come from cameras and are played by no browser.
  if (/^avc1\.(?:6e|7a|f4)/i.test(parameters))
    throw new MediaError(
      `画面是 10 位或 4:2:2 的 H.264，浏览器放不出来。请另存为普通的 H.264（8 位、4:2:0）再上传。`,
    )
  return parameters || codec
}

async function checkSound(track: InputAudioTrack): Promise<string> {
  const { codec } = track
  if (!codec || !sounds.includes(codec))
    throw new MediaError(`声音是 ${names[codec ?? ''] ?? '少见的'} 编码，很多浏览器放不出来。${toConvert}`)
  return (await track.getCodecParameterString()) ?? codec
}

/** ISO 14496-12: boxes follow each other, each with its length; one that ends behind the file was cut off. */
async function refuseCutOff(path: string): Promise<void> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const head = Buffer.alloc(16)
    await file.read(head, 0, 16, 0)
    if (head.toString('latin1', 4, 8) !== 'ftyp') return
    for (let at = 0, boxes = 0; at < size; boxes++) {
      const { bytesRead } = await file.read(head, 0, 16, at)
      const short = bytesRead >= 8 ? head.readUInt32BE(0) : size + 1
      const length = short === 0 ? size - at : short === 1 ? Number(head.readBigUInt64BE(8)) : short
      if (length < 8 || at + length > size || boxes > 100_000)
        throw new MediaError('这个文件不完整，可能没有传完或者没有保存完，无法播放。')
      at += length
    }
  } finally {
    await file.close()
  }
}
