import { describe, expect, it } from 'vitest'
import { elements } from '~/app/domain/interpretation-blocks/elements'
import { checklistOf } from '~/app/domain/interpretation-writing/checklist'
import { copiedFrom } from '~/app/domain/interpretation-writing/copied'
import { mediaFindings } from '~/app/domain/interpretations/media-rules'
import { interpretationFindings } from '~/app/domain/interpretations/rules'
import type { DocumentNode } from '~/app/domain/interpretations/types'
import { mediaFact } from '../interpretation-blocks/media-fact'

const doc = (...content: DocumentNode[]): DocumentNode => ({ type: 'doc', content })
const paragraph = (text: string, attrs: Record<string, unknown> = {}): DocumentNode => ({
  type: 'paragraph',
  attrs,
  ...(text ? { content: [{ type: 'text', text }] } : {}),
})

describe('the nine elements (I3)', () => {
  it('are met where a block says so, or is one by itself, each with its places; an empty block meets none', () => {
    const audience = { rows: [{ who: '老人', what: '免费' }], except: '' }
    const entries = checklistOf(
      doc(
        paragraph('为什么要办', { anchor: 'b-1111', element: 'background' }),
        paragraph('再说为什么', { anchor: 'b-2222', element: 'background' }),
        paragraph('', { anchor: 'b-3333', element: 'notes' }),
        { type: 'audience', attrs: { anchor: 'b-4444', ...audience } },
        { type: 'audience', attrs: { anchor: 'b-5555', element: 'benefits', ...audience } },
        paragraph('不算', { anchor: 'b-6666' }),
      ),
    )
    expect(entries.map(({ element }) => element)).toEqual([...elements])
    expect(entries.filter(({ isMet }) => isMet).map(({ element, anchors }) => [element, ...anchors])).toEqual(
      [
        ['background', 'b-1111', 'b-2222'],
        ['scope', 'b-4444'],
        ['benefits', 'b-5555'],
      ],
    )
  })
})

describe('the share that repeats the policy (I3)', () => {
  const clauses = new Map([
    [7, '每台电梯补贴二十万元，由县财政承担。'],
    [8, '本办法自二〇二六年十二月一日起施行。'],
  ])

  it('is told with each place and its clause, however it is punctuated; quotations do not count', () => {
    const { share, places } = copiedFrom(
      doc(
        paragraph('县里出钱，您不用垫付一分钱！', { anchor: 'b-aaaa' }),
        paragraph('每台电梯补贴二十万元 由县财政承担；', { anchor: 'b-bbbb' }),
        {
          type: 'clauseQuote',
          attrs: { clauseId: 8, label: '第三条', text: '本办法自二〇二六年十二月一日起施行。' },
        },
      ),
      clauses,
    )
    expect(places).toEqual([{ anchor: 'b-bbbb', sentence: '每台电梯补贴二十万元 由县财政承担', clauseId: 7 }])
    expect(share).toBeCloseTo(16 / (16 + 12), 2)
    expect(copiedFrom(doc(), clauses)).toEqual({ share: 0, places: [] })
  })

  it('warns from 60 percent on', () => {
    const facts = {
      ...{ form: 'figure' as const, interpreterName: '贺明川', interpreterTitle: '局长', images: 1 },
      ...{ quotations: [], elements: [...elements], media: [], openRemarks: 0, clauses, otherForms: [] },
    }
    const place = { anchor: null, sentence: '每台电梯补贴二十万元', clauseId: 7 }
    const warned = (share: number) =>
      interpretationFindings({ ...facts, copied: { share, places: [place] } }).map(({ id }) => id)
    expect(warned(0.59)).toEqual([])
    expect(warned(0.6)).toEqual(['I3'])
    const missing = interpretationFindings({
      ...{ ...facts, copied: { share: 0, places: [] } },
      elements: elements.filter((element) => element !== 'terms' && element !== 'scope'),
    })
    expect(missing).toMatchObject([{ id: 'I3', level: 'warn' }])
    expect(missing[0]?.message).toContain('涉及范围、关键词解释')
  })
})

describe('the files of an interpretation', () => {
  const named = { licence: '云岭县融媒体中心授权使用', source: '云岭县融媒体中心', people: '' }

  it('block where a recording has neither captions in Chinese nor a transcript (L7)', () => {
    const video = { ...mediaFact({ sha: 'a'.repeat(64), kind: 'video' }), ...named }
    expect(mediaFindings([video])).toMatchObject([{ id: 'L7', level: 'block' }])
    const english = { ...video, captions: [{ lang: 'en' as const, vtt: 'WEBVTT' }] }
    expect(mediaFindings([english])).toMatchObject([{ id: 'L7', level: 'block' }])
    expect(mediaFindings([{ ...video, captions: [{ lang: 'zh' as const, vtt: 'WEBVTT' }] }])).toEqual([])
    expect(mediaFindings([{ ...video, transcript: '大家好' }])).toEqual([])
  })

  it('block where a Lottie animation has no still picture to stand first (L7)', () => {
    const lottie = { ...mediaFact({ sha: 'c'.repeat(64), kind: 'lottie' }), ...named }
    expect(mediaFindings([lottie])).toMatchObject([{ id: 'L7', level: 'block' }])
    const poster = { id: 2, sha: 'd'.repeat(64), width: 600, height: 300, placeholder: null }
    expect(mediaFindings([{ ...lottie, poster }])).toEqual([])
  })

  it('warn where nobody wrote whence it comes, whether it may be used, or whether who is seen agreed', () => {
    const picture = { ...mediaFact({ sha: 'b'.repeat(64) }), ...named }
    expect(mediaFindings([{ ...picture, licence: ' ' }])).toMatchObject([{ id: 'M2', level: 'warn' }])
    expect(mediaFindings([{ ...picture, people: '讲解员林某' }])).toMatchObject([{ id: 'L2', level: 'warn' }])
    expect(mediaFindings([{ ...picture, people: '林某，尚未征得同意' }])).toMatchObject([{ id: 'L2' }])
    expect(mediaFindings([{ ...picture, people: '讲解员林某，已书面同意' }])).toEqual([])
  })
})
