import { z } from 'zod'
import { isDay } from '~/app/domain/calendar'
import { interpretationForms } from '~/app/domain/interpretations/types'
import type { NewPlanItem } from './types'

/** Rows of a plan at once; empty ones are ignored. */
export const planRows = 12

const words = (max: number) => z.string().trim().max(max, `不超过 ${max} 字`).default('')
const itemFields = Object.fromEntries(
  Array.from({ length: planRows }).flatMap((_, row): [string, z.ZodType][] => [
    [`form-${row}`, z.enum(interpretationForms, '请选择解读形式').default('text')],
    [`what-${row}`, words(200)],
    [`who-${row}`, words(100)],
    [`dueOn-${row}`, z.string().trim().default('')],
    [
      `interpretationId-${row}`,
      z
        .string()
        .default('')
        .transform((typed) => (/^[1-9]\d{0,14}$/.test(typed) ? Number(typed) : null)),
    ],
  ]),
)

/** The whole plan; a row in which nothing is written is taken out. */
export const planForm = z
  .object({
    interpreterName: z.string().trim().min(1, '请填写解读第一责任人的姓名').max(50, '姓名不超过 50 字'),
    interpreterTitle: z.string().trim().min(1, '请填写解读第一责任人的职务').max(100, '职务不超过 100 字'),
    points: z.string().trim().min(1, '请写明要向谁说清什么').max(2000, '不超过 2000 字'),
    revision: z.coerce.number().int().min(0).default(0),
    ...itemFields,
  })
  .transform((typed, check) => {
    const fields = typed as Record<string, unknown>
    const wrong = (field: string, message: string) =>
      check.addIssue({ code: 'custom', path: [field], message })
    const items = Array.from({ length: planRows }).flatMap((_, row): NewPlanItem[] => {
      const [what, who, dueOn] = [`what-${row}`, `who-${row}`, `dueOn-${row}`].map((name) =>
        String(fields[name]),
      ) as [string, string, string]
      if (!what && !who && !dueOn) return []
      if (!what) wrong(`what-${row}`, '请写明要说清什么')
      if (!who) wrong(`who-${row}`, '请写明由谁来做')
      if (!isDay(dueOn)) wrong(`dueOn-${row}`, '请填写公开的日期')
      const form = fields[`form-${row}`] as NewPlanItem['form']
      return [
        { form, what, who, dueOn, interpretationId: fields[`interpretationId-${row}`] as number | null },
      ]
    })
    if (items.length === 0) wrong('what-0', '解读方案至少要有一项')
    const { interpreterName, interpreterTitle, points, revision } = typed
    return { interpreterName, interpreterTitle, points, revision, items }
  })

export type PlanInput = z.output<typeof planForm>
