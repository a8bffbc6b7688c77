import type { Story } from '../types'
import { apple } from './apple/story'
import { eBikes } from './e-bikes/story'
import { elderCare, elderCareTrial } from './elder-care/story'
import { elevator } from './elevator/story'
import { heatingEmergency } from './heating-emergency/story'
import { heatingPrice } from './heating-price/story'
import { parking } from './parking/story'
import { ruralHousing } from './rural-housing/story'
import { schoolZones } from './school-zones/story'
import { waterAmended } from './water/amended'
import { water } from './water/story'

/** In the order of seeding: a policy stands before the one that names it as replaced. */
export const stories: Story[] = [
  elderCare,
  elderCareTrial,
  water,
  waterAmended,
  parking,
  apple,
  ruralHousing,
  heatingPrice,
  eBikes,
  elevator,
  heatingEmergency,
  schoolZones,
]
