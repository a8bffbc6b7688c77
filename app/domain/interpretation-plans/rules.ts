import type { PlanItem, PlannedInterpretation, PlanProgress } from './types'

/**
 * How far each item is on a day (YYYY-MM-DD). An item is done by the interpretation that was settled for it, else by
 * one of the same form that no other item has; of these a public one comes first, so that nothing is late that is there.
 */
export function planProgress(
  items: PlanItem[],
  interpretations: PlannedInterpretation[],
  today: string,
): PlanProgress[] {
  const settled = new Set(items.map((item) => item.interpretationId))
  const free = interpretations.filter(({ id, state }) => !settled.has(id) && state !== 'withdrawn')
  const taken = new Set<number>()
  const takeOfForm = (form: PlanItem['form']) => {
    const same = free.filter((one) => one.form === form && !taken.has(one.id))
    const made = same.find(({ state }) => state === 'published') ?? same[0] ?? null
    if (made) taken.add(made.id)
    return made
  }
  return items.map((item) => {
    const made =
      item.interpretationId === null
        ? takeOfForm(item.form)
        : (interpretations.find(({ id }) => id === item.interpretationId) ?? null)
    if (made?.state === 'published') return { ...item, made, state: 'done' }
    return { ...item, made, state: item.dueOn < today ? 'late' : 'planned' }
  })
}
