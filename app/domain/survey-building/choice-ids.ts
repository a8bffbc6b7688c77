import type { Option } from '~/db/schema/survey-definition'

/** The ids that an answer may have: the options, and `other` where words of one's own are allowed. */
export function choiceIds({ options, other }: { options: Option[]; other?: string | undefined }): string[] {
  return [...options.map(({ id }) => id), ...(other ? ['other'] : [])]
}
