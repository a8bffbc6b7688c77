import { inGroups } from '~/app/domain/audit/receive-batch.server'
import { receiveAll } from './receive.server'

/** Writes a comment together with those that arrive while the database is busy. */
export const receiveInGroup = inGroups(receiveAll)
