import { describe, expect, it } from 'vitest'
import { type MessageKey, translate } from '~/app/ui/catalogue'
import { sayChanges } from '~/app/ui/compared-clauses'

const zh = (key: MessageKey, values?: Record<string, string | number>) => translate('zh', key, values)
const en = (key: MessageKey, values?: Record<string, string | number>) => translate('en', key, values)
const none = { changed: 0, added: 0, removed: 0, moved: 0 }

describe('what changed between two versions, in one sentence', () => {
  it('leaves out what is zero', () => {
    expect(sayChanges({ ...none, changed: 3, same: 23 }, zh)).toBe('修改 3 条；其余 23 条没有变。')
    expect(sayChanges({ ...none, changed: 3, removed: 1 }, zh)).toBe('修改 3 条，删除 1 条。')
    expect(sayChanges({ ...none, changed: 3, moved: 1, same: 23 }, en)).toBe(
      'Clauses: 3 changed, 1 moved; the other 23 unchanged.',
    )
  })

  it('says kindly that two versions are the same', () => {
    expect(sayChanges({ ...none, same: 26 }, zh)).toBe('两个版本的条文一样，没有改动。')
  })
})
