import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seeContact } from '~/app/domain/comments/contact-view.server'
import { listDeskComments, moderationQueue } from '~/app/domain/comments/desk-list.server'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import { roleNames } from '~/app/domain/people/permissions'
import type { Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import { freshDatabase } from '~/test/support/database'
import {
  type AConsultation,
  aConsultation,
  aDepartment,
  contextAt,
  during,
  received,
  staffAt,
} from './a-consultation'

let open: OpenDatabase
let consultation: AConsultation
const contact = '0000-0000122'
const roles = Object.keys(roleNames) as Role[]

beforeAll(async () => {
  open = await freshDatabase()
  consultation = await aConsultation(open.db)
})
afterAll(() => open.close())

const looks = (id: number) =>
  open.db
    .select({ after: audit.after, account: audit.accountId })
    .from(audit)
    .where(and(eq(audit.action, 'comment.contact-seen'), eq(audit.subjectId, String(id))))

describe('the contact of a comment', () => {
  it('is shown to the drafter of the consultation’s department, and every look is written down with its purpose', async () => {
    const { id } = await received(open.db, consultation.id, { contact })
    const drafter = await staffAt(open.db, during, consultation.departmentId, 'drafter')
    expect(await seeContact(drafter, id, '核实第三条的事实')).toBe(contact)
    expect(await seeContact(drafter, id, '再次核实')).toBe(contact)
    const rows = await looks(id)
    expect(rows.map(({ after }) => after)).toEqual([{ purpose: '核实第三条的事实' }, { purpose: '再次核实' }])
    expect(JSON.stringify(rows)).not.toContain(contact)
  })

  it('is not shown without a purpose, and an attempt leaves no look behind', async () => {
    const { id } = await received(open.db, consultation.id, { contact })
    const drafter = await staffAt(open.db, during, consultation.departmentId, 'drafter')
    await expect(seeContact(drafter, id, '  ')).rejects.toMatchObject({ status: 422 })
    expect(await looks(id)).toEqual([])
  })

  it.each(roles.filter((role) => role !== 'drafter'))('is not shown to the %s', async (role) => {
    const { id } = await received(open.db, consultation.id, { contact })
    const who = await staffAt(open.db, during, consultation.departmentId, role)
    await expect(seeContact(who, id, '想看')).rejects.toMatchObject({ status: 403 })
    expect(await looks(id)).toEqual([])
  })

  it('is shown neither to the drafter of another department nor to a citizen', async () => {
    const { id } = await received(open.db, consultation.id, { contact })
    const other = await staffAt(open.db, during, await aDepartment(open.db), 'drafter')
    for (const who of [other, contextAt(open.db, during)])
      await expect(seeContact(who, id, '想看')).rejects.toMatchObject({ status: 403 })
  })

  it('stands in no list, whoever reads it', async () => {
    await received(open.db, consultation.id, { contact })
    const drafter = await staffAt(open.db, during, consultation.departmentId, 'drafter')
    const moderator = await staffAt(open.db, during, consultation.departmentId, 'moderator')
    const lists = [
      await listDeskComments(drafter, consultation.id),
      await moderationQueue(moderator, { consultationId: consultation.id }),
    ]
    expect(JSON.stringify(lists)).not.toContain(contact)
    expect(lists[0]?.comments.some((comment) => 'hasContact' in comment && comment.hasContact)).toBe(true)
  })

  it('is gone when the comment is withdrawn', async () => {
    const { id, code } = await received(open.db, consultation.id, { contact })
    await withdrawComment(contextAt(open.db, during), { code })
    const drafter = await staffAt(open.db, during, consultation.departmentId, 'drafter')
    await expect(seeContact(drafter, id, '核实')).rejects.toMatchObject({ status: 404 })
  })
})
