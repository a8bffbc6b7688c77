import { getSchema } from '@tiptap/core'
import { Node } from '@tiptap/pm/model'
import { describe, expect, it } from 'vitest'
import { checkDocument, DocumentError } from '~/app/domain/interpretation-blocks/check-document'
import { isDataBlock } from '~/app/domain/interpretation-blocks/data-blocks'
import { anchoredTypes, documentExtensions } from '~/app/domain/interpretation-blocks/document'
import type { DocumentNode } from '~/app/domain/interpretations/types'
import type { MediaChoice } from '~/app/domain/media/choice-types'
import { readChartTable } from '~/app/ui/editor/chart-paste'
import { type BlockType, blockGroups, newBlock, newGallery, newPicture } from '~/app/ui/editor/new-block'

const sha = 'ab'.repeat(32)
const choice: MediaChoice = {
  id: 1,
  sha,
  kind: 'image',
  name: 'a.jpg',
  title: '停车场',
  alt: ' 小区门口的停车场 ',
  size: 1000,
  width: 800,
  height: 600,
  duration: null,
  hasCaptions: false,
  poster: null,
  department: '县住建局',
}

type Made = Exclude<BlockType, 'image' | 'gallery' | 'clauseQuote' | 'table'>
const offered: BlockType[] = blockGroups.flatMap(({ types }) => [...types])
const made = offered.filter(
  (type): type is Made => !['image', 'gallery', 'clauseQuote', 'table'].includes(type),
)

/** What a writer fills in, least of it. */
const filled: { [T in Made]?: Record<string, unknown> } = {
  chart: { title: '车位数', ...readChartTable('年份\t车位\n2023\t1200\n2024\t1850') },
  video: { sha, title: '局长说', moments: [{ second: 12, title: '怎么收费', clauseId: 6 }] },
  audio: { sha, title: '听政策', moments: [] },
  animation: { sha, alt: '车开进车位' },
  longImage: { sha, alt: '一图读懂', text: '图中的字' },
  beforeAfter: {
    title: '新旧对照',
    before: '原来',
    after: '现在',
    rows: [{ what: '收费', before: '无', after: '有', clauseId: null }],
  },
  audience: { rows: [{ who: '业主', what: '可以申请' }] },
  keyTerm: { term: '潮汐车位', definition: '白天晚上轮着用的车位' },
  timeline: { title: '日程', entries: [{ when: '1月1日', what: '施行' }] },
  download: { sha, title: '申请表' },
}

const doc = (...content: DocumentNode[]) => ({ type: 'doc', content })

/** As the editor hands it over: every attribute written out, with the defaults of the schema. */
function asEdited(block: DocumentNode): unknown {
  return Node.fromJSON(getSchema(documentExtensions), doc(block)).toJSON()
}

describe('the blocks that the editor makes', () => {
  it('are all that stand at the top, besides running text', () => {
    const running = ['heading', 'paragraph', 'bulletList', 'orderedList']
    expect([...offered].sort()).toEqual(anchoredTypes.filter((type) => !running.includes(type)).sort())
  })

  it.each(made)('%s begins as something the schema knows', (type) => {
    const block = asEdited(newBlock(type)) as DocumentNode
    expect(block.content?.[0]?.type).toBe(type)
  })

  it.each(made.filter(isDataBlock))(
    '%s is refused while it is empty, and taken once it is filled in',
    (type) => {
      expect(() => checkDocument(asEdited(newBlock(type)))).toThrow(DocumentError)
      const block = newBlock(type)
      const attrs = { ...block.attrs, ...filled[type], element: 'scope', clauses: [3, 4], anchor: null }
      expect(checkDocument(asEdited({ ...block, attrs })).content?.[0]?.attrs).toMatchObject(
        filled[type] ?? {},
      )
    },
  )

  it('questions, steps and pictures pass the check', () => {
    const blocks = [
      newBlock('qa'),
      newBlock('steps'),
      newGallery([choice, { ...choice, alt: '夜里' }]),
      newPicture(choice),
    ]
    for (const block of blocks) expect(() => checkDocument(asEdited(block))).not.toThrow()
    expect(newPicture(choice).attrs?.alt).toBe('小区门口的停车场')
  })

  it('a speech passes it once it has a speaker', () => {
    const block = newBlock('transcript')
    expect(() => checkDocument(asEdited(block))).toThrow(DocumentError)
    const speech = {
      ...block.content?.[0],
      type: 'speech',
      attrs: { speaker: '贺明川', role: '局长', second: 83 },
    }
    expect(() => checkDocument(asEdited({ ...block, content: [speech] }))).not.toThrow()
  })

  it('each is a copy: what is typed into one is not in the next', () => {
    const first = newBlock('audience')
    ;(first.attrs?.rows as { who: string }[])[0] = { who: '改过' }
    expect(newBlock('audience').attrs?.rows).toEqual([{ who: '', what: '' }])
  })
})
