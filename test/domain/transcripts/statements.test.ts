import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saveActivityReport, takeReportStep } from '~/app/domain/activity-reports/report.server'
import { statementForm } from '~/app/domain/transcripts/statement-forms'
import { moveStatement, removeStatement, saveStatement } from '~/app/domain/transcripts/statements.server'
import { transcriptDesk } from '~/app/domain/transcripts/transcript-desk.server'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import {
  aHeldHearing,
  aStatement,
  finishing,
  type HeldHearing,
  statementsIn,
  withStatements,
  written,
} from '~/test/domain/activities/a-held-hearing'
import { aCounty, aSymposium } from '~/test/domain/activities/an-activity'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'

let open: OpenDatabase
let hearing: HeldHearing

beforeAll(async () => {
  open = await freshDatabase()
  hearing = await aHeldHearing(open.db, 'housing')
})
afterAll(() => open.close())

const drafter = () => hearing.county.office.as('drafter', written)
const bodies = async () => (await statementsIn(open.db, hearing.id)).map(({ body }) => body)

describe('what was said', () => {
  it('is written one after the other, with who spoke and on which clause', async () => {
    await withStatements(hearing)
    const rows = await statementsIn(open.db, hearing.id)
    expect(rows.map(({ position, speakerKind, speaker }) => ({ position, speakerKind, speaker }))).toEqual([
      { position: 1, speakerKind: 'chair', speaker: '主持人' },
      { position: 2, speakerKind: 'agency', speaker: '云岭县housing局' },
      { position: 3, speakerKind: 'participant', speaker: '' },
      { position: 4, speakerKind: 'participant', speaker: '' },
    ])
    expect(rows[2]).toMatchObject({ registrationId: hearing.wang.id, clauseId: hearing.clauseIds[1] })
    const added = await open.db.select().from(audit).where(eq(audit.action, 'activity.statement-added'))
    expect(added).toHaveLength(4)
  })

  it('moves up and down, and not beyond the ends', async () => {
    const [first, second] = await statementsIn(open.db, hearing.id)
    await moveStatement(drafter(), hearing.id, second?.id ?? 0, 'up')
    expect((await bodies())[0]).toBe('草案共四条。')
    await moveStatement(drafter(), hearing.id, second?.id ?? 0, 'up')
    await moveStatement(drafter(), hearing.id, first?.id ?? 0, 'up')
    expect((await bodies()).slice(0, 2)).toEqual(['现在开会。', '草案共四条。'])
  })

  it('is changed with the words of before in the audit, and removed', async () => {
    const id = await saveStatement(drafter(), hearing.id, aStatement({ body: '多写了一段。' }))
    await saveStatement(drafter(), hearing.id, aStatement({ statementId: String(id), body: '改过的一段。' }))
    expect((await bodies()).at(-1)).toBe('改过的一段。')
    await removeStatement(drafter(), hearing.id, id)
    expect(await bodies()).toHaveLength(4)
    const kept = await open.db.select().from(audit).where(eq(audit.action, 'activity.statement-removed'))
    expect(kept[0]?.before).toMatchObject({ statementId: id, body: '改过的一段。' })
  })

  it('is of a participant who was there: no observer, nobody who was absent, nobody of another activity', async () => {
    const say = (registrationId: number) =>
      saveStatement(drafter(), hearing.id, aStatement({ speaker: `seat-${registrationId}` }))
    await expect(say(hearing.observer.id)).rejects.toThrow('旁听人和媒体不发言')
    await expect(say(hearing.absent.id)).rejects.toThrow('没有到场')
    await expect(say(999_999)).rejects.toThrow('请选择这次活动的参加人')
  })

  it('names a clause of the draft that was heard, and no other', async () => {
    const elsewhere = aStatement({ clauseId: '999999' })
    await expect(saveStatement(drafter(), hearing.id, elsewhere)).rejects.toThrow(
      '请从这次听取意见的文稿里选择',
    )
  })

  it('needs words, at most 5000 of them, and a label where the speaker has no seat', () => {
    const parse = (change: Record<string, string>) =>
      statementForm.safeParse({ speaker: 'chair', kind: 'opinion', body: '说。', ...change })
    expect(parse({}).success).toBe(true)
    expect(parse({ body: ' ' }).success).toBe(false)
    expect(parse({ body: '长'.repeat(5001) }).success).toBe(false)
    expect(parse({ body: '长'.repeat(5000) }).success).toBe(true)
    expect(parse({ speaker: 'guest' }).error?.issues[0]?.path).toEqual(['label'])
    expect(parse({ speaker: 'seat-0' }).success).toBe(false)
  })

  it('is written by the drafters of the department alone', async () => {
    const other = await makeOffice(open.db, 'other')
    const write = (ctx: Parameters<typeof saveStatement>[0]) => saveStatement(ctx, hearing.id, aStatement())
    await expect(write(other.as('drafter', written))).rejects.toThrow('其他部门')
    await expect(write(hearing.county.office.as('issuer', written))).rejects.toThrow('起草人')
    await expect(write(hearing.county.office.citizen(written))).rejects.toThrow('请先登录')
  })

  it('is marked at the desk where it would lead to a person (L3)', async () => {
    const body = '请打我的电话13912345678。'
    const id = await saveStatement(drafter(), hearing.id, aStatement({ body }))
    const desk = await transcriptDesk(drafter(), hearing.id)
    expect(desk.statements.at(-1)?.privateData).toEqual(['手机号码'])
    expect(desk.signing?.openFindings).toContainEqual(expect.objectContaining({ id: 'L3', level: 'block' }))
    await removeStatement(drafter(), hearing.id, id)
  })
})

describe('the record of a symposium', () => {
  it('has speakers by label, and is closed by its report', async () => {
    const county = await aCounty(open.db, 'urban')
    const { id } = await aSymposium(county)
    const writer = county.office.as('drafter', finishing)
    const said = aStatement({
      speaker: 'guest',
      label: '沿街商户代表',
      part: '',
      kind: 'opinion',
      body: '装卸货要留地方。',
    })
    await saveStatement(writer, id, said)
    await saveActivityReport(writer, id, '十一月十日开了座谈会。')
    await takeReportStep(writer, id, 'submitted')
    await expect(saveStatement(writer, id, said)).rejects.toThrow('正在审签')
    await takeReportStep(county.office.as('issuer', finishing), id, 'published')
    await expect(saveStatement(writer, id, said)).rejects.toThrow('不能再改')
    const [row] = await statementsIn(open.db, id)
    expect(row?.commentId).not.toBeNull()
    await expect(removeStatement(writer, id, row?.id ?? 0)).rejects.toThrow('不能再改')
  })
})
