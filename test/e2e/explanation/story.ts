import { addDays, dayOf } from '~/app/domain/calendar'
import { createAccount } from '~/app/domain/people/accounts.server'
import { parseText } from '~/app/domain/texts/parse-text'
import type { Role } from '~/app/server/context'
import type { Db } from '~/db/client'
import { demoPassword } from '~/db/seed/cast'
import { systemAt } from '~/test/domain/comments/a-consultation'
import { draftPolicy } from '~/test/domain/policies/a-policy'
import type { People } from '~/test/e2e/chain/people'
import { makeOffice } from '~/test/support/office'

export type Explanation = {
  db: Db
  people: People
  policy: number
  clauses: number[]
  interpretation: number
  /** The address of the film. */
  film: string
}

export const emailOf = (role: 'drafter' | 'reviewer' | 'issuer') => `${role}@yunling.example`

export const policyTitle = '云岭县停车收费办法'
export const free = '路内停车前三十分钟不收费，每日二十时至次日七时不收费。'
export const exempt = '残疾人驾驶的机动车、正在执行任务的救护车免收停车费。'
export const title = '一图看懂停车收费'
export const question = '夜里停车收费吗？'
export const answer = '晚上八点到早上七点不收费。'
export const picture = '小区门口的停车位'
export const chart = '全县公共停车位'
export const chapters = [
  { second: 1, title: '怎么收费', clause: 2 },
  { second: 4, title: '哪些车免费', clause: 3 },
]
export const said = ['前三十分钟不收钱。', '救护车一直免费。']
export const doubt = '图里写一句夜里也不收费。'

/** A policy in draft, and one person of the department for each step of signing it off. */
export async function aPolicyToExplain(db: Db): Promise<Pick<Explanation, 'policy' | 'clauses'>> {
  const now = new Date()
  const today = dayOf(now)
  const office = await makeOffice(db, 'urban')
  const { departmentId } = office
  for (const role of ['drafter', 'reviewer', 'issuer'] satisfies Role[])
    await createAccount(systemAt(db, now), {
      ...{ name: `停车${role}`, title: '科员', email: emailOf(role), departmentId, roles: [role] },
      password: demoPassword,
    })
  const parsed = parseText(`${policyTitle}
第一条　为了方便群众停车，制定本办法。
第二条　${free}
第三条　${exempt}
第四条　本办法自公布之日起三十日后施行。`)
  const dates = { signedOn: today, effectiveOn: addDays(today, 30) }
  const { policyId, clauseIds } = await draftPolicy(office, { parsed, ...dates }, now)
  return { policy: policyId, clauses: clauseIds }
}
