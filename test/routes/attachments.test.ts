import { randomUUID } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { attachmentsOf } from '~/app/domain/comments/attachments.server'
import { createAccount } from '~/app/domain/people/accounts.server'
import { paths } from '~/app/paths'
import type { Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { commentAttachments, comments } from '~/db/schema/comments'
import { type AConsultation, aDepartment, systemAt } from '~/test/domain/comments/a-consultation'
import { aDocx, aJpegWithPlace, anOldWord, aPdf, aPng } from '~/test/media/some-files'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'
import {
  codeOf,
  filesKept,
  good,
  mediaFolder,
  openNow,
  post,
  textOf,
  tracesOf,
  withFiles,
  words,
} from './comment-forms'

let open: OpenDatabase
let consultation: AConsultation

beforeAll(async () => {
  open = await freshDatabase()
  consultation = await openNow(open.db)
})
afterAll(() => open.close())

describe('attachments', () => {
  const five = async () => [
    { name: '../../etc/照片\u202Egpj.exe.jpg', bytes: await aJpegWithPlace() },
    { name: 'C:\\我的文档\\材料.pdf', bytes: aPdf() },
    { name: '信.docx', bytes: aDocx() },
    { name: '旧信.doc', bytes: anOldWord() },
    { name: '图.png', bytes: await aPng() },
  ]

  it('five of every kind are kept apart from everything public, and opened with the code, to be saved', async () => {
    const posted = await post(withFiles(good(), await five()), consultation.id)
    expect(posted.status).toBe(303)
    const code = codeOf(posted)
    const [row] = await open.db.select({ id: comments.id }).from(comments).where(eq(comments.code, code))
    const kept = (await attachmentsOf(systemAt(open.db, new Date()), [row?.id ?? 0])).get(row?.id ?? 0) ?? []
    expect(kept.map(({ name }) => name)).toEqual([
      '照片gpj.exe.jpg',
      '材料.pdf',
      '信.docx',
      '旧信.doc',
      '图.png',
    ])
    const opened = await handleRequest(paths.attachment(code, kept[0]?.id ?? 0))
    expect(opened.status).toBe(200)
    expect(Object.fromEntries(opened.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': expect.stringMatching(/^attachment; filename\*=UTF-8''%E7%85%A7/),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'content-security-policy': expect.stringContaining('sandbox'),
    })
    const shown = await sharp(Buffer.from(await opened.arrayBuffer())).metadata()
    expect(shown.exif).toBeUndefined()
    const document = await handleRequest(paths.attachment(code, kept[1]?.id ?? 0))
    expect(Buffer.from(await document.arrayBuffer())).toEqual(Buffer.from(aPdf()))
  })

  it('open to the department and the moderators, and to nobody else', async () => {
    const posted = await post(withFiles(good(), [{ name: 'a.pdf', bytes: aPdf() }]), consultation.id)
    const [row] = await open.db
      .select({ id: commentAttachments.id })
      .from(commentAttachments)
      .innerJoin(comments, eq(comments.id, commentAttachments.commentId))
      .where(eq(comments.code, codeOf(posted)))
    const atDesk = paths.desk.attachment(row?.id ?? 0)
    const elsewhere = await aDepartment(open.db)
    expect((await handleRequest(atDesk)).status).toBe(404)
    expect((await handleRequest(paths.attachment('ABCD-EFGH-JKMN', row?.id ?? 0))).status).toBe(404)
    const ask = async (departmentId: number, role: Role) =>
      (await handleRequest(atDesk, { cookie: await signIn(departmentId, role) })).status
    expect(await ask(consultation.departmentId, 'drafter')).toBe(200)
    expect(await ask(elsewhere, 'moderator')).toBe(200)
    expect(await ask(elsewhere, 'drafter')).toBe(404)
  }, 60_000)

  it('sent twice by a double click are kept once', async () => {
    const form = good()
    const files = [{ name: 'a.pdf', bytes: aPdf('双击') }]
    const before = filesKept().length
    const answers = await Promise.all([1, 2, 3].map(() => post(withFiles(form, files), consultation.id)))
    expect(new Set(answers.map(codeOf)).size).toBe(1)
    // A folder with the original and the copy.
    expect(filesKept().length - before).toBe(3)
    const changed = await post(withFiles(form, [{ name: 'a.pdf', bytes: aPdf('换了') }]), consultation.id)
    expect(changed.status).toBe(409)
    expect(await textOf(changed)).toContain('请重新选择')
    expect(filesKept().length - before).toBe(3)
  })

  it('that the store does not take leave no comment: the words are kept and it says what can be done (503)', async () => {
    const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const before = await tracesOf(open.db)
    const aside = `${mediaFolder()}-aside`
    mkdirSync(mediaFolder(), { recursive: true })
    renameSync(mediaFolder(), aside)
    writeFileSync(mediaFolder(), 'no folder')
    const response = await post(withFiles(good(), [{ name: 'a.pdf', bytes: aPdf() }]), consultation.id)
    rmSync(mediaFolder())
    renameSync(aside, mediaFolder())
    errors.mockRestore()
    expect(response.status).toBe(503)
    const text = await textOf(response)
    expect(text).toContain(words)
    expect(text).toContain('不带附件先提交')
    expect(await tracesOf(open.db)).toEqual(before)
    expect((await post(withFiles(good(), [{ name: 'a.pdf', bytes: aPdf() }]), consultation.id)).status).toBe(
      303,
    )
  })
})

async function signIn(departmentId: number, ...roles: Role[]): Promise<string> {
  const email = `${randomUUID()}@yunling.example`
  const password = 'a password for the tests 2026'
  const person = { name: '田禾', email, password, title: '', departmentId, roles }
  await createAccount(systemAt(open.db, new Date()), person)
  const response = await handleRequest(paths.desk.signIn(), { form: { email, password } })
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

describe('the form', () => {
  it('shows the clause with the selected words marked, every sentence to choose, and sends them on', async () => {
    const [, second] = consultation.clauseIds
    const page = await handleRequest(
      paths.commentForm(consultation.id, { clause: second, quote: '次日６时关闭' }),
    )
    const html = await textOf(page)
    expect(html).toContain('<mark>次日6时关闭</mark>')
    expect(html).toMatch(/value="次日6时关闭"[^>]*checked|checked[^>]*value="次日6时关闭"/)
    expect(html).toContain('value="县城道路路灯每日18时开启，次日6时关闭。"')
    const posted = await post({ ...good(), clauseId: String(second), quote: '次日6时关闭' }, consultation.id)
    const [row] = await open.db
      .select()
      .from(comments)
      .where(eq(comments.code, codeOf(posted)))
    expect(row).toMatchObject({ clauseId: second, quote: '次日6时关闭' })
  })

  it('says that the words of a link are not in the draft, instead of dropping them', async () => {
    const page = await handleRequest(paths.commentForm(consultation.id, { quote: '没有的话' }))
    expect(await textOf(page)).toContain('没有找到您选中的这段话')
  })

  it('asks for the name’s publication by an unticked box that speaks of guardians', async () => {
    const html = await textOf(await handleRequest(paths.commentForm(consultation.id)))
    expect(html).not.toMatch(/name="publishName"[^>]*checked/)
    expect(html).toContain('监护人')
  })
})
