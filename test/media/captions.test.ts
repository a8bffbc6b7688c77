import { describe, expect, it } from 'vitest'
import { CaptionsError, readCaptions } from '~/media/captions'

const read = (text: string) => readCaptions(Buffer.from(text, 'utf8'))
const refusal = (text: string) => {
  try {
    read(text)
  } catch (error) {
    if (error instanceof CaptionsError) return error.message
    throw error
  }
  return null
}

describe('WebVTT captions', () => {
  it('give their words and times, whatever the line ends, names and markup', () => {
    const { cues } = read(
      '\uFEFFWEBVTT 听证会\r\n\r\nNOTE 说明\r\n\r\n1\r\n00:01.000 --> 00:03.500 align:start\r\n<v 主持人>现在<b>开会</b>。\r\n\r\n01:00:00.250 --> 01:00:02.000\r\n请看第二条\r\n&lt;草案&gt;\r\n',
    )
    expect(cues).toEqual([
      { from: 1, to: 3.5, words: '主持人：现在开会。' },
      { from: 3600.25, to: 3602, words: '请看第二条\n<草案>' },
    ])
  })

  it('may overlap, as two people do', () => {
    expect(read('WEBVTT\n\n00:01.000 --> 00:03.000\n甲\n\n00:02.000 --> 00:04.000\n乙\n').cues).toHaveLength(
      2,
    )
  })

  it.each([
    ['另一种格式', '1\n00:00:01,000 --> 00:00:02,000\n你好\n', '不是 WebVTT'],
    ['没有一条', 'WEBVTT\n', '没有一条字幕'],
    ['没有空行', 'WEBVTT\n00:01.000 --> 00:02.000\n你好\n', '要空一行'],
    ['逗号', 'WEBVTT\n\n00:01,000 --> 00:02,000\n你好\n', '时间写得不对'],
    ['倒过来', 'WEBVTT\n\n00:03.000 --> 00:02.000\n你好\n', '结束时间不晚于开始时间'],
    ['次序', 'WEBVTT\n\n00:05.000 --> 00:06.000\n后\n\n00:01.000 --> 00:02.000\n先\n', '早于前一条'],
    ['没有文字', 'WEBVTT\n\n00:01.000 --> 00:02.000\n\n', '没有文字'],
    ['没有时间', 'WEBVTT\n\n只有文字\n', '没有时间'],
  ])('are refused in words: %s', (_what, text, words) => {
    expect(refusal(text)).toContain(words)
  })

  it('are refused in another encoding than UTF-8', () => {
    const gbk = Buffer.concat([Buffer.from('WEBVTT\n\n00:01.000 --> 00:02.000\n'), Buffer.from([0xc4, 0xe3])])
    expect(() => readCaptions(gbk)).toThrow('不是 UTF-8')
  })

  it('of 2,000 cues are read at once', () => {
    const cue = (at: number) =>
      `00:${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}.000 --> 01:30:00.000\n第${at}句\n`
    const text = `WEBVTT\n\n${Array.from({ length: 2000 }, (_, at) => cue(at)).join('\n')}`
    expect(read(text).cues).toHaveLength(2000)
  })

  it('with one that is endless are refused, at once', () => {
    const began = performance.now()
    const endless = `WEBVTT\n\n00:01.000 --> 00:03.000\n${'<'.repeat(1_900_000)}\n`
    expect(() => readCaptions(Buffer.from(endless))).toThrow('第 1 条字幕太长')
    expect(performance.now() - began).toBeLessThan(2000)
  })
})
