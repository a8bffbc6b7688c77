import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepPlan } from '~/app/domain/interpretation-plans/plan.server'
import { addRemark, resolveRemark } from '~/app/domain/interpretation-writing/remarks.server'
import {
  reviewInterpretation,
  submitInterpretation,
  withdrawInterpretation,
} from '~/app/domain/interpretations/sign-off.server'
import { saveInterpretation } from '~/app/domain/interpretations/write.server'
import { saveCaptions } from '~/app/domain/media/captions.server'
import { describeMedia } from '~/app/domain/media/describe.server'
import { storeBytes } from '~/app/domain/media/store.server'
import { createAccount } from '~/app/domain/people/accounts.server'
import { attachFile } from '~/app/domain/policies/attachments.server'
import { publishPolicy } from '~/app/domain/policies/sign-off.server'
import { parseText } from '~/app/domain/texts/parse-text'
import { markUnclear } from '~/app/domain/unclear-clauses/mark.server'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import { systemAt } from '~/test/domain/comments/a-consultation'
import { everyBlock } from '~/test/domain/interpretation-blocks/every-block'
import {
  draftPolicy,
  interpretationInput,
  type Office,
  reviewedPolicy,
} from '~/test/domain/policies/a-policy'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { handleRequest } from '~/test/support/server'

/** Short enough for every field; it ends an attribute, a script, a comment and a caption. */
const hostile = `"'--><img src=x onerror=x()>`
const clause = `每台电梯补贴二十万元${hostile}，由县财政承担。`
const title = `云岭县加装电梯补贴办法${hostile}`

let open: OpenDatabase
let office: Office
let cookie: string
let policyId: number
let interpretationId: number
let clauseId: number
let file: { film: number; kept: Record<'film' | 'sound' | 'spin' | 'picture' | 'table', string> }

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
  cookie = await signIn()
  const parsed = parseText(`${title}\n第一条　为了支持加装电梯，制定本办法。\n第二条　${clause}`)
  const drafted = await draftPolicy(
    office,
    { parsed, theme: `住房${hostile}`, audience: [hostile] },
    new Date(),
  )
  policyId = drafted.policyId
  clauseId = drafted.clauseIds[1] ?? 0
  file = await keepFiles()
  interpretationId = await writeInterpretation()
}, 90_000)
afterAll(() => open.close())

async function signIn(): Promise<string> {
  const person = { name: '田禾', email: 'tian@yunling.example', password: 'a password for the tests 2026' }
  await createAccount(systemAt(open.db, new Date()), {
    ...{ ...person, title: '', departmentId: office.departmentId },
    roles: ['drafter', 'reviewer', 'issuer', 'auditor'],
  })
  const { headers } = await handleRequest(paths.desk.signIn(), { form: person })
  return headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}

async function keepFiles(): Promise<typeof file> {
  const drafter = office.as('drafter')
  const keep = async (name: string, bytes: Uint8Array) => {
    const stored = await storeBytes(drafter, { name, bytes, departmentId: office.departmentId })
    await describeMedia(drafter, stored.mediaId, {
      ...{ title: hostile, alt: hostile, source: hostile, licence: hostile },
      people: `${hostile}，已同意`,
    })
    return stored
  }
  const fixture = (name: string) => readFile(`test/media/fixtures/${name}`)
  const drawn = sharp({ create: { width: 600, height: 300, channels: 3, background: '#369' } })
  const film = await keep(`${hostile}.webm`, await fixture('clip.webm'))
  const sound = await keep('tone.mp3', await fixture('tone.mp3'))
  const spin = await keep('spin.json', await fixture('spin.json'))
  const picture = await keep('图.png', await drawn.png().toBuffer())
  const table = await keep(`${hostile}\r\nX-Evil: 1.csv`, Buffer.from(`名称,金额\n${hostile},1\n`))
  for (const { mediaId } of [film, sound])
    await saveCaptions(
      drafter,
      mediaId,
      'zh',
      `WEBVTT\n\n00:00.000 --> 00:01.000\n${hostile.replace('-->', '')}\n`,
    )
  await attachFile(drafter, { policyId, mediaId: table.mediaId, title: hostile })
  const kept = { film: film.sha256, sound: sound.sha256, spin: spin.sha256 }
  return { film: film.mediaId, kept: { ...kept, picture: picture.sha256, table: table.sha256 } }
}

async function writeInterpretation(): Promise<number> {
  const drafter = office.as('drafter')
  const content = everyBlock(hostile, file.kept, [{ id: clauseId, text: clause }])
  const { interpretationId: id } = await saveInterpretation(drafter, {
    ...interpretationInput(policyId, content),
    ...{ title: hostile, author: hostile, interpreterName: hostile, interpreterTitle: hostile },
  })
  const { remarkId } = await addRemark(drafter, id, { anchor: null, quote: hostile, body: hostile })
  await resolveRemark(drafter, id, { remarkId, resolution: hostile })
  await keepPlan(drafter, policyId, {
    ...{ interpreterName: hostile, interpreterTitle: hostile, points: hostile, revision: 0 },
    items: [{ form: 'figure', what: hostile, who: hostile, dueOn: '2099-01-01', interpretationId: null }],
  })
  return id
}

