import type { SeatCategory } from '~/app/domain/activities/types'
import { wantedTraits, wantsOrganisation } from './rules'

type Given = { organisation?: string; township?: string; sex?: string | null; ageBand?: string | null }

/** What the category asks for and is not there, by field: all of it at once. */
export function missingDetails(
  given: Given,
  category: Pick<SeatCategory, 'group' | 'trait'>,
): Record<string, string> {
  const wanted = wantedTraits(category)
  const missing: Record<string, string> = {}
  if (wantsOrganisation(category.group) && !given.organisation?.trim())
    missing.organisation = '请写下您所在的单位'
  if (wanted.township && !given.township) missing.township = '请选择乡镇或街道'
  if (wanted.sex && !given.sex) missing.sex = '请选择性别'
  if (wanted.ageBand && !given.ageBand) missing.ageBand = '请选择年龄段'
  return missing
}
