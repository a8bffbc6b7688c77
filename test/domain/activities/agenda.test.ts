import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { agendaOf, deskAgenda, saveAgenda } from '~/app/domain/activities/agenda.server'
import { cancelActivity } from '~/app/domain/activities/change.server'
import { agendaForm, type NewAgendaItem } from '~/app/domain/activities/forms'
import { parseForm } from '~/app/server/forms'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import { freshDatabase } from '~/test/support/database'
import { aNotice, hearingForm, noticedOn, symposiumForm } from './a-notice'
import { aCounty, at, type County, takeChainStep } from './an-activity'

let open: OpenDatabase
let county: County

beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
})
afterAll(() => open.close())

const drafter = (now = noticedOn) => county.office.as('drafter', now)
const item = (part: NewAgendaItem['part'], minutes = 20): NewAgendaItem => ({
  ...{ part, minutes, title: `${part}的内容`, speaker: '' },
})
const inOrder = [item('presentation'), item('statements', 60), item('debate', 30), item('signing')]

describe('the agenda of a hearing', () => {
  it('is proposed in the order of P7 while nothing is saved, and then what was saved', async () => {
    const id = await aNotice(county, hearingForm(county))
    const proposed = await deskAgenda(drafter(), id)
    expect(proposed).toMatchObject({ isProposal: true, canEdit: true })
    expect(proposed.items.map(({ part }) => part)).toEqual([
      ...['opening', 'presentation', 'statements', 'debate', 'closing', 'signing'],
    ])
    expect(proposed.items[1]?.speaker).toBe('云岭县housing局')
    expect(await agendaOf(drafter(), id)).toEqual([])
    await saveAgenda(drafter(), id, inOrder)
    expect(await agendaOf(drafter(), id)).toEqual(inOrder)
    expect(await deskAgenda(drafter(), id)).toMatchObject({ isProposal: false, findings: [] })
  })

  it('is replaced as a whole, with what it was before in the records', async () => {
    const id = await aNotice(county, hearingForm(county))
    await saveAgenda(drafter(), id, inOrder)
    await saveAgenda(drafter(), id, [item('opening', 5), ...inOrder])
    expect(await agendaOf(drafter(), id)).toHaveLength(5)
    const entries = await open.db
      .select()
      .from(audit)
      .where(and(eq(audit.action, 'activity.agenda-saved'), eq(audit.subjectId, String(id))))
      .orderBy(audit.id)
    expect(entries.at(-1)?.before).toEqual(inOrder)
    expect(entries.at(-1)?.after).toHaveLength(5)
  })

  it('may be saved unfinished; what is wrong with it is said', async () => {
    const id = await aNotice(county, hearingForm(county))
    await saveAgenda(drafter(), id, [item('debate', 100), item('statements', 51)])
    const { findings } = await deskAgenda(drafter(), id)
    expect(findings.map(({ id, level }) => `${id} ${level}`)).toEqual([
      ...['P7 block', 'P7 block', 'P7 block', 'P7 warn'],
    ])
  })

  it('can no longer be changed once it has been held or cancelled, nor by another department', async () => {
    const id = await aNotice(county, hearingForm(county))
    const other = await aCounty(open.db, 'water')
    await expect(saveAgenda(other.office.as('drafter'), id, inOrder)).rejects.toMatchObject({ status: 403 })
    await expect(saveAgenda(county.office.as('issuer'), id, inOrder)).rejects.toMatchObject({ status: 403 })
    await expect(deskAgenda(other.office.as('drafter'), id)).rejects.toMatchObject({ status: 403 })
    await takeChainStep(county, id, 'held', at('2026-11-10T09:00:00'))
    await expect(saveAgenda(drafter(), id, inOrder)).rejects.toMatchObject({ status: 409 })
    const off = await aNotice(county, hearingForm(county))
    await cancelActivity(county.office.as('issuer', noticedOn), off, '不办了。')
    await expect(saveAgenda(drafter(), off, inOrder)).rejects.toMatchObject({ status: 409 })
  })

  it('is for a hearing only', async () => {
    const id = await aNotice(county, symposiumForm(county))
    await expect(saveAgenda(drafter(), id, inOrder)).rejects.toMatchObject({ status: 409 })
  })
})

describe('the form of an agenda', () => {
  const typed = (rows: Record<string, string>[]) => {
    const form = new FormData()
    for (const [row, words] of rows.entries())
      for (const [name, value] of Object.entries(words)) form.set(`${name}-${row}`, value)
    return parseForm(agendaForm, form)
  }

  it('puts the rows into the order of their numbers, and leaves out those without words', () => {
    const row = { part: 'statements', speaker: '', minutes: '5' }
    const parsed = typed([
      { ...row, order: '3', title: '丙' },
      { ...row, order: '1', title: '甲' },
      { ...row, order: '2', title: '  ', minutes: '' },
      { ...row, order: '1.5', title: '乙' },
      { ...row, order: '', title: '丁' },
    ])
    expect(parsed.ok ? parsed.value.items.map(({ title }) => title) : []).toEqual(['甲', '乙', '丙', '丁'])
  })

  it.each([
    ['minutes-0', { title: '甲', minutes: '' }],
    ['minutes-0', { title: '甲', minutes: '601' }],
    ['order-0', { title: '甲', minutes: '5', order: '先' }],
    ['part-0', { title: '甲', minutes: '5', part: 'party' }],
  ])('refuses %s of %o beside its own field', (field, row) => {
    const parsed = typed([row])
    expect(parsed.ok ? {} : parsed.fields).toHaveProperty([field])
  })
})
