import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishComment } from '~/app/domain/comments/moderate.server'
import { createIssue } from '~/app/domain/issues/group.server'
import { createAccount } from '~/app/domain/people/accounts.server'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import { commentAttachments, comments } from '~/db/schema/comments'
import { type AConsultation, staffAt, systemAt } from '~/test/domain/comments/a-consultation'
import { aPdf } from '~/test/media/some-files'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'
import { codeOf, good, openNow, post, withFiles } from './comment-forms'

const script = '</script><script>alert(1)</script>'
const picture = '<img src=x onerror=alert(1)>'
const formula = `=HYPERLINK("http://evil.example","${picture}")`

let open: OpenDatabase
let consultation: AConsultation
let cookie: string
let code: string
let commentId: number

beforeAll(async () => {
  open = await freshDatabase()
  consultation = await openNow(open.db)
  cookie = await signIn()
  const words = { body: `${script}${picture}`, displayName: `=1+${picture}`, publishName: 'on' }
  const [clauseId] = consultation.clauseIds.slice(1)
  const fields = { ...good(), ...words, authorKind: 'person', clauseId: String(clauseId) }
  const file = { name: `"${picture}\r\nX-Evil: 1';.pdf`, bytes: aPdf() }
  code = codeOf(await post(withFiles(fields, [file]), consultation.id))
  const [row] = await open.db.select({ id: comments.id }).from(comments).where(eq(comments.code, code))
  commentId = row?.id ?? 0
})
afterAll(() => open.close())

async function signIn(): Promise<string> {
  const person = { name: '田禾', email: 'tian@yunling.example', password: 'a password for the tests 2026' }
  await createAccount(systemAt(open.db, new Date()), {
    ...{ ...person, title: '', departmentId: consultation.departmentId },
    roles: ['drafter', 'moderator', 'reviewer'],
  })
  const { email, password } = person
  const { headers } = await handleRequest(paths.desk.signIn(), { form: { email, password } })
  return headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}

/** Neither as a tag nor as the end of the script that carries the page's data. */
async function expectHarmless(path: string, who?: string): Promise<string> {
  const response = await handleRequest(path, { cookie: who })
  const html = await response.text()
  expect(response.status, path).toBe(200)
  expect(html, path).not.toContain('<script>alert')
  expect(html, path).not.toContain('<img src=x')
  expect(response.headers.get('X-Content-Type-Options'), path).toBe('nosniff')
  return html
}

describe('words that would be a script', () => {
  it('stay words while the comment waits: at the desk and on its receipt', async () => {
    const shown = [
      await expectHarmless(paths.receipt(code)),
      await expectHarmless(paths.desk.moderation(), cookie),
      await expectHarmless(paths.desk.comments(consultation.id), cookie),
    ]
    for (const html of shown) expect(html).toContain('&lt;img src=x')
  })

  it('stay words when they are public, and on every page of the analysis', async () => {
    await publishComment(await staffAt(open.db, new Date(), consultation.departmentId, 'moderator'), {
      id: commentId,
    })
    const drafter = await staffAt(open.db, new Date(), consultation.departmentId, 'drafter')
    const issueId = await createIssue(drafter, {
      ...{ consultationId: consultation.id, title: `${script}标题`, summary: `${script}${picture}` },
      clauseIds: consultation.clauseIds.slice(1, 2),
    })
    for (const path of [
      paths.consultation(consultation.id),
      paths.consultationComments(consultation.id),
      paths.commentForm(consultation.id, { quote: `${script}${picture}` }),
    ])
      await expectHarmless(path)
    for (const path of [
      paths.desk.issues(consultation.id),
      paths.desk.issue(consultation.id, issueId),
      paths.desk.splitComment(consultation.id, commentId),
      paths.desk.gaps(consultation.id),
      paths.desk.report(consultation.id),
      paths.desk.campaigns(consultation.id),
      paths.desk.audit(),
    ])
      await expectHarmless(path, cookie).catch((error: unknown) => {
        // Some of them are for other roles.
        if (!String(error).includes('403')) throw error
      })
  })

  it('stay words in a form that was refused', async () => {
    const response = await post(
      { ...good(), body: `${script}${picture}`, township: picture },
      consultation.id,
    )
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).not.toContain('<script>alert')
    expect(html).not.toContain('<img src=x')
  })
})

describe('the name of a file', () => {
  it('adds no header and no field to the answer', async () => {
    const [attachment] = await open.db.select().from(commentAttachments)
    const { headers, status } = await handleRequest(paths.attachment(code, attachment?.id ?? 0))
    expect(status).toBe(200)
    expect(headers.get('X-Evil')).toBeNull()
    expect(headers.get('Content-Disposition')).toMatch(/^attachment; filename\*=UTF-8''[\w%.~!-]+$/)
    expect(headers.get('Content-Security-Policy')).toBe("default-src 'none'; sandbox")
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Cache-Control')).toContain('no-store')
  })

  it('is told to nobody who asks for the head with another code', async () => {
    const [attachment] = await open.db.select().from(commentAttachments)
    const path = paths.attachment('K7QM-3F9P-XW2T', attachment?.id ?? 0)
    for (const method of ['GET', 'HEAD'])
      expect((await handleRequest(path, { method, headers: { Range: 'bytes=0-9' } })).status).toBe(404)
  })
})

describe('a spreadsheet', () => {
  it('takes neither a name nor a comment for a formula', async () => {
    const form = { ...good(), body: formula, displayName: '@SUM(1)', publishName: 'on', authorKind: 'person' }
    const formulaCode = codeOf(await post(form, consultation.id))
    const [row] = await open.db
      .select({ id: comments.id })
      .from(comments)
      .where(eq(comments.code, formulaCode))
    await publishComment(await staffAt(open.db, new Date(), consultation.departmentId, 'moderator'), {
      id: row?.id ?? 0,
    })
    const csv = await (await handleRequest(paths.openComments(consultation.id, 'csv'))).text()
    expect(csv).toContain(`"'=HYPERLINK(""http`)
    expect(csv).toContain("'@SUM(1)")
    expect(csv).toContain("'=1+")
  })
})

describe('the address of a receipt', () => {
  it('is handed on to no other site, while its own forms say where they come from', async () => {
    expect((await handleRequest(paths.receipt(code))).headers.get('Referrer-Policy')).toBe('same-origin')
    const refused = await handleRequest(paths.receipt(code), { form: { intent: 'withdraw', key: 'short' } })
    expect(refused.headers.get('Referrer-Policy')).toBe('same-origin')
    const elsewhere = await handleRequest(paths.home())
    expect(elsewhere.headers.get('Referrer-Policy')).toBe('strict-origin-when-cross-origin')
  })
})
