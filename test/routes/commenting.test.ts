import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { terminateConsultation } from '~/app/domain/consultations/terminate.server'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import { consultations } from '~/db/schema/consultations'
import { type AConsultation, systemAt } from '~/test/domain/comments/a-consultation'
import { aJpegWithPlace, aPdf } from '~/test/media/some-files'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'
import { good, openNow, post, textOf, tracesOf, withFiles, words } from './comment-forms'

let open: OpenDatabase
let consultation: AConsultation
let other: AConsultation

beforeAll(async () => {
  open = await freshDatabase()
  consultation = await openNow(open.db)
  other = await openNow(open.db)
})
afterAll(() => open.close())

type Bad = {
  status: number
  says: string
  /** The author's words stand on the page. */
  keeps?: string
  ask: () => Promise<Response> | Response
}

const bad: Record<string, Bad> = {
  'no body at all': {
    status: 400,
    says: '提交的内容不完整',
    ask: () => handleRequest(paths.commentForm(consultation.id), { method: 'POST' }),
  },
  'an empty form': { status: 422, says: '请写下您的意见', ask: () => post({}, consultation.id) },
  'no words': {
    status: 422,
    says: '请写下您的意见',
    ask: () => post({ ...good(), body: ' \n ' }, consultation.id),
  },
  '5001 characters': {
    status: 422,
    says: '现在有 5001 个字',
    keeps: '字'.repeat(5001),
    ask: () => post({ ...good(), body: '字'.repeat(5001) }, consultation.id),
  },
  'a body over 1 MB': {
    status: 413,
    says: '超过 1 MB',
    ask: () => post({ ...good(), body: 'x'.repeat(1024 * 1024) }, consultation.id),
  },
  'fields that nobody asked for, over 64 KB together': {
    status: 422,
    says: '超过 64 KB',
    keeps: words,
    ask: () => post({ ...good(), one: '字'.repeat(11_000), other: 'x'.repeat(33_000) }, consultation.id),
  },
  'NUL bytes': {
    status: 422,
    says: '无法识别的字符',
    keeps: '前后',
    ask: () => post({ ...good(), body: '前\0后' }, consultation.id),
  },
  'half a character': {
    status: 422,
    says: '无法识别的字符',
    keeps: '前',
    ask: () => handleRequest(paths.commentForm(consultation.id), urlencodedBytes('%E5%89%8D%ED%A0%BD')),
  },
  'a form that was cut off': {
    status: 400,
    says: '提交的内容不完整',
    ask: () => handleRequest(paths.commentForm(consultation.id), cutOff()),
  },
  'a clause that is none': {
    status: 422,
    says: '请选择本次征求意见稿中的条文',
    keeps: words,
    ask: () => post({ ...good(), clauseId: '999999' }, consultation.id),
  },
  'a clause of another text': {
    status: 422,
    says: '请选择本次征求意见稿中的条文',
    keeps: words,
    ask: () => post({ ...good(), clauseId: String(other.clauseIds[0]) }, consultation.id),
  },
  'a clause that is no number': {
    status: 422,
    says: '请选择本次征求意见稿中的条文',
    keeps: words,
    ask: () => post({ ...good(), clauseId: "1' or 1=1" }, consultation.id),
  },
  'words that the clause does not say': {
    status: 422,
    says: '县城道路路灯每日18时开启',
    keeps: words,
    ask: () =>
      post({ ...good(), clauseId: String(consultation.clauseIds[1]), quote: '路灯常亮' }, consultation.id),
  },
  'a consultation that is none': { status: 404, says: '没有找到', ask: () => post(good(), 999_999) },
  'a consultation that is not published': {
    status: 404,
    says: '没有找到',
    ask: async () => post(good(), (await openNow(open.db, -10, 20, false)).id),
  },
  'a consultation that has closed': {
    status: 410,
    says: '这条意见没有收进来',
    keeps: words,
    ask: async () => post(good(), (await openNow(open.db, -10, -1)).id),
  },
  'a consultation that opens later': {
    status: 422,
    says: '请到时再提交',
    keeps: words,
    ask: async () => post(good(), (await openNow(open.db, 2, 20)).id),
  },
  'no key': {
    status: 422,
    says: '不完整或者已经过期',
    keeps: words,
    ask: () => post({ body: words }, consultation.id),
  },
  'a short key': {
    status: 422,
    says: '不完整或者已经过期',
    keeps: words,
    ask: () => post({ ...good(), key: 'x' }, consultation.id),
  },
  'a person without a name': {
    status: 422,
    says: '请写下姓名',
    keeps: words,
    ask: () => post({ ...good(), authorKind: 'person' }, consultation.id),
  },
  'an e-mail address that is none': {
    status: 422,
    says: '邮箱地址不完整',
    keeps: words,
    ask: () => post({ ...good(), wishEmail: 'zhao@' }, consultation.id),
  },
  'a group that the matter does not name': {
    status: 422,
    says: '请从列表中选择群体',
    keeps: words,
    ask: () => post({ ...good(), affectedGroup: '所有人' }, consultation.id),
  },
  'six files': {
    status: 422,
    says: '最多可以附 5 个文件',
    keeps: words,
    ask: () =>
      post(
        withFiles(
          good(),
          Array.from({ length: 6 }, () => ({ name: 'a.pdf', bytes: aPdf() })),
        ),
        consultation.id,
      ),
  },
  'a file of another kind under a good name': {
    status: 422,
    says: '“照片.png”的内容不是 PDF、Word、JPEG 或 PNG',
    keeps: words,
    ask: () =>
      post(withFiles(good(), [{ name: '照片.png', bytes: Buffer.from('MZ program') }]), consultation.id),
  },
  'a good file and a broken one': {
    status: 422,
    says: '不是完整的图片',
    keeps: words,
    ask: async () => {
      const jpeg = await aJpegWithPlace()
      const broken = { name: 'b.jpg', bytes: jpeg.subarray(0, 400) }
      return post(withFiles(good(), [{ name: 'a.pdf', bytes: aPdf() }, broken]), consultation.id)
    },
  },
  'a file of 11 MB': {
    status: 422,
    says: '超过 10 MB',
    keeps: words,
    ask: () =>
      post(
        withFiles(good(), [{ name: 'a.pdf', bytes: Buffer.alloc(11 * 1024 * 1024, 0x20) }]),
        consultation.id,
      ),
  },
  'files of 53 MB': {
    status: 413,
    says: '超过 52 MB',
    ask: () =>
      post(
        withFiles(good(), [{ name: 'a.pdf', bytes: Buffer.alloc(53 * 1024 * 1024, 0x20) }]),
        consultation.id,
      ),
  },
  'a file with a comment that is refused': {
    status: 410,
    says: '这条意见没有收进来',
    keeps: words,
    ask: async () =>
      post(withFiles(good(), [{ name: 'a.pdf', bytes: aPdf() }]), (await openNow(open.db, -10, -1)).id),
  },
  'a form from another site': {
    status: 403,
    says: '不是从本网站的页面发出的',
    ask: () =>
      handleRequest(paths.commentForm(consultation.id), {
        form: good(),
        headers: { Origin: 'https://evil.test' },
        origin: null,
      }),
  },
}

