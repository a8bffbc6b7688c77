import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mailDelivery } from '~/app/domain/notifications/deliver.server'
import {
  askForCode,
  forgetAddressChecks,
  mostFromNetwork,
  mostSent,
  mostTries,
  openCheck,
  proveAddress,
} from '~/app/domain/survey-answering/address.server'
import { participationMark } from '~/app/domain/survey-answering/marks.server'
import type { Ctx } from '~/app/server/context'
import { type MailSettings, mailSettings } from '~/app/server/mail.server'
import { drainMail } from '~/app/server/mail-jobs'
import type { OpenDatabase } from '~/db/client'
import { audit, idempotencyKeys, outbox } from '~/db/schema/audit'
import { addressChecks, surveyParticipations } from '~/db/schema/survey-answers'
import { freshDatabase } from '~/test/support/database'
import { startSmtpServer } from '~/test/support/smtp-server'
import { aSurvey } from '../surveys/a-survey'

let open: OpenDatabase
let made: Awaited<ReturnType<typeof aSurvey>>

beforeAll(async () => {
  open = await freshDatabase()
  made = await aSurvey(open.db, { access: 'account', title: '住房保障问卷' })
})
afterAll(() => open.close())
beforeEach(async () => {
  await open.db.delete(addressChecks)
  await open.db.delete(outbox)
})

const start = Date.now()
const citizen = (minutes = 0): Ctx => made.office.citizen(new Date(start + minutes * 60_000))
const ask = (email = 'zhao.guilan@example.com', minutes = 0, network = '192.0.2.7') =>
  askForCode(citizen(minutes), made.surveyId, { email, network })
const prove = (code: string, minutes = 0, email = 'zhao.guilan@example.com') =>
  proveAddress(citizen(minutes), made.surveyId, { email, code })
const checks = () => open.db.select().from(addressChecks).where(sql`length(${addressChecks.sealed}) > 0`)
const codeNow = async () => openCheck((await checks())[0]?.sealed ?? new Uint8Array())?.code ?? ''
const wrongOne = (code: string) => (code === '111111' ? '222222' : '111111')

describe('an address is verified', () => {
  it('by the six digits that were sent to it, also typed with blanks and in full width', async () => {
    await ask()
    const code = await codeNow()
    expect(code).toMatch(/^\d{6}$/)
    const wide = [...code].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('')
    const mark = await prove(` ${wide.slice(0, 3)} ${wide.slice(3)}`)
    expect(Buffer.from(mark)).toEqual(
      Buffer.from(participationMark(made.surveyId, 'account', 'zhao.guilan@example.com')),
    )
  })

  it('once, whatever letters are capital and whatever follows a plus', async () => {
    await ask('Zhao.Guilan+one@Example.com')
    const first = await prove(await codeNow(), 0, 'zhao.guilan@example.com')
    await ask('zhao.guilan@example.com')
    const second = await prove(await codeNow(), 0, 'ZHAO.GUILAN+two@example.com')
    expect(Buffer.from(first)).toEqual(Buffer.from(second))
  })

  it('and whoever has answered with it hears so, but only with the right code', async () => {
    const other = await aSurvey(open.db, { access: 'account', office: made.office })
    const mark = participationMark(other.surveyId, 'account', 'qian@example.com')
    await open.db.insert(surveyParticipations).values({ surveyId: other.surveyId, mark })
    await askForCode(citizen(), other.surveyId, { email: 'qian@example.com', network: 'a' })
    const code = await codeNow()
    const proof = (typed: string) =>
      proveAddress(citizen(), other.surveyId, { email: 'qian@example.com', code: typed })
    await expect(proof(wrongOne(code))).rejects.toMatchObject({ status: 422 })
    await expect(proof(code)).rejects.toMatchObject({
      ...{ status: 409, message: expect.stringContaining('已经答过') },
    })
  })
})

describe('nothing is kept of the address', () => {
  it('when the code was used', async () => {
    await ask()
    await prove(await codeNow())
    expect(await checks()).toEqual([])
  })

  it('an hour later when nobody came back', async () => {
    await ask()
    await forgetAddressChecks(citizen(59))
    expect(await checks()).toHaveLength(1)
    await forgetAddressChecks(citizen(61))
    expect(await open.db.select().from(addressChecks)).toEqual([])
  })

  it('in the clear, in an audit entry, a receipt or the outbox', async () => {
    await ask()
    const code = await codeNow()
    const kept = [
      ...(await open.db.select().from(audit)),
      ...(await open.db.select().from(idempotencyKeys)),
      ...(await open.db.select().from(outbox)),
      ...(await open.db.select().from(addressChecks)).map(({ sealed }) =>
        Buffer.from(sealed).toString('latin1'),
      ),
    ]
    expect(JSON.stringify(kept)).not.toContain('zhao')
    expect(JSON.stringify(kept)).not.toContain(code)
    expect(await open.db.select().from(audit).where(eq(audit.actor, 'citizen'))).toEqual([])
  })

  it('and the mark beside the sealed address is not the one of who took part', async () => {
    await ask()
    const [row] = await checks()
    const taken = participationMark(made.surveyId, 'account', 'zhao.guilan@example.com')
    expect(Buffer.from(row?.mark ?? []).equals(Buffer.from(taken))).toBe(false)
  })
})

