import type { Pool } from 'pg'

/** A county after some years: rows by the ten thousand, written by PostgreSQL itself; all of it published. */
export async function fillCounty(pool: Pool): Promise<void> {
  for (const statement of statements) await pool.query(statement)
  await pool.query('analyze')
}

const steps = (subject: string, table: string, at: string, where = 'true') => `
  insert into steps (subject, subject_id, kind, at)
  select '${subject}', id, 'published', ${at} from ${table} where ${where}`

const statements = [
  `insert into departments (slug, name, name_en, kind)
   select 'office-' || n, '第' || n || '局', 'Office ' || n, 'bureau' from generate_series(1, 30) n`,
  `insert into matters (title, kind, summary, basis, year, department_id, planned_methods, planned_timing, affected_groups, created_at)
   select '事项' || n, 'public-policy', '说明', '依据', 2026, 1 + n % 30, '{consultation}', '全年', '{}', now() from generate_series(1, 500) n`,
  `insert into texts (department_id, created_at) select 1 + n % 30, now() from generate_series(1, 21000) n`,
  `insert into text_versions (text_id, number, title, created_at) select id, 1, '文本' || id, now() from texts`,
  // Five clauses each: those of text t have the ids 5t-4 to 5t.
  `insert into clauses (text_id) select id from texts, generate_series(1, 5) order by id`,
  `insert into clause_versions (version_id, clause_id, position, kind, label, body, depth)
   select c.text_id, c.id, c.id % 5, 'article', '第一条', '条文', 0 from clauses c`,
  `insert into consultations (matter_id, department_id, title, background, drafting_note, draft_kind, text_id, version_id, opens_at, closes_at, created_at)
   select 1 + n % 500, 1 + n % 30, '征求意见' || n, '背景', '说明', 'general', 20000 + n, 20000 + n,
     now() - n * interval '1 day', now() - n * interval '1 day' + interval '30 days', now() from generate_series(1, 1000) n`,
  steps('consultation', 'consultations', 'opens_at'),
  // Nearly all of them in the second consultation, where the newest 90,000 are refused or wait: what is public there
  // lies far behind them.
  `insert into comments (code, consultation_id, clause_id, channel, received_at, body, original)
   select 'C' || n, case when n <= 95000 then 2 else 1 + n % 50 end,
     case when n <= 95000 then 100006 + n % 5 else (20000 + n % 50) * 5 + 1 + n % 5 end,
     case when n % 20000 = 7 then 'letter' else 'online' end,
     now() - (100000 - n) * interval '1 minute', '意见' || n, '{}' from generate_series(1, 100000) n`,
  steps('comment', 'comments', 'received_at', 'id <= 5000 or id > 95000'),
  `insert into steps (subject, subject_id, kind, at, reason)
   select 'comment', id, 'refused', received_at, '没有实质内容（意见审核规则第一项）。' from comments where id between 5001 and 50000`,
  `insert into comment_corrections (comment_id, body, original, at)
   select id, body || '，更正', '{}', received_at from comments where id % 40 = 0 and (id <= 50000 or id > 95000)`,
  `insert into steps (subject, subject_id, kind, at)
   select 'comment-correction', id, 'published', at from comment_corrections where id % 10 > 0`,
  `insert into comment_appeals (comment_id, refusal_id, body, at)
   select subject_id, id, '请再看一遍', at from steps where subject = 'comment' and kind = 'refused' and subject_id % 100 = 0`,
  `insert into steps (subject, subject_id, kind, at, reason)
   select 'comment-appeal', id, 'upheld', at, '维持' from comment_appeals where id % 10 > 0`,
  `insert into issues (consultation_id, title, summary, created_at)
   select 2, '归集' || n, '摘要', now() from generate_series(1, 20) n`,
  `insert into points (consultation_id, comment_id, issue_id, created_at, placed_at)
   select consultation_id, comment_id, case when consultation_id = 2 and comment_id % 2 = 0 then 1 + comment_id % 20 end,
     moved_at, case when consultation_id = 2 and comment_id % 2 = 0 then moved_at end
   from comment_states where state = 'published'`,
  `insert into policies (text_id, version_id, department_id, title, document_number, index_number, theme, kind, audience, signed_on, effective_on, created_at)
   select n, n, 1 + n % 30, '办法' || n, '岭政发〔2026〕' || n || '号', 'I' || n, '主题' || n % 12, case when n % 10 = 0 then 'plan' else 'normative' end,
     array['第' || n % 40 || '类人', '居民'], current_date - n % 4000, current_date - n % 4000, now() from generate_series(1, 20000) n`,
  steps('policy', 'policies', `now() - id * interval '3 hours'`),
  `insert into validity_changes (policy_id, validity, "on", reason, at)
   select id, case when id % 3 = 0 then 'repealed' else 'amended' end, current_date - 1, '依据', now() from policies where id % 50 = 0`,
  `insert into interpretations (policy_id, department_id, title, form, author, interpreter_name, interpreter_title, document, html, plain, created_at)
   select n, 1 + n % 30, '解读' || n, 'text', '某某', '某某', '局长', '{}', '', '', now() from generate_series(1, 10000) n`,
  steps('interpretation', 'interpretations', `now() - id * interval '3 hours'`),
  `insert into media (sha256, kind, name, type, size, department_id, uploaded_at)
   select md5(n::text) || md5(n::text), case when n % 10 = 0 then 'video' else 'image' end, n || '.png', 'image/png', 1000, 1 + n % 30, now()
   from generate_series(1, 20000) n`,
  `insert into media_uses (media_id, interpretation_id) select n, 1 + n % 10000 from generate_series(1, 20000) n`,
  `insert into concerns (code, kind, channel, received_at, body, original)
   select 'Q' || n, 'question', 'online', now() - n * interval '2 hours', '问题' || n, '{}' from generate_series(1, 20000) n`,
  `insert into concern_triages (concern_id, department_id, severity, public_title, public_body, at)
   select id, 1 + id % 30, 'ordinary', '关切' || id, '内容', received_at from concerns`,
  // Every fifth was handed over once.
  `insert into concern_triages (concern_id, department_id, severity, public_title, public_body, at)
   select id, 1 + id % 29, 'ordinary', '关切' || id, '内容', received_at from concerns where id % 5 = 0`,
  steps('concern', 'concerns', 'received_at'),
  `insert into responses (concern_id, version, department_id, spokesperson, body, created_at)
   select id, 1, 1 + id % 30, '发言人', '答复', received_at from concerns where id % 20 > 0`,
  steps('response', 'responses', 'created_at'),
]