/** What a citizen may have of it once it is public. */
const pages = () => [
  ...[paths.policy(policyId), paths.policyClause(policyId, clauseId), paths.policyDocument(policyId)],
  ...[
    paths.interpretation(interpretationId),
    paths.interpretation(interpretationId, { anchor: 'b-1', second: 1 }),
  ],
  ...[paths.interpretationPoster(interpretationId), paths.interpretationWechat(interpretationId)],
  paths.interpretationWechatFile(interpretationId),
]
const files = () => [
  ...[paths.policyWord(policyId), paths.policyCard(policyId), paths.interpretationCard(interpretationId)],
  ...[paths.interpretationPicture(interpretationId), paths.mediaCaptions(file.kept.film, 'zh')],
  ...Object.entries(file.kept).map(([kind, sha]) =>
    paths.media(sha, kind === 'picture' ? '480.webp' : 'file'),
  ),
]
const lists = () => [
  ...[paths.home(), paths.policies(), paths.interpretations(), paths.search({ q: '加装电梯' }), paths.feed()],
  ...[paths.sitemap(), paths.siteMap(), paths.department('housing')],
]
const deskPages = () => [
  ...[paths.desk.home(), paths.desk.policies(), paths.desk.policy(policyId), paths.desk.policyPlan(policyId)],
  ...[paths.desk.policyUnclear(policyId), paths.desk.unclear(), paths.desk.interpretations()],
  paths.desk.newInterpretation({ policy: policyId, clause: clauseId }),
  ...[paths.desk.interpretation(interpretationId), paths.desk.interpretationVersions(interpretationId)],
  ...[
    paths.desk.interpretationPreview(interpretationId),
    paths.desk.media(),
    paths.desk.mediaItem(file.film),
  ],
  ...[paths.desk.mediaChoices(), paths.desk.audit()],
]

async function statusesOf(addresses: string[], who?: string): Promise<string[]> {
  const asked = addresses.map(
    async (path) => `${(await handleRequest(path, { cookie: who })).status} ${path}`,
  )
  return Promise.all(asked)
}

/** Neither as a tag nor as the end of the script that carries the page's data. */
async function harmful(path: string, who?: string): Promise<string[]> {
  const response = await handleRequest(path, { cookie: who })
  const type = response.headers.get('Content-Type') ?? ''
  const body = await response.text()
  const isRaw = /text\/html|xml/.test(type) && body.includes('<img src=x')
  return [
    ...(response.status === 200 ? [] : [`${path}: ${response.status}`]),
    ...(isRaw ? [`${path}: a tag`] : []),
    ...(response.headers.has('X-Evil') ? [`${path}: a header`] : []),
    ...(response.headers.get('X-Content-Type-Options') === 'nosniff' ? [] : [`${path}: no nosniff`]),
  ]
}
const allHarmful = async (addresses: string[], who?: string) =>
  (await Promise.all(addresses.map((path) => harmful(path, who)))).flat()

describe('an interpretation with a block of every kind, made of words that would be a script', () => {
  it('while nothing is public, is at none of its addresses, as page, data, picture or file', async () => {
    const data = pages().map((path) => `${path.split(/[?#]/)[0]}.data`)
    const answers = await statusesOf([...pages(), ...files(), ...data])
    expect(answers.filter((answer) => !answer.startsWith('404'))).toEqual([])
    for (const path of lists())
      expect(await (await handleRequest(path)).text(), path).not.toMatch(
        /加装电梯补贴|policies\/\d|interpretations\/\d/,
      )
  })

  it('stays words on every page of the desk', async () => {
    expect(await allHarmful(deskPages(), cookie)).toEqual([])
    const preview = await handleRequest(paths.desk.interpretationPreview(interpretationId), { cookie })
    expect((await preview.text()).split('&lt;img src=x').length).toBeGreaterThan(40)
  })

  it('stays words once it is public, on every page and in every list', async () => {
    await submitInterpretation(office.as('drafter'), interpretationId, { reason: hostile })
    await reviewInterpretation(office.as('reviewer'), interpretationId)
    await reviewedPolicy(office, policyId, new Date())
    await publishPolicy(office.as('issuer'), policyId)
    const mark = { key: 'a-mark-of-hostile-words', policyId, clauseId, browserToken: 'somebody' }
    await markUnclear(office.citizen(), { ...mark, sentence: hostile })
    expect(await allHarmful([...pages(), ...lists()])).toEqual([])
    expect(await allHarmful(deskPages(), cookie)).toEqual([])
    expect((await statusesOf(files())).filter((answer) => !answer.startsWith('200'))).toEqual([])
  })

  it('gives its file a name that is no header, and text to save, not to run', async () => {
    const { headers } = await handleRequest(paths.media(file.kept.table, 'file'))
    expect(headers.get('X-Evil')).toBeNull()
    expect(headers.get('Content-Disposition')).toMatch(/^attachment; filename\*=UTF-8''[\w%.~!-]+$/)
    expect(headers.get('Content-Security-Policy')).toContain('sandbox')
  })

  it('once it is withdrawn, is at no address again, nor are its pictures, its film and its captions', async () => {
    await withdrawInterpretation(office.as('issuer'), interpretationId, '有误')
    const { table: _attached, ...own } = file.kept
    const gone = [
      ...pages().filter((path) => path.startsWith('/interpretations')),
      ...[paths.interpretationCard(interpretationId), paths.interpretationPicture(interpretationId)],
      paths.mediaCaptions(own.film, 'zh'),
      ...Object.entries(own).map(([kind, sha]) => paths.media(sha, kind === 'picture' ? '480.webp' : 'file')),
    ]
    expect((await statusesOf(gone)).filter((answer) => !answer.startsWith('404'))).toEqual([])
    for (const path of [paths.policy(policyId), paths.policyClause(policyId, clauseId), ...lists()])
      expect(await (await handleRequest(path)).text(), path).not.toContain(
        `interpretations/${interpretationId}`,
      )
    expect(await statusesOf([paths.media(file.kept.table, 'file')])).toEqual([
      `200 ${paths.media(file.kept.table, 'file')}`,
    ])
  })
})
