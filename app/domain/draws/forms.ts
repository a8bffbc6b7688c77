import { z } from 'zod'

const drawSteps = ['freeze', 'draw', 'list'] as const
export type DrawStep = (typeof drawSteps)[number]

/** The buttons of the desk page. */
export const drawStepForm = z.object({
  intent: z.enum(drawSteps, { error: '请按页面上的按钮选择要办理的一步' }),
})
