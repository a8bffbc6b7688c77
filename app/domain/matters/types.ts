/** One field of a published matter as it was before and after a change. */
export type Difference = { field: string; before: unknown; after: unknown }
