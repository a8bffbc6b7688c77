import { sql } from 'drizzle-orm'
import { createAccount } from '~/app/domain/people/accounts.server'
import { parseText } from '~/app/domain/texts/parse-text'
import { saveVersion } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'

export type Heard = { id: number; clauseId: number }
type County = { departmentId: number; versionId: number; cookie: string }

const password = '云岭县测速用口令-2026'
const articles = 40
const issues = 30

/** A draft, five townships, and somebody who works at the desk. */
export async function prepareCounty(
  ctx: Ctx,
  handle: (request: Request) => Promise<Response>,
): Promise<County> {
  const { rows } = await ctx.db.execute<{ id: string }>(
    sql`insert into departments (slug, name, name_en, kind) values ('bench', '测速局', 'Bench', 'bureau') returning id`,
  )
  const departmentId = Number(rows[0]?.id)
  await ctx.db.execute(sql`insert into departments (slug, name, name_en, kind)
    select 'bench-' || n, '第' || n || '镇人民政府', 'Township ' || n, 'township' from generate_series(1, 5) n`)
  const email = 'bench@yunling.example'
  await createAccount(ctx, {
    ...{ name: '测速员', title: '科员', email, password, departmentId },
    roles: ['drafter', 'moderator'],
  })
  const words = Array.from(
    { length: articles },
    (_, at) => `第${at + 1}条　县人民政府有关部门应当自受理之日起三十日内办理第${at + 1}类事项，并公布结果。`,
  )
  const { versionId } = await saveVersion(ctx, {
    departmentId,
    parsed: parseText(['云岭县测速办法（征求意见稿）', ...words].join('\n')),
  })
  return { departmentId, versionId, cookie: await signIn(handle, email) }
}

async function signIn(handle: (request: Request) => Promise<Response>, email: string): Promise<string> {
  const response = await handle(
    new Request('http://gongyi.test/desk/sign-in', {
      method: 'POST',
      headers: { Origin: 'http://gongyi.test' },
      body: new URLSearchParams({ email, password }),
      redirect: 'manual',
    }),
  )
  if (response.status !== 303) throw new Error(`signing in answered ${response.status}`)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

type Making = { departmentId: number; versionId: number; comments: number }

/** A consultation that is open and has been heard: published, refused, withdrawn and waiting comments, points, letters. */
export async function makeHeard(ctx: Ctx, { departmentId, versionId, comments }: Making): Promise<Heard> {
  const { rows } = await ctx.db.execute<{ id: string; clause: string }>(sql`
    with matter as (
      insert into matters (title, kind, summary, basis, year, department_id, planned_methods, planned_timing, affected_groups, created_at)
      values ('事项', 'public-policy', '说明', '依据', 2026, ${departmentId}, '{consultation}', '全年', '{居民,商户,老年人}', now()) returning id),
    version as (select id, text_id from text_versions where id = ${versionId})
    insert into consultations (matter_id, department_id, title, background, drafting_note, draft_kind, text_id, version_id, opens_at, closes_at, created_at)
    select matter.id, ${departmentId}, '征求意见', '背景', '说明', 'general', version.text_id, version.id,
      now() - interval '9 days', now() + interval '30 days', now() from matter, version
    returning id, (select clause_id from clause_versions where version_id = ${versionId} order by position offset 5 limit 1) as clause`)
  const id = Number(rows[0]?.id)
  for (const statement of statements(id, versionId, comments)) await ctx.db.execute(statement)
  return { id, clauseId: Number(rows[0]?.clause) }
}

const statements = (id: number, versionId: number, comments: number) => [
  sql`insert into steps (subject, subject_id, kind, at)
    select 'matter', matter_id, 'published', now() - interval '20 days' from consultations where id = ${id}`,
  sql`insert into steps (subject, subject_id, kind, at)
    values ('consultation', ${id}, 'published', now() - interval '9 days')`,
  sql`insert into comments (code, consultation_id, clause_id, channel, received_at, body, original, author_kind, township, affected_group)
    select 'B' || ${id}::int || '-' || n, ${id},
      case when n % 8 > 0 then (select array_agg(clause_id order by position) from clause_versions where version_id = ${versionId})[1 + n % ${articles}] end,
      (array['online', 'online', 'online', 'phone', 'letter'])[1 + n % 5],
      now() - interval '8 days' + n * interval '6 seconds',
      '第' || n || '个人的意见：办理的时间太长，建议写明由谁答复，' || md5(n::text) || '，也请把结果告诉提意见的人。', '{}',
      'anonymous', case when n % 7 > 0 then 'bench-' || 1 + n % 5 else '' end,
      (array['居民', '商户', '', ''])[1 + n % 4]
    from generate_series(1, ${comments}::int) n`,
  // Of twenty one is refused, one withdrawn, two wait, and sixteen are public.
  sql`insert into steps (subject, subject_id, kind, at, reason)
    select 'comment', id, case id % 20 when 0 then 'refused' when 1 then 'withdrawn' else 'published' end,
      received_at + interval '1 hour', case id % 20 when 0 then '与征求意见内容无关（意见审核规则第一项）。' end
    from comments where consultation_id = ${id} and id % 20 not in (2, 3)`,
  sql`insert into issues (consultation_id, title, summary, created_at)
    select ${id}, '归集' || n, '一些人认为办理的时间太长，建议缩短，并写明由谁答复', now() from generate_series(1, ${issues}::int) n`,
  sql`insert into issue_decisions (issue_id, decision, reason, at)
    select id, 'explained', '办理时间由上位法规定', now() from issues where consultation_id = ${id} and id % 3 > 0`,
  // Six of ten are placed, the others wait.
  sql`insert into points (consultation_id, comment_id, issue_id, created_at, placed_at)
    select ${id}, comment_id,
      case when comment_id % 10 < 6 then (select array_agg(id) from issues where consultation_id = ${id})[1 + comment_id % ${issues}] end,
      now(), case when comment_id % 10 < 6 then now() end
    from comment_states where consultation_id = ${id} and state = 'published'`,
  sql`insert into campaigns (consultation_id, sent, added)
    select ${id}, ${comments}::int / 10, ${comments}::int / 50 from generate_series(1, 3)`,
  sql`insert into campaign_comments (comment_id, campaign_id, relation)
    select comment_id, (select array_agg(id) from campaigns where consultation_id = ${id})[1 + comment_id % 3], 'near'
    from comment_states where consultation_id = ${id} and state = 'published' and comment_id % 10 < 3`,
]
