import { and, gt, inArray } from 'drizzle-orm'
import type { Mail, SurveyMail } from '~/app/domain/audit/record.server'
import { sayMoment } from '~/app/domain/calendar'
import { type Letter, letterOf, type Occasion } from '~/app/domain/notifications/letters'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { siteAddress } from '~/app/server/site-address'
import { addressChecks } from '~/db/schema/survey-answers'
import { surveys } from '~/db/schema/surveys'
import { openCheck } from './address.server'

type StoredCheck = { sealed: Uint8Array; expiresAt: Date }

/** The checks that mails are about, by their mark as the mail has it; those that are over are not there. */
export async function addressChecksOf(ctx: Ctx, mails: Mail[]): Promise<Map<string, StoredCheck>> {
  const marks = mails.flatMap((mail) => ('mark' in mail ? [Buffer.from(mail.mark, 'base64url')] : []))
  if (marks.length === 0) return new Map()
  const rows = await ctx.db
    .select()
    .from(addressChecks)
    .where(and(inArray(addressChecks.mark, marks), gt(addressChecks.expiresAt, ctx.now)))
  return new Map(rows.map((row) => [Buffer.from(row.mark).toString('base64url'), row]))
}

/** The code, and until when it is good. The link leads to the survey, not past the code. */
export async function addressLetters(
  ctx: Ctx,
  occasions: Occasion<SurveyMail>[],
): Promise<Map<number, Letter>> {
  if (occasions.length === 0) return new Map()
  const mails = occasions.map(({ mail }) => mail)
  const checks = await addressChecksOf(ctx, mails)
  const titles = await ctx.db
    .select({ id: surveys.id, title: surveys.title })
    .from(surveys)
    .where(
      inArray(
        surveys.id,
        mails.map(({ surveyId }) => surveyId),
      ),
    )
  return new Map(
    occasions.flatMap(({ id, mail }): [number, Letter][] => {
      const stored = checks.get(mail.mark)
      const code = stored && openCheck(stored.sealed)?.code
      const title = titles.find((one) => one.id === mail.surveyId)?.title
      return code && title ? [[id, compose(mail.surveyId, title, code, stored.expiresAt)]] : []
    }),
  )
}

function compose(surveyId: number, title: string, code: string, until: Date): Letter {
  return letterOf(`填写问卷的验证码：${title}`, [
    `您要填写问卷“${title}”。验证码是：`,
    '',
    `    ${code}`,
    '',
    `请回到刚才的页面输入，${sayMoment(until)} 之前有效。页面已经关掉的，从这里进去：`,
    new URL(paths.surveyAddress(surveyId), siteAddress()).href,
    '',
    '我们只用这个邮箱确认一人答一次，不保存邮箱地址，也不会和您的答案放在一起。',
    '如果不是您本人要的验证码，请不用理会：没有它，别人不能用您的邮箱填写。',
  ])
}
