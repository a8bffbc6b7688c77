import { describe, expect, it } from 'vitest'
import { inspectRecording, largestRecording, RecordingError } from '~/media/recordings'

const box = (name: string, content: Uint8Array) => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(content.length + 8)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, content])
}
const film = (brand: string) =>
  Buffer.concat([
    box('ftyp', Buffer.from(`${brand}\0\0\0\0`, 'latin1')),
    box('moov', Buffer.alloc(32)),
    box('mdat', Buffer.alloc(64)),
  ])

describe('a recording is what its content says', () => {
  it('MP4, M4A, WebM and MP3, with or without a tag', () => {
    expect(inspectRecording(film('isom'))).toBe('video/mp4')
    expect(inspectRecording(film('M4A '))).toBe('audio/mp4')
    const webm = Buffer.concat([
      Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84]),
      Buffer.from('webm rest'),
    ])
    expect(inspectRecording(webm)).toBe('video/webm')
    expect(inspectRecording(Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1'))).toBe('audio/mpeg')
    expect(inspectRecording(Buffer.from([0xff, 0xfb, 0x90, 0x64]))).toBe('audio/mpeg')
  })

  it('is refused in words where it is something else, cut off, empty or too large', () => {
    const refused = (bytes: Uint8Array) => expect(() => inspectRecording(bytes))
    refused(new Uint8Array()).toThrow('空的')
    refused(Buffer.from('<svg></svg>')).toThrow('只接受 MP4')
    refused(Buffer.from('RIFF0000WAVEfmt ')).toThrow('只接受 MP4')
    refused(Buffer.from([0x1a, 0x45, 0xdf, 0xa3, ...Buffer.from('matroska')])).toThrow('只接受 MP4')
    refused(film('isom').subarray(0, 40)).toThrow('不完整')
    refused(new Uint8Array(largestRecording + 1)).toThrow(RecordingError)
  })
})
