export const deliveryWays = ['link', 'post', 'hand'] as const
export type DeliveryWay = (typeof deliveryWays)[number]

/** One handing over of everything that there was to hand over at the time. */
export type Delivery = { way: DeliveryWay; at: Date; files: number[] }

type Dated = { kind: string; at: Date; data: Record<string, unknown> | null }

export function deliveriesOf(steps: readonly Dated[]): Delivery[] {
  return steps.flatMap(({ kind, at, data }) =>
    kind === 'materials-delivered'
      ? [{ at, way: (data?.way as DeliveryWay) ?? 'link', files: (data?.files as number[]) ?? [] }]
      : [],
  )
}

/**
 * P6: since when a participant has had everything: the first delivery that held all the materials there are now. What is
 * added later makes every delivery before it incomplete; a second copy of the same takes nothing away.
 */
export function servedAt(deliveries: readonly Delivery[], materials: readonly number[]): Date | null {
  const whole = deliveries.filter(({ files }) => materials.every((id) => files.includes(id)))
  const times = whole.map(({ at }) => at.getTime())
  return times.length === 0 ? null : new Date(Math.min(...times))
}
