import { describe, expect, it } from 'vitest'
import { checkCaptions } from '~/media/caption-check'

const faults = (words: string, duration: number | null = 10) => {
  const read = checkCaptions(words, duration)
  return read.ok ? [] : read.faults.map(({ line, message }) => `${line} ${message}`)
}

describe('captions beside their recording', () => {
  it('are taken as they are', () => {
    const vtt = 'WEBVTT\n\n00:00.000 --> 00:02.500\n一\n\n00:02.500 --> 00:10.200\n二\n'
    expect(checkCaptions(vtt, 10)).toMatchObject({
      ok: true,
      text: vtt,
      cues: [{ words: '一' }, { to: 10.2 }],
    })
  })

  it('of SubRip become WebVTT', () => {
    const read = checkCaptions('1\r\n00:00:01,000 --> 00:00:02,000\r\n你好，再见\r\n', 10)
    expect(read).toMatchObject({ ok: true, text: 'WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\n你好，再见\n' })
  })

  it('that overlap or end after the recording are refused, each with its line', () => {
    const vtt =
      'WEBVTT\n\n\n1\n00:01.000 --> 00:04.000\n一\n\n00:03.000 --> 00:05.000\n二\n\n00:09.000 --> 00:19.000\n三\n'
    expect(faults(vtt)).toEqual([
      expect.stringMatching(/^8 第 2 条.*叠在一起/),
      expect.stringMatching(/^11 第 3 条.*只有 00:10/),
    ])
  })

  it.each([
    [
      'out of order',
      'WEBVTT\n\n00:05.000 --> 00:06.000\n后\n\n00:01.000 --> 00:02.000\n先\n',
      /^6 .*早于前一条/,
    ],
    ['with no words', 'WEBVTT\n\n00:01.000 --> 00:02.000\n\n00:03.000 --> 00:04.000\n二\n', /^3 .*没有文字/],
    ['with a wrong time', 'WEBVTT\n\nNOTE 甲\n\n00:1.000 --> 00:02.000\n一\n', /^5 .*时间写得不对/],
    ['of another kind', '你好\n', /^1 .*WebVTT/],
    ['of nothing', 'WEBVTT\n', /没有一条字幕/],
  ])('%s are refused with the line', (_, vtt, words) => {
    expect(faults(vtt)[0]).toMatch(words)
  })
})
