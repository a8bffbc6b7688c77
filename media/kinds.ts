/** A file that is not taken into the library; the message is shown to the person who uploaded it. */
export class MediaError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MediaError'
  }
}

/** How a file is read further: by sharp, by mediabunny, as Lottie, or as a document. */
export type Family = 'image' | 'recording' | 'lottie' | 'document'

export const toConvert = '请先用剪辑或转码软件另存为 MP4（H.264 画面、AAC 声音）或 WebM 再上传。'
const toConvertSound = '请先另存为 MP3 或 M4A 再上传。'
const packed = '压缩包不收：看的人不知道里面是什么。请把里面的文件逐个上传。'
const toConvertPicture = '请先另存为 JPEG 或 PNG 再上传。'

/** What a file begins with (`?` is any byte) and why it is not taken; known by name so that the person knows what to do. */
const refused: [begins: string[], why: string][] = [
  [['RIFF????AVI '], `AVI 视频在浏览器里放不出来。${toConvert}`],
  [['RIFF????WAVE'], `WAV 声音没有压缩，太大。${toConvertSound}`],
  [['0&\xb2\x75\x8e\x66\xcf\x11'], `WMV、WMA 在浏览器里放不出来。${toConvert}`],
  [['FLV\x01'], `FLV 视频在浏览器里放不出来。${toConvert}`],
  [['.RMF'], `RM、RMVB 在浏览器里放不出来。${toConvert}`],
  [['\0\0\x01\xba', '\0\0\x01\xb3'], `MPEG-1、MPEG-2 视频在浏览器里放不出来。${toConvert}`],
  [[`G${'?'.repeat(187)}G${'?'.repeat(187)}G`], `TS 视频在浏览器里放不出来。${toConvert}`],
  [['????ftypqt  '], `MOV（QuickTime）视频不是每个浏览器都能放。${toConvert}`],
  [['????ftyp3g'], `3GP 视频在浏览器里放不出来。${toConvert}`],
  [['????moov', '????mdat', '????wide'], `这是旧式的 QuickTime 视频。${toConvert}`],
  [
    ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'].map((brand) => `????ftyp${brand}`),
    `HEIC 照片在多数浏览器里看不到。${toConvertPicture}`,
  ],
  [['fLaC'], `FLAC 声音太大。${toConvertSound}`],
  [['#!AMR'], `AMR 录音在浏览器里放不出来。${toConvertSound}`],
  [['MThd'], `MIDI 不是录音，浏览器放不出来。${toConvertSound}`],
  [['II*\0', 'MM\0*'], `TIFF 图片在浏览器里看不到。${toConvertPicture}`],
  [['BM????\0\0\0\0'], `BMP 图片太大。${toConvertPicture}`],
  [['8BPS'], `PSD 是制图软件的文件。${toConvertPicture}`],
  [['%!PS', '\xc5\xd0\xd3\xc6'], 'EPS、PS 文件不能直接看。请另存为 PDF 或 SVG 再上传。'],
  [['Rar!'], `RAR ${packed}`],
  [['7z\xbc\xaf'], `7z ${packed}`],
  [['\x1f\x8b'], `gzip ${packed}`],
  [['MZ', '\x7fELF', '#!'], '这是程序，不收。'],
  [['wOFF', 'wOF2', 'OTTO', '\0\x01\0\0\0'], '这是字体文件，不收。'],
]

const images = [
  '\x89PNG\r\n\x1a\n',
  '\xff\xd8\xff',
  'RIFF????WEBP',
  'GIF87a',
  'GIF89a',
  '????ftypavif',
  '????ftypavis',
]
const recordings = ['????ftyp', 'OggS', 'ID3']
const documents = ['%PDF-', 'PK\x03\x04', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1']
/** No comment may end within another, or a row of them would be tried in every grouping. */
const svg =
  /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*(?:<!DOCTYPE svg[^>[]*(?:\[[\s\S]*?\])?>\s*)?<svg[\s>]/i

/** What a file is by its first bytes, whatever its name says; refused kinds are named, with what to do. */
export function familyOf(head: Uint8Array): Family {
  if (head.length === 0) throw new MediaError('这个文件是空的。')
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, 4096)).toString('latin1')
  const isOneOf = (patterns: string[]) => patterns.some((pattern) => beginsLike(text, pattern))
  if (isOneOf(images) || svg.test(text) || isAvifBesides(text)) return 'image'
  const found = refused.find(([begins]) => isOneOf(begins))
  if (found) throw new MediaError(found[1])
  if (beginsLike(text, '\x1a\x45\xdf\xa3')) {
    if (text.slice(4, 64).includes('webm')) return 'recording'
    throw new MediaError(`MKV 视频在浏览器里放不出来。${toConvert}`)
  }
  if (isOneOf(recordings) || isMp3Frame(head)) return 'recording'
  return isOneOf(documents) ? 'document' : familyOfText(head)
}

function beginsLike(text: string, pattern: string): boolean {
  return text.length >= pattern.length && [...pattern].every((sign, at) => sign === '?' || sign === text[at])
}

/** Some writers name the general brand first and say AVIF among the compatible ones. */
function isAvifBesides(text: string): boolean {
  return beginsLike(text, '????ftypmif1') && text.slice(16, 40).includes('avif')
}

/** MPEG audio, layer III, with a bit rate and a sampling rate that exist. */
function isMp3Frame([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  const isLayer3 = first === 0xff && (second & 0xe6) === 0xe2 && (second & 0x18) !== 0x08
  return isLayer3 && third >> 4 !== 0 && third >> 4 !== 15 && (third & 0x0c) !== 0x0c
}

function familyOfText(head: Uint8Array): Family {
  const text = decode(head)
  if (text === undefined || hasControls(text))
    throw new MediaError(
      '看不出这是什么文件。接受的有：图片（PNG、JPEG、WebP、GIF、AVIF、SVG）、视频（MP4、WebM）、声音（MP3、M4A、OGG、WebM）、Lottie 动画，以及 PDF、Word、Excel、ODT、ODS、CSV、TXT 文件。',
    )
  if (/^\s*(?:<!doctype html|<html|<head|<body|<script)/i.test(text))
    throw new MediaError('这是网页文件，不收。请把内容贴进解读，或者另存为 PDF。')
  return /^\s*\{/.test(text) ? 'lottie' : 'document'
}

function hasControls(text: string): boolean {
  return [...text].some((sign) => sign < ' ' && !'\t\n\v\f\r\x1b'.includes(sign))
}

/** The words of a text file in one of the two encodings that are met; the head may end within a character. */
export function decode(bytes: Uint8Array): string | undefined {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
    } catch {
      // The next one.
    }
  }
  return undefined
}