describe('guessing', () => {
  it(`is over after ${mostTries} wrong codes: the right one comes too late`, async () => {
    await ask()
    const code = await codeNow()
    for (let left = mostTries - 1; left >= 0; left -= 1) {
      await expect(prove(wrongOne(code))).rejects.toMatchObject({
        fields: { code: expect.stringContaining(left > 0 ? `还可以试 ${left} 次` : '已经作废') },
      })
    }
    await expect(prove(code)).rejects.toMatchObject({
      ...{ status: 422, fields: { code: expect.stringContaining('重新要一个') } },
    })
  })

  it('is counted also where a hundred come at once', async () => {
    await ask()
    const code = await codeNow()
    const guesses = await Promise.allSettled(Array.from({ length: 100 }, () => prove(wrongOne(code))))
    const words = guesses.map((guess) => (guess.status === 'rejected' ? guess.reason.fields.code : ''))
    expect(words.filter((said) => !said.includes('重新要一个')).length).toBe(mostTries - 1)
    expect((await checks())[0]?.tries).toBe(mostTries)
  })

  it('begins anew only with a new code, which needs another letter', async () => {
    await ask()
    const first = await codeNow()
    for (let n = 0; n < mostTries; n += 1) await prove(wrongOne(first)).catch(() => undefined)
    await ask()
    expect((await checks())[0]).toMatchObject({ tries: 0, sent: 2 })
    await prove(await codeNow())
  })

  it('ends with the hour', async () => {
    await ask()
    await expect(prove(await codeNow(), 61)).rejects.toMatchObject({ status: 422 })
  })
})

describe('flooding', () => {
  it(`ends at ${mostSent} letters an hour to one address, from wherever they are asked for`, async () => {
    for (let n = 0; n < mostSent; n += 1) await ask('sun@example.com', n, `192.0.2.${n}`)
    await expect(ask('SUN+x@example.com', 30, '192.0.2.99')).rejects.toMatchObject({ status: 429 })
    expect(await open.db.select().from(outbox)).toHaveLength(mostSent)
    await ask('sun@example.com', 61)
  })

  it('holds where many ask at once', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 12 }, () => ask('li@example.com')))
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(mostSent)
    expect(await checks()).toHaveLength(1)
  })

  it('sends the same code again, and gives it a quarter of an hour at least', async () => {
    await ask('wu@example.com')
    const code = await codeNow()
    await ask('wu@example.com', 55)
    expect(await codeNow()).toBe(code)
    await prove(code, 65, 'wu@example.com')
  })

  it(`ends at ${mostFromNetwork} letters an hour from one network`, async () => {
    await ask('zheng@example.com', 0, '198.51.100.1')
    await open.db
      .update(addressChecks)
      .set({ sent: mostFromNetwork })
      .where(sql`length(${addressChecks.sealed}) = 0`)
    await expect(ask('wang@example.com', 1, '198.51.100.1')).rejects.toMatchObject({ status: 429 })
    await ask('wang@example.com', 1, '198.51.100.2')
    await ask('feng@example.com', 61, '198.51.100.1')
  })
})

describe('the letter', () => {
  it('carries the code to the address, and the outbox forgets that it went', async () => {
    const smtp = await startSmtpServer()
    try {
      await ask()
      const code = await codeNow()
      const settings: MailSettings = { ...mailSettings(), SMTP_URL: smtp.url }
      await drainMail(
        open.db,
        mailDelivery(() => citizen(1), settings),
        citizen(1).now,
      )
      expect(smtp.mails).toHaveLength(1)
      const [mail] = smtp.mails
      const text = readText(mail?.message ?? '')
      expect(mail?.to).toEqual(['zhao.guilan@example.com'])
      expect(text).toContain(code)
      expect(text).toContain('住房保障问卷')
      expect(await open.db.select().from(outbox)).toEqual([])
    } finally {
      await smtp.close()
    }
  })

  it('is not sent when the code is over', async () => {
    await ask()
    await forgetAddressChecks(citizen(61))
    await drainMail(
      open.db,
      mailDelivery(() => citizen(61)),
      citizen(61).now,
    )
    expect(await open.db.select().from(outbox)).toEqual([])
  })
})

describe('a survey that asks for no address', () => {
  it('sends no letter; neither does one that has closed', async () => {
    const free = await aSurvey(open.db, { access: 'open', office: made.office })
    const closed = await aSurvey(open.db, {
      ...{ access: 'account', office: made.office },
      ...{ opensAt: new Date('2026-01-01'), closesAt: new Date('2026-02-01') },
    })
    const asked = { email: 'zhao@example.com', network: 'b' }
    await expect(askForCode(citizen(), free.surveyId, asked)).rejects.toMatchObject({ status: 422 })
    await expect(askForCode(citizen(), closed.surveyId, asked)).rejects.toMatchObject({ status: 409 })
    expect(
      await open.db
        .select()
        .from(outbox)
        .where(and(eq(outbox.topic, 'mail'))),
    ).toEqual([])
  })
})

/** The letter is base64 behind the blank line. */
function readText(message: string): string {
  const [, body = ''] = message.split(/\r?\n\r?\n/)
  return Buffer.from(body, 'base64').toString('utf8')
}
