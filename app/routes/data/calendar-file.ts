import type { LoaderFunctionArgs } from '@remix-run/node'
import { icsFile } from '~/app/domain/public-dates/ics'
import { activityDate, publicDates } from '~/app/domain/public-dates/list.server'
import type { PublicDate } from '~/app/domain/public-dates/types'
import { encodeFileName } from '~/app/server/file-response'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { siteFor } from '~/app/server/site.server'
import { siteOrigin } from '~/app/server/site-address'
import { fileWords, hrefOfDate } from '~/app/ui/calendar/date-words'
import { translate } from '~/app/ui/catalogue'

/** One activity for a telephone's calendar, or all public dates for one that subscribes to them. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const site = await siteFor(ctx, request)
  const id = params.id === undefined ? null : readId(params.id)
  const dates = id === null ? await publicDates(ctx) : [await activityDate(ctx, id)]
  const origin = siteOrigin(request)
  const entries = dates.map((date) => entryOf(date, origin))
  const name =
    id === null ? translate('zh', 'calendarFile.name', { site: site.name }) : (dates[0]?.title ?? '')
  const changed = Math.max(0, ...dates.map(({ changedAt }) => changedAt.getTime()))
  const how = id === null ? 'inline' : 'attachment'
  const tags = id === null ? 'calendar activities consultations surveys' : `activity:${id}`
  return new Response(icsFile(entries, name), {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': `${how}; filename="calendar.ics"; filename*=UTF-8''${encodeFileName(`${name}.ics`)}`,
      ...(changed > 0 ? { 'Last-Modified': new Date(changed).toUTCString() } : {}),
      'X-Cache-Tags': tags,
    },
  })
}

function entryOf(date: PublicDate, origin: string) {
  const { host } = new URL(origin)
  const url = `${origin}${hrefOfDate(date)}`
  return {
    ...fileWords(date, url),
    uid: `${date.key}@${host}`,
    url,
    location: date.place,
    start: date.at,
    end: date.endsAt,
    isCancelled: date.state === 'cancelled',
    sequence: date.revision,
    changedAt: date.changedAt,
  }
}
