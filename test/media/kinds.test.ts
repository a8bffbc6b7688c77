import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { inspectRecordingFile } from '~/media/av'
import { inspectDocument } from '~/media/documents'
import { checkImage } from '~/media/inspect'
import { familyOf } from '~/media/kinds'

const fixture = (name: string) => `test/media/fixtures/${name}`
const bytes = (text: string) => Buffer.from(text, 'latin1')

describe('a file is what it holds, whatever its name says', () => {
  it.each([
    ['PNG', bytes('\x89PNG\r\n\x1a\n'), 'image'],
    ['JPEG', bytes('\xff\xd8\xff\xe0'), 'image'],
    ['WebP', bytes('RIFF\x10\0\0\0WEBPVP8 '), 'image'],
    ['GIF', bytes('GIF89a'), 'image'],
    ['AVIF', bytes('\0\0\0\x1cftypavif'), 'image'],
    ['AVIF with the general brand first', bytes('\0\0\0\x20ftypmif1\0\0\0\0mif1avif'), 'image'],
    ['SVG', Buffer.from('<?xml version="1.0"?>\n<!-- 图 -->\n<svg xmlns="x">'), 'image'],
    ['MP4', readFileSync(fixture('clip.mp4')), 'recording'],
    ['WebM', readFileSync(fixture('clip.webm')), 'recording'],
    ['MP3', readFileSync(fixture('tone.mp3')), 'recording'],
    ['M4A', readFileSync(fixture('tone.m4a')), 'recording'],
    ['OGG', readFileSync(fixture('tone.ogg')), 'recording'],
    ['Lottie', readFileSync(fixture('spin.json')), 'lottie'],
    ['PDF', bytes('%PDF-1.7'), 'document'],
    ['zip of an office', bytes('PK\x03\x04'), 'document'],
    ['UTF-8', Buffer.from('街道,车位\n东街,120\n'), 'document'],
    ['GB 18030', Buffer.from([0xb3, 0xb5, 0xce, 0xbb]), 'document'],
  ])('%s', (_, head, family) => {
    expect(familyOf(head.subarray(0, 4096))).toBe(family)
  })

  it.each([
    ['AVI', 'RIFF\x10\0\0\0AVI LIST', /AVI.*MP4.*H\.264/],
    ['WAV', 'RIFF\x10\0\0\0WAVEfmt ', /WAV.*MP3/],
    ['WMV', '0&\xb2\x75\x8e\x66\xcf\x11', /WMV.*MP4/],
    ['FLV', 'FLV\x01\x05', /FLV.*MP4/],
    ['RMVB', '.RMF\0', /RMVB.*MP4/],
    ['MKV', '\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\x23\x42\x82\x88matroska', /MKV.*WebM/],
    ['MOV', '\0\0\0\x14ftypqt  ', /QuickTime.*MP4/],
    ['HEIC', '\0\0\0\x18ftypheic', /HEIC.*JPEG/],
    ['TIFF', 'II*\0', /TIFF.*JPEG/],
    ['RAR', 'Rar!\x1a\x07', /RAR.*逐个/],
    ['a program', 'MZ\x90\0', /程序/],
    ['a web page', '<!DOCTYPE html><p>', /网页/],
    ['nothing known', '\x01\x02\x03\x04', /看不出.*MP4/],
    ['nothing', '', /空/],
  ])('%s is refused by name, with what to do', (_, head, words) => {
    expect(() => familyOf(bytes(head))).toThrow(words)
  })
})

describe('a file that was made to be looked at for ever', () => {
  it('is known as quickly as any other: comments in a row before no picture', () => {
    const head = Buffer.from('<!---->'.repeat(580))
    const begun = performance.now()
    expect(familyOf(head)).toBe('document')
    expect(() => checkImage(head)).toThrow('只接受')
    expect(performance.now() - begun).toBeLessThan(500)
  })
})

describe('a recording', () => {
  it.each([
    ['clip.webm', { kind: 'video', type: 'video/webm', width: 320, height: 180 }, /^vp09.*, opus$/],
    ['silent.webm', { kind: 'video', type: 'video/webm', width: 320 }, /^vp09[^,]*$/],
    ['clip.mp4', { kind: 'video', type: 'video/mp4', duration: 3 }, /^avc1\.\w+, mp4a/],
    ['tone.m4a', { kind: 'audio', type: 'audio/mp4', duration: 3, width: null }, /^mp4a/],
    ['tone.mp3', { kind: 'audio', type: 'audio/mpeg' }, /^mp3$/],
    ['tone.ogg', { kind: 'audio', type: 'audio/ogg', duration: 3 }, /^opus$/],
  ])('%s says its length, its size and its codecs', async (name, facts, codecs) => {
    const read = await inspectRecordingFile(fixture(name))
    expect(read).toMatchObject(facts)
    expect(read.codecs).toMatch(codecs)
    expect(read.duration).toBeGreaterThan(2.9)
  })

  it('in HEVC is refused with what to do', async () => {
    await expect(inspectRecordingFile(fixture('hevc.mp4'))).rejects.toThrow(/HEVC（H\.265）.*H\.264/)
  })

  it('that was cut off is refused', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gongyi-cut-'))
    const whole = readFileSync(fixture('clip.mp4'))
    await writeFile(`${folder}/cut`, whole.subarray(0, whole.length - 200))
    await expect(inspectRecordingFile(`${folder}/cut`)).rejects.toThrow('不完整')
    await rm(folder, { recursive: true })
  })
})

describe('a document', () => {
  const types = strToU8('<Types/>')
  const word = { '[Content_Types].xml': types, 'word/document.xml': strToU8('<w/>') }
  const excel = { '[Content_Types].xml': types, 'xl/workbook.xml': strToU8('<x/>') }
  const calc = { mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'), 'content.xml': types }
  const pdf = bytes('%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n')

  it.each([
    ['Word', zipSync(word), 'a.zip', /wordprocessingml\.document$/],
    ['Excel', zipSync(excel), 'a.txt', /spreadsheetml\.sheet$/],
    ['ODS', zipSync(calc, { level: 0 }), 'a.ods', /opendocument\.spreadsheet$/],
    ['PDF', pdf, 'a.doc', /^application\/pdf$/],
    ['CSV', Buffer.from('街道,车位\n'), '车位.csv', /^text\/csv$/],
    ['text', Buffer.from('说明'), '说明.txt', /^text\/plain$/],
  ])('%s', (_, file, name, type) => {
    expect(inspectDocument(file, name)).toMatch(type)
  })

  it.each([
    ['macros', zipSync({ ...excel, 'xl/vbaProject.bin': types }), /宏/],
    ['a zip of anything', zipSync({ 'a.html': types }), /压缩包/],
    ['slides', zipSync({ 'ppt/presentation.xml': types }), /演示文稿.*PDF/],
    ['a PDF that was cut off', pdf.subarray(0, 20), /不完整/],
    ['a PDF with a program', bytes('%PDF-1.7\n/S /JavaScript\nstartxref\n9\n%%EOF\n'), /程序/],
  ])('with %s is refused', (_, file, words) => {
    expect(() => inspectDocument(file, 'a')).toThrow(words)
  })
})
