import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sayError, sayPath } from '~/app/server/say-error'
import type { OpenDatabase } from '~/db/client'
import { departments } from '~/db/schema/people'
import { freshDatabase } from '~/test/support/database'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())

describe('what the log is told of a failure', () => {
  it('says which query failed and why, and none of the words that somebody handed in (L3)', async () => {
    const twice = { slug: 'x', name: '欧阳桂兰', nameEn: '13912345678', kind: 'township' as const }
    const failed = await open.db
      .insert(departments)
      .values([twice, twice])
      .then(
        () => undefined,
        (error: unknown) => error,
      )
    expect(String(failed)).toContain('欧阳桂兰')
    const said = sayError(failed)
    expect(said).toContain('insert into "departments"')
    expect(said).toContain('say-error.test.ts')
    expect(said).not.toMatch(/欧阳桂兰|13912345678/)
  })

  it('says what any other failure says', () => {
    expect(sayError(new TypeError('no such thing', { cause: new Error('the disk is full') }))).toMatch(
      /^TypeError: no such thing\n[\s\S]*caused by Error: the disk is full/,
    )
    expect(sayError('a word')).toBe('a word')
  })

  it('names no code of a receipt', () => {
    expect(sayPath('/registrations/K7QM-3F9P-XW2T/transcript.data')).toBe('/registrations/…/transcript.data')
    expect(sayPath('/receipts/K7QM-3F9P-XW2T.data')).toBe('/receipts/….data')
    expect(sayPath('/activities/7/register')).toBe('/activities/7/register')
  })
})
