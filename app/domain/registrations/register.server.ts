import type { z } from 'zod'
import { activityRow } from '~/app/domain/activities/row.server'
import { newCode } from '~/app/domain/audit/codes'
import { hashPayload } from '~/app/domain/audit/idempotency.server'
import { inGroups, type Outcome } from '~/app/domain/audit/receive-batch.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal, wrongField } from '~/app/server/errors'
import type { enteredForm, registrationForm } from './forms'
import { personMark } from './person-mark.server'
import { type Received, receiveAll } from './receive.server'
import { sealPerson } from './row.server'
import { readPhone, shownNameOf } from './rules'
import type { RegistrationChannel } from './types'

type Original = {
  /** The fields that are not private, as they came (invariant 4), where a form was posted. */
  original?: Record<string, string>
}
export type NewRegistration = z.output<typeof registrationForm> & Original
export type EnteredRegistration = z.output<typeof enteredForm> & Original

const receiveInGroup = inGroups(receiveAll)

/** Anyone, without an account, while registration is open by the server's clock. Seats by arrival are given at once. */
export async function registerForActivity(
  ctx: Ctx,
  activityId: number,
  registration: NewRegistration,
): Promise<{ code: string }> {
  const received = prepare(ctx, activityId, { ...registration, channel: 'online' })
  return codeOf(await receiveInGroup(ctx, received))
}

/** Many at once, each at its own moment: what becomes of each, in their order. The seed goes this way. */
export async function registerMany(
  ctx: Ctx,
  activityId: number,
  all: (NewRegistration & { at?: Date })[],
): Promise<Outcome[]> {
  return receiveAll(
    ctx,
    all.map(({ at = ctx.now, ...registration }) =>
      prepare({ ...ctx, now: at }, activityId, { ...registration, channel: 'online' }),
    ),
  )
}

/** Somebody who called or came by, or whom an organisation puts forward: entered by staff, with a slip to hand over. */
export async function enterRegistration(
  ctx: Ctx,
  activityId: number,
  registration: EnteredRegistration,
): Promise<{ code: string }> {
  requirePermission(ctx, 'registration.handle', await activityRow(ctx, activityId))
  const [outcome] = await receiveAll(ctx, [prepare(ctx, activityId, registration)])
  return codeOf(outcome as Outcome)
}

function codeOf(outcome: Outcome): { code: string } {
  if (!outcome.ok) throw outcome.error
  return { code: outcome.code }
}

type Asked = NewRegistration & { channel: RegistrationChannel }

function prepare(ctx: Ctx, activityId: number, registration: Asked): Received {
  const { key, original, categoryId, channel, name, phone, email, needs, ...rest } = registration
  requireReadable({ name, phone, email, needs, organisation: rest.organisation, topic: rest.topic })
  if (!rest.isAdult) throw wrongField('isAdult', '须年满18周岁才能报名，请勾选确认')
  const digits = readPhone(phone) ?? ''
  if (channel === 'online' && digits === '') throw wrongField('phone', '请写下您的电话号码')
  const { publishName, organisation, township, sex, ageBand, topic } = rest
  const told = { publishName, organisation, township, sex, ageBand, topic }
  return {
    ...{ key, code: newCode(ctx), at: ctx.now, activityId, categoryId, channel },
    payloadHash: hashPayload({ activityId, categoryId, channel, name, phone, email, needs, ...told }),
    ...told,
    person: sealPerson(ctx, { name, phone, email, needs }),
    personMark: personMark(activityId, digits),
    hasEmail: email !== '',
    shownName: shownNameOf(name, publishName),
    original: original ?? {
      ...{ categoryId: String(categoryId), publishName: publishName ? 'on' : '', organisation, township },
      ...{ sex: sex ?? '', ageBand: ageBand ?? '', topic, isAdult: 'on' },
    },
  }
}

// PostgreSQL can keep neither a NUL nor half a character.
function requireReadable(texts: Record<string, string>): void {
  for (const [field, text] of Object.entries(texts))
    if (/[\0\p{Surrogate}]/u.test(text)) {
      const message = '这里有无法识别的字符，请检查文字后再提交'
      throw new Refusal(422, `${message}。`, { fields: { [field]: message } })
    }
}
