import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { migrateDatabase } from '~/db/migrate'

let client: Client
let url: string

beforeAll(async () => {
  url = await emptyDatabase()
  client = new Client({ connectionString: url })
  await client.connect()
})

afterAll(() => client.end())

const rows = async (query: string) => (await client.query(query)).rows

it('carries a county that worked with the first tables into the present ones, with nothing lost', async () => {
  await migrateUpTo(2)
  await run(firstRows)
  await migrateUpTo(8)
  await run(rowsOfAHearing)
  await run(noticesOfThatTime)
  await migrateDatabase(url)

  expect(await rows('select comment_id, state from comment_states order by 1')).toEqual([
    { comment_id: '1', state: 'published' },
    { comment_id: '2', state: 'published' },
    { comment_id: '3', state: 'refused' },
    { comment_id: '4', state: 'pending' },
  ])
  expect(
    await rows('select state, sum(count)::int as count from comment_tallies group by 1 order by 1'),
  ).toEqual([
    { state: 'pending', count: 1 },
    { state: 'published', count: 2 },
    { state: 'refused', count: 1 },
  ])
  // The placed comment stays in its issue as a whole point; the published one that nobody had placed waits as one.
  expect(await rows('select comment_id, issue_id, text, consultation_id from points order by 1')).toEqual([
    { comment_id: '1', issue_id: '1', text: null, consultation_id: '1' },
    { comment_id: '2', issue_id: null, text: null, consultation_id: '1' },
  ])
  expect(await rows('select points from issue_tallies')).toEqual([{ points: 1 }])
  expect(await rows('select category_id, registered, waiting from seat_tallies')).toEqual([
    { category_id: '1', registered: 3, waiting: 2 },
  ])
  // A notice of a survey says in its text until when that ran; any other is as it was.
  expect(await rows('select body, held_at is null as without_date from announcements order by id')).toEqual([
    { body: '请填问卷。\n答卷截止时间：2026-12-01 18:00', without_date: true },
    { body: '周六开放。', without_date: false },
  ])
})

it('may be run again without any effect', async () => {
  await migrateDatabase(url)
  expect(await rows('select count(*)::int as count from points')).toEqual([{ count: 2 }])
})

async function emptyDatabase(): Promise<string> {
  const address = new URL(inject('databaseUrl'))
  const name = `migrate_${randomBytes(6).toString('hex')}`
  address.pathname = '/postgres'
  const server = new Client({ connectionString: address.href })
  await server.connect()
  await server.query(`create database ${name}`)
  await server.end()
  address.pathname = `/${name}`
  return address.href
}

/** The tables as they were after the first `count` migrations. */
async function migrateUpTo(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gongyi-migrations-'))
  cpSync('db/migrations', folder, { recursive: true })
  const journalFile = join(folder, 'meta/_journal.json')
  const journal = JSON.parse(readFileSync(journalFile, 'utf8'))
  writeFileSync(journalFile, JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }))
  await migrate(drizzle(client), { migrationsFolder: folder })
  rmSync(folder, { recursive: true })
}

async function run(statements: string[]): Promise<void> {
  for (const statement of statements) await client.query(statement)
}

const firstRows = [
  `insert into departments (slug, name, name_en, kind) values ('d', '局', 'Bureau', 'bureau')`,
  `insert into matters (title, kind, summary, basis, year, department_id, planned_methods, planned_timing, affected_groups, created_at)
     values ('事项', 'public-policy', '说明', '依据', 2026, 1, '{consultation}', '全年', '{}', now())`,
  `insert into texts (department_id, created_at) values (1, now())`,
  `insert into text_versions (text_id, number, title, created_at) values (1, 1, '文本', now())`,
  `insert into consultations (matter_id, department_id, title, background, drafting_note, draft_kind, text_id, version_id, opens_at, closes_at, created_at)
     values (1, 1, '征求意见', '背景', '说明', 'general', 1, 1, now(), now() + interval '30 days', now())`,
  `insert into comments (code, consultation_id, channel, received_at, body, original)
     select 'C' || n, 1, 'online', now(), '意见' || n, '{}' from generate_series(1, 4) n`,
  `insert into steps (subject, subject_id, kind, at) values ('comment', 1, 'published', now()),
     ('comment', 2, 'refused', now()), ('comment', 2, 'published', now()), ('comment', 3, 'refused', now())`,
  `insert into issues (consultation_id, title, summary, created_at) values (1, '归集', '摘要', now())`,
  `insert into points (comment_id, issue_id, text, created_at) values (1, 1, '意见1', now())`,
]

/** Five have registered, of whom one has withdrawn and one was excluded and withdrew after that. */
const rowsOfAHearing = [
  `insert into activities (kind, matter_id, department_id, title, purpose, starts_at, ends_at, created_at)
   values ('hearing', 1, 1, '听证会', '听取意见', now(), now() + interval '3 hours', now())`,
  `insert into seat_categories (activity_id, position, "group", seats, method) values (1, 0, 'observer', 1, 'arrival')`,
  `insert into registrations (code, pseudonym, activity_id, category_id, channel, received_at, shown_name, original)
   select 'R' || n, 'P' || n, 1, 1, 'online', now(), '王**', '{}' from generate_series(1, 5) n`,
  `insert into waiting_places (registration_id, category_id, place) values (4, 1, 1), (5, 1, 2)`,
  `insert into steps (subject, subject_id, kind, at) values ('registration', 1, 'withdrawn', now()),
   ('registration', 2, 'excluded', now()), ('registration', 2, 'withdrawn', now())`,
]

const noticesOfThatTime = [
  `insert into announcements (kind, department_id, title, body, held_at, created_at) values
    ('survey', 1, '问卷调查公告', '请填问卷。', '2026-12-01T18:00:00+08:00', now()),
    ('notice', 1, '开放通知', '周六开放。', '2026-12-01T18:00:00+08:00', now())`,
]