function urlencodedBytes(encodedBody: string) {
  const bytes = new TextEncoder().encode(`key=${randomUUID()}&body=${encodedBody}`)
  return { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, bytes }
}

function cutOff() {
  const boundary = 'x'
  const bytes = new TextEncoder().encode(
    `--${boundary}\r\nContent-Disposition: form-data; name="body"\r\n\r\n${words}`,
  )
  return { method: 'POST', headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` }, bytes }
}

describe('bad input of every kind', () => {
  for (const [what, { status, says, keeps, ask }] of Object.entries(bad)) {
    it(`${what} is answered with ${status} and clear words, and leaves nothing behind`, async () => {
      const before = await tracesOf(open.db)
      const response = await ask()
      const text = await textOf(response)
      expect(response.status).toBe(status)
      expect(text).toContain(says)
      if (keeps) expect(text).toContain(keeps)
      expect(await tracesOf(open.db)).toEqual(before)
    })
  }

  it('the same key with other words is refused (409), and the words come back under a new key', async () => {
    const first = good()
    expect((await post(first, consultation.id)).status).toBe(303)
    const before = await tracesOf(open.db)
    const response = await post({ ...first, body: '换了一种说法' }, consultation.id)
    expect(response.status).toBe(409)
    const text = await textOf(response)
    expect(text).toContain('换了一种说法')
    expect(text).not.toContain(`value="${first.key}"`)
    expect(await tracesOf(open.db)).toEqual(before)
  })

  it('the printed form says where a letter goes and until when, and a letter counts the same', async () => {
    const printed = await openNow(open.db)
    const letterTo = '云台街道文昌街18号'
    await open.db.update(consultations).set({ letterTo }).where(eq(consultations.id, printed.id))
    const text = await textOf(await handleRequest(paths.commentForm(printed.id)))
    expect(text).toMatch(
      /class="paper-form"[\s\S]*手写后，请在 [^<]+ 以前寄到：云台街道文昌街18号。[\s\S]*<form/,
    )
    expect(text).toContain('可以打印本页，手写后寄来')
  })

  it('a terminated consultation takes no comment, and says why', async () => {
    const ended = await openNow(open.db)
    const drafter = systemAt(open.db, new Date())
    await terminateConsultation(drafter, ended.id, '因上级政策调整，本事项不再实施。')
    const before = await tracesOf(open.db)
    const response = await post(good(), ended.id)
    expect(response.status).toBe(410)
    const text = await textOf(response)
    expect(text).toContain(words)
    expect(text).toContain('因上级政策调整')
    expect(await tracesOf(open.db)).toEqual(before)
  })
})
