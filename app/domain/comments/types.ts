export type CommentState = 'pending' | 'published' | 'refused' | 'withdrawn'

export type CommentChannel = 'online' | 'letter' | 'phone' | 'email' | 'fax' | 'meeting'

/** 云台街道办事处 → 云台街道: a person lives in the place, not in its office. */
export function placeOf(township: string | null): string {
  return (township ?? '').replace(/(人民政府|办事处)$/, '')
}

/** The ways by which staff enter what came on paper, by telephone or in a meeting. */
export const enteredChannels = ['letter', 'phone', 'email', 'fax', 'meeting'] as const

export type Decision = 'adopted' | 'partially-adopted' | 'not-adopted' | 'explained'
