import { z } from 'zod'
import { ageBands, sexes } from '~/db/schema/registrations'
import { readPhone } from './rules'

const characters = (text: string) => [...text].length

export const longestTopic = 1000
export const longestNeeds = 500
export const longestName = 40
export const longestOrganisation = 80

const staleForm = '这张表单不完整或者已经过期，请核对下面的内容后再提交一次'
const key = z.string({ error: staleForm }).regex(/^[\w-]{8,80}$/, staleForm)
const short = (most: number) =>
  z
    .string('请重新填写')
    .default('')
    .transform((text) => text.trim())
    .refine((text) => characters(text) <= most, {
      error: ({ input }) => `最多 ${most} 个字，现在有 ${characters(String(input))} 个字`,
    })
const box = z
  .literal('on')
  .optional()
  .transform((value) => value === 'on')
const choice = <T extends string>(all: readonly T[], message: string) =>
  z
    .string(message)
    .default('')
    .refine((value) => value === '' || (all as readonly string[]).includes(value), message)
    .transform((value) => (value === '' ? null : (value as T)))

const categoryId = z
  .string({ error: '请选择以什么身份参加' })
  .regex(/^[1-9]\d{0,14}$/, '请选择以什么身份参加')
  .transform(Number)

const name = z
  .string({ error: '请写下您的姓名' })
  .transform((text) => text.trim())
  .refine((text) => text !== '', '请写下您的姓名')
  .refine((text) => text === '' || /\p{L}/u.test(text), '姓名里没有文字，请写下您的姓名')
  .refine((text) => characters(text) <= longestName, `姓名最多 ${longestName} 个字`)
  // L3: it may stand in the public list; a number has its own field, which is not public.
  .refine((text) => !/\d{5}/.test(text.normalize('NFKC')), '姓名里不要写号码，电话请写在“电话号码”一栏')

const wrongPhone = '请写手机号码，或者带区号的固定电话，例如 13800000000、0999-2345678'
const phone = z
  .string({ error: '请写下您的电话号码' })
  .transform((text) => text.trim())
  .refine((text) => text !== '', '请写下您的电话号码')
  .refine((text) => text === '' || readPhone(text) !== null, wrongPhone)

const email = z
  .string('请重新填写')
  .default('')
  .transform((text) => text.trim())
  .refine(
    (text) => text === '' || (text.length <= 200 && z.email().safeParse(text).success),
    '邮箱地址不完整，例如 zhao@yunling.example',
  )

const isAdult = z.literal('on', '须年满18周岁才能报名，请勾选确认').transform(() => true as const)

const fields = {
  key,
  categoryId,
  name,
  phone,
  email,
  needs: short(longestNeeds),
  publishName: box,
  organisation: short(longestOrganisation),
  township: short(60),
  sex: choice(sexes, '请选择性别'),
  ageBand: choice(ageBands, '请选择年龄段'),
  topic: short(longestTopic),
  isAdult,
}

/** What a person hands in at the public form. */
export const registrationForm = z.object(fields)

/** By staff, for somebody who called, came by, or was put forward: not everybody has a telephone. */
export const enteredForm = z.object({
  ...fields,
  channel: z.enum(['phone', 'counter', 'nominated'], '请选择报名的途径'),
  phone: z
    .string('请重新填写')
    .default('')
    .transform((text) => text.trim())
    .refine((text) => text === '' || readPhone(text) !== null, wrongPhone),
})

/** The fields that are kept encrypted and in no other form (L3). */
export const sealedFields: ReadonlySet<string> = new Set(['name', 'phone', 'email', 'needs'])

const id = z.coerce.number().int().positive()

/** What the desk does with one registration. */
export const deskForm = z.discriminatedUnion('intent', [
  z.looseObject({ intent: z.literal('confirm'), id }),
  z.looseObject({ intent: z.literal('withdraw'), id }),
  z.looseObject({ intent: z.literal('called'), id }),
  z.looseObject({
    intent: z.literal('exclude'),
    id,
    reason: z
      .string({ error: '请写明理由，报名的人会看到' })
      .transform((text) => text.trim())
      .refine((text) => text !== '', '请写明理由，报名的人会看到')
      .refine((text) => characters(text) <= 300, '理由最多 300 个字'),
  }),
])

/** What the holder of a code may do. */
export const receiptForm = z.discriminatedUnion('intent', [
  z.looseObject({ intent: z.literal('confirm') }),
  z.looseObject({
    intent: z.literal('withdraw'),
    sure: z.literal('on', '请先勾选，确认您不参加了'),
  }),
])
