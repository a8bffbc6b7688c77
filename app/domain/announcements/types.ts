import type { announcements } from '~/db/schema/matters'

export type AnnouncementKind = (typeof announcements.$inferSelect)['kind']
