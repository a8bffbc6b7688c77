import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkLottie, largestLottie } from '~/media/lottie'

const fixture = (name: string) => readFileSync(`test/media/fixtures/${name}`)
const spin = JSON.parse(fixture('spin.json').toString('utf8'))
const bytes = (value: unknown) => Buffer.from(JSON.stringify(value))
const pixel = 'data:image/png;base64,iVBORw0KGgo='

describe('a Lottie animation', () => {
  it('is taken with its size and length when it holds shapes, movement and embedded pictures', () => {
    expect(checkLottie(fixture('spin.json'))).toEqual({ width: 320, height: 180, duration: 2 })
    const asset = { id: 'a', w: 1, h: 1, e: 1, u: '', p: pixel }
    expect(checkLottie(bytes({ ...spin, assets: [asset, { id: 'b', layers: [] }] })).width).toBe(320)
  })

  it.each([
    ['has an expression', fixture('expression.json'), '表达式'],
    ['fetches a picture', bytes({ ...spin, assets: [{ p: 'https://example.com/a.png' }] }), '嵌入图片'],
    ['fetches from a folder', bytes({ ...spin, assets: [{ u: 'images/', p: 'a.png' }] }), '嵌入图片'],
    [
      'fetches by its folder alone',
      bytes({ ...spin, assets: [{ u: 'https://a.example/a', p: '' }] }),
      '嵌入',
    ],
    ['hides its pictures in no list', bytes({ ...spin, assets: { 0: { p: 'a.png' }, length: 1 } }), '不该有'],
    ['hides its fonts in no list', bytes({ ...spin, fonts: { list: { length: 1 } } }), '不该有'],
    ['embeds an SVG', bytes({ ...spin, assets: [{ p: 'data:image/svg+xml;base64,PHN2Zz4=' }] }), '嵌入图片'],
    ['fetches a font', bytes({ ...spin, fonts: { list: [{ fPath: 'https://example.com/f' }] } }), '字体'],
    ['is another JSON', bytes({ name: 'package' }), '不是 Lottie'],
    ['is no JSON', Buffer.from('{"v":'), '读不出来'],
    ['never ends', bytes({ ...spin, op: 1e9 }), '两分钟'],
    ['is too large', Buffer.alloc(largestLottie + 1, 0x20), '2 MB'],
    [
      'would change the prototype',
      Buffer.from(`{"__proto__":1,${fixture('spin.json').toString().slice(1)}`),
      '不该有',
    ],
    [
      'is nested without end',
      Buffer.from(`${JSON.stringify(spin).slice(0, -1)},"n":${'['.repeat(90)}${']'.repeat(90)}}`),
      '太深',
    ],
  ])('is refused when it %s', (_, file, words) => {
    expect(() => checkLottie(file)).toThrow(words)
  })
})
