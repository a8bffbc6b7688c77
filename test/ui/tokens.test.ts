import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('../../app/styles/tokens.css', import.meta.url), 'utf8')

const light = tokensAfter(':root {')
const systemDark = tokensAfter(':root:not([data-theme="light"]) {')
const chosenDark = tokensAfter(':root[data-theme="dark"] {')

const grounds = ['paper', 'sheet', 'shade']
const texts = ['ink', 'muted', 'link', 'act', 'act-strong', 'done', 'waiting']

describe('the colours of the tokens', () => {
  it('are the same in the dark that the system asks for and the dark that the reader chose', () => {
    expect(chosenDark).toEqual(systemDark)
  })

  it.each([
    ['light', light],
    ['dark', systemDark],
  ])('give every text in %s 4.5:1 on every ground (WCAG 2.2, 1.4.3)', (_name, tokens) => {
    for (const text of texts) {
      for (const ground of grounds) expectContrast(tokens, text, ground, 4.5)
    }
    expectContrast(tokens, 'on-act', 'act', 4.5)
    expectContrast(tokens, 'on-act', 'act-strong', 4.5)
    for (const text of ['ink', 'link']) {
      for (const ground of ['ins', 'del', 'mark']) expectContrast(tokens, text, ground, 4.5)
    }
    for (const ground of ['ins', 'del', 'mark']) expectContrast(tokens, 'muted', ground, 4.5)
  })

  it.each([
    ['light', light],
    ['dark', systemDark],
  ])('give the borders of fields in %s 3:1 on every ground (WCAG 2.2, 1.4.11)', (_name, tokens) => {
    for (const ground of grounds) expectContrast(tokens, 'border', ground, 3)
  })
})

function expectContrast(tokens: Record<string, string>, front: string, back: string, least: number) {
  const ratio = contrast(tokens[front] ?? '', tokens[back] ?? '')
  expect(ratio, `${front} on ${back}`).toBeGreaterThanOrEqual(least)
}

function tokensAfter(selector: string): Record<string, string> {
  const start = css.indexOf(selector) + selector.length
  const block = css.slice(start, css.indexOf('}', start))
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  )
}

function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
