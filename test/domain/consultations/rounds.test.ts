import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { roundDraft } from '~/app/domain/consultations/desk.server'
import { consultationForm } from '~/app/domain/consultations/forms'
import { consultationPage } from '~/app/domain/consultations/page.server'
import { roundsOf, startRound, titleOfRound } from '~/app/domain/consultations/rounds.server'
import { terminateConsultation } from '~/app/domain/consultations/terminate.server'
import { submitConsultation, updateConsultation } from '~/app/domain/consultations/write.server'
import { matterPage } from '~/app/domain/matters/page.server'
import { comparePublicVersions } from '~/app/domain/texts/public-versions.server'
import type { OpenDatabase } from '~/db/client'
import { freshDatabase } from '~/test/support/database'
import {
  aConsultedMatter,
  afterwards,
  anotherVersion,
  at,
  closing,
  makePublic,
  opening,
} from './a-consulted-matter'

const until = at('2026-11-16T23:59:59.999')

let open: OpenDatabase
let made: Awaited<ReturnType<typeof aConsultedMatter>>
let second: number

beforeAll(async () => {
  open = await freshDatabase()
  made = await aConsultedMatter(open.db, 'rounds')
})
afterAll(() => open.close())

const round = (versionId: number) => ({ versionId, opensAt: afterwards, closesAt: until })

describe('a further round', () => {
  it('is refused while the one before is open, and with the same or another text', async () => {
    const { office, id, textId, firstVersion } = made
    const early = office.as('drafter', closing)
    await expect(startRound(early, id, round(firstVersion))).rejects.toMatchObject({ status: 409 })
    const drafter = office.as('drafter', afterwards)
    await expect(startRound(drafter, id, round(firstVersion))).rejects.toMatchObject({
      status: 422,
      fields: { versionId: expect.stringContaining('请先导入修改后的新版本') },
    })
    const foreign = await aConsultedMatter(open.db, 'foreign')
    const otherText = await anotherVersion(foreign.office, foreign.textId)
    await expect(startRound(drafter, id, round(otherText))).rejects.toMatchObject({
      fields: { versionId: expect.stringContaining('同一份文本') },
    })
    await expect(
      startRound(foreign.office.as('drafter', afterwards), id, round(otherText)),
    ).rejects.toMatchObject({ status: 403 })
    expect(await roundDraft(drafter, id)).toMatchObject({ round: 2, choices: { versions: [] } })
    expect(textId).toBeGreaterThan(0)
  })

  it('goes on with a later version of the same text, with what the earlier one said filled in', async () => {
    const { office, id, textId, matterId } = made
    const versionId = await anotherVersion(office, textId)
    const drafter = office.as('drafter', afterwards)
    const { choices, previous } = await roundDraft(drafter, id)
    expect(choices.versions.map((version) => version.id)).toEqual([versionId])
    expect(previous.background).toBe('楼道里停车、充电，起过火。')
    second = (await startRound(drafter, id, round(versionId))).id
    expect(await roundsOf(office.citizen(afterwards), id)).toHaveLength(1)
    await makePublic(office, second, afterwards)
    const rounds = await roundsOf(office.citizen(afterwards), second)
    expect(rounds.map(({ id, round, state, versionNumber }) => [id, round, state, versionNumber])).toEqual([
      [id, 1, 'closed', 1],
      [second, 2, 'open', 2],
    ])
    expect(await roundsOf(office.citizen(afterwards), id)).toEqual(rounds)
    expect(rounds[1]?.title).toBe('电动自行车停放管理办法公开征求意见（第二轮）')
    expect(titleOfRound({ title: rounds[1]?.title ?? '', round: 2 })).toMatch(/意见（第三轮）$/)
    const { events } = await matterPage(office.citizen(afterwards), matterId)
    expect(events.map(({ kind }) => kind)).toEqual([
      'listed',
      'consultation-opened',
      'consultation-closed',
      'round-opened',
      'consultation-closed',
    ])
  })

  it('says on its page what changed since the round before, clause by clause', async () => {
    const { office, textId } = made
    const page = await consultationPage(office.citizen(afterwards), second)
    expect(page.sincePrevious).toEqual({ from: 1, changed: 1, added: 1, deleted: 1, moved: 1 })
    const comparison = await comparePublicVersions(office.citizen(afterwards), textId, { from: 2, to: 1 })
    expect([comparison.from.number, comparison.to.number]).toEqual([1, 2])
    expect(comparison.versions.map(({ round }) => round)).toEqual([1, 2])
  })

  it('is one only: a second on the same round is refused, also when two press the button at once', async () => {
    const { office, id, textId } = made
    const versionId = await anotherVersion(office, textId)
    await expect(startRound(office.as('drafter', afterwards), id, round(versionId))).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('已经有下一轮'),
    })
    const over = at('2026-11-17T09:00:00')
    const third = { versionId, opensAt: over, closesAt: at('2026-12-31T23:59:59.999') }
    const both = await Promise.allSettled([
      startRound(office.as('drafter', over), second, third),
      startRound(office.as('drafter', over), second, third),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = both.find((one): one is PromiseRejectedResult => one.status === 'rejected')
    expect(refused?.reason).toMatchObject({ status: 409 })
  })

  it('may follow a termination, and keeps its own thirty days (P3)', async () => {
    const { office, id, textId } = await aConsultedMatter(open.db, 'anew')
    const during = at('2026-09-10T10:00:00')
    await terminateConsultation(office.as('issuer', during), id, '草案推倒重来。')
    const versionId = await anotherVersion(office, textId)
    const short = { versionId, opensAt: during, closesAt: at('2026-09-20T23:59:59.999') }
    const { id: next } = await startRound(office.as('drafter', during), id, short)
    await expect(submitConsultation(office.as('drafter', during), next)).rejects.toMatchObject({
      findings: [{ id: 'P3', field: 'shortReason' }],
    })
  })

  it('stays with its matter and with a later version when it is edited', async () => {
    const { office, id, textId, matterId, firstVersion } = await aConsultedMatter(open.db, 'edited')
    const other = await aConsultedMatter(open.db, 'another-matter')
    const drafter = office.as('drafter', afterwards)
    const versionId = await anotherVersion(office, textId)
    const { id: next } = await startRound(drafter, id, round(versionId))
    const form = (change: Record<string, unknown>) => ({
      ...consultationForm.parse({
        ...{ matterId, versionId, title: '第二轮', draftKind: 'decision' },
        ...{ opensAt: '2026-10-12', closesAt: '2026-11-16' },
      }),
      ...change,
    })
    await updateConsultation(drafter, next, form({}))
    await expect(updateConsultation(drafter, next, form({ versionId: firstVersion }))).rejects.toMatchObject({
      fields: { versionId: expect.any(String) },
    })
    await expect(updateConsultation(drafter, next, form({ matterId: other.matterId }))).rejects.toMatchObject(
      { status: 403 },
    )
    expect(opening < afterwards).toBe(true)
  })
})
