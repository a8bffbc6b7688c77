import { eq, inArray } from 'drizzle-orm'
import type { RegistrationMail } from '~/app/domain/audit/record.server'
import { type Step, stepsOfMany } from '~/app/domain/audit/steps.server'
import { sayMoment } from '~/app/domain/calendar'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { siteAddress } from '~/app/server/site-address'
import { activities } from '~/db/schema/activities'
import { registrations } from '~/db/schema/registrations'
import { type Letter, letterOf, type Occasion, type SayCode } from './letters'

/** It names the activity and leads to the receipt; neither who registered nor what the person means to say stands in it. */
export async function registrationLetters(
  ctx: Ctx,
  occasions: Occasion<RegistrationMail>[],
  sayCode: SayCode,
): Promise<Map<number, Letter>> {
  const ids = [...new Set(occasions.map(({ mail }) => mail.registrationId))]
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .select({
      id: registrations.id,
      code: registrations.code,
      activityId: activities.id,
      title: activities.title,
      startsAt: activities.startsAt,
      place: activities.place,
    })
    .from(registrations)
    .innerJoin(activities, eq(activities.id, registrations.activityId))
    .where(inArray(registrations.id, ids))
  const byId = new Map(rows.map((row) => [row.id, row]))
  const own = await stepsOfMany(ctx, 'registration', ids)
  const ofActivity = await stepsOfMany(ctx, 'activity', [
    ...new Set(rows.map(({ activityId }) => activityId)),
  ])
  return new Map(
    occasions.flatMap(({ id, mail, at }): [number, Letter][] => {
      const known = byId.get(mail.registrationId)
      if (!known) return []
      const until = (steps: Step[] = []) => steps.filter((step) => step.at <= at)
      const happened = whatHappened(mail, until(own.get(known.id)), until(ofActivity.get(known.activityId)))
      return [[id, compose(mail, { ...known, code: sayCode(known.code) }, happened)]]
    }),
  )
}

type Registered = { code: string; title: string; startsAt: Date; place: string }

function compose({ kind }: RegistrationMail, registered: Registered, happened: Happened): Letter {
  const { code, title, startsAt, place } = registered
  const isOver = kind === 'activity-cancelled' || kind === 'activity-reported'
  return letterOf(`${happened.subject}：${title}`, [
    `您报名参加“${title}”。${happened.words}`,
    '',
    ...(isOver ? [] : [`时间：${sayMoment(startsAt)}`, `地点：${place}`, '']),
    '您的报名回执：',
    new URL(paths.registration(code), siteAddress()).href,
    '',
    '请不要把这个链接转给别人：凭它可以替您确认或者取消参加。',
  ])
}

type Happened = { subject: string; words: string }

const plainWords: Record<RegistrationMail['kind'], Happened> = {
  'registration-received': {
    subject: '报名已经收到',
    words: '报名已经收到。报名截止后抽签，结果会写信告诉您，也写在报名回执上。',
  },
  'seat-given': {
    subject: '报名成功，已有您的名额',
    words: '已经有您的名额，不用再确认，请届时参加。来不了的，请尽早打开报名回执取消，让候补的人来。',
  },
  'seat-offered': { subject: '您已入选，请确认参加', words: '您已经入选，请打开报名回执，确认参加。' },
  'seat-lapsed': {
    subject: '名额已经让给候补的人',
    words:
      '没有在期限内收到您的确认，名额已经让给候补的人。仍想表达意见的，可以在网上提意见，或者写信给我们。',
  },
  'on-waiting-list': {
    subject: '您在候补名单里',
    words:
      '目前名额已满，您在候补名单里。前面有人退出，会按次序递补，轮到您时马上写信告诉您。现在排第几位，写在报名回执上。',
  },
  'registration-excluded': {
    subject: '报名没有通过',
    words: '经核对，您的报名不符合这一类的条件，理由写在报名回执上。有疑问的，请按公告上的电话联系我们。',
  },
  'materials-delivered': {
    subject: '会议材料已经送达',
    words: '会议材料已经送达，请打开报名回执，在参加之前读一读。',
  },
  'transcript-opened': {
    subject: '请核对并确认记录',
    words: '记录已经整理好，请打开报名回执，核对您的发言，确认并签字；有出入的，可以要求更正。',
  },
  'activity-postponed': {
    subject: '时间有变',
    words: '举行的时间改了，新的时间写在下面。您的报名仍然有效，不用重新报名。',
  },
  'activity-cancelled': { subject: '活动取消', words: '这次活动取消了，请您不要前往。' },
  'activity-reported': {
    subject: '活动报告已经公布',
    words: '活动报告已经公布，大家说了什么、怎样办理，都写在里面。',
  },
}

/** Steps up to the moment of the mail, oldest first. */
function whatHappened({ kind }: RegistrationMail, own: Step[], ofActivity: Step[]): Happened {
  const { subject, words } = plainWords[kind]
  if (kind === 'seat-offered') {
    const seated = own.findLast((step) => step.kind === 'seated')
    const confirmBy = seated?.data?.confirmBy
    if (typeof confirmBy !== 'string') return { subject, words }
    const first = seated?.data?.way === 'moved-up' ? '有人退出，轮到您递补。' : '您已经入选。'
    const by = sayMoment(new Date(confirmBy))
    return { subject, words: `${first}请在 ${by} 前打开报名回执，确认参加；到时没有确认，名额让给候补的人。` }
  }
  const publicReason = { 'activity-postponed': 'postponed', 'activity-cancelled': 'cancelled' } as const
  if (kind !== 'activity-postponed' && kind !== 'activity-cancelled') return { subject, words }
  const reason = ofActivity.findLast((step) => step.kind === publicReason[kind])?.reason
  return { subject, words: reason ? `${words}原因：${reason}` : words }
}
