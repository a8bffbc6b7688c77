import { describe, expect, it } from 'vitest'
import { isMultiple, percent, responseRate } from '~/app/domain/occasions/occasion-figures'
import { attendanceForm, pollForm, readOptions, writeOptions } from '~/app/domain/occasions/occasion-forms'
import { attendanceFaults, pollFaults, recordFindings } from '~/app/domain/occasions/occasion-rules'
import type { PollInput } from '~/app/domain/occasions/occasion-types'
import { countRows, readTable, writeTable } from '~/app/domain/occasions/poll-table'
import { readTableFile } from '~/app/domain/occasions/record-desk.server'

const poll: PollInput = {
  ...{ pollster: '云岭县统计局社情民意调查中心', method: '入户面访', population: '城关镇成年居民' },
  ...{ approached: 400, answered: 262, fromDay: '2026-10-10', toDay: '2026-10-20', weighting: '' },
  questions: [
    {
      words: '您是否赞成夜间巡查？',
      base: 260,
      options: [
        { label: '赞成', count: 201 },
        { label: '不赞成', count: 50 },
        { label: '说不清', count: 9 },
      ],
    },
  ],
}
const question = poll.questions[0] as PollInput['questions'][number]
const fieldsOf = (changed: Partial<PollInput>) =>
  pollFaults({ ...poll, ...changed }).map(({ field }) => field)

describe('the figures of a poll', () => {
  it('are shares of people, said with their denominator', () => {
    expect(responseRate(poll)).toBe('65.5%')
    expect(percent(201, 260)).toBe('77.3%')
    expect(percent(0, 260)).toBe('0.0%')
    expect(percent(0, 0)).toBe('—')
    expect(responseRate({ approached: 0, answered: 0 })).toBeNull()
    expect(isMultiple(question)).toBe(false)
    expect(isMultiple({ ...question, base: 201 })).toBe(true)
  })

  it('are believed only where they hold together', () => {
    expect(pollFaults(poll)).toEqual([])
    expect(fieldsOf({ pollster: ' ', method: '', population: '' })).toEqual([
      ...['pollster', 'method', 'population'],
    ])
    expect(fieldsOf({ answered: 401 })).toEqual(['answered'])
    expect(fieldsOf({ approached: 0 })).toContain('approached')
    expect(fieldsOf({ answered: Number.NaN })).toContain('answered')
    expect(fieldsOf({ toDay: '2026-10-01' })).toEqual(['toDay'])
    expect(fieldsOf({ questions: [] })).toEqual(['words-0'])
    expect(fieldsOf({ questions: [{ ...question, base: 263 }] })).toContain('base-0')
    const over = [
      { label: '赞成', count: 261 },
      { label: '不赞成', count: 0 },
    ]
    expect(fieldsOf({ questions: [{ ...question, options: over }] })).toEqual(['options-0'])
    const same = [
      { label: '赞成', count: 130 },
      { label: '赞成', count: 130 },
    ]
    expect(fieldsOf({ questions: [{ ...question, options: same }] })).toEqual(['options-0'])
    const short = [
      { label: '赞成', count: 130 },
      { label: '不赞成', count: 100 },
    ]
    expect(pollFaults({ ...poll, questions: [{ ...question, options: short }] })).toEqual([
      { field: 'options-0', message: expect.stringContaining('各选项合计 230 人，少于回答这一题的 260 人') },
    ])
  })

  it('keep back the account of a poll that has none; of who took part it is only reminded (P2)', () => {
    const nothing = { hasPoll: false, hasAttendance: false }
    expect(recordFindings('opinion-poll', nothing)).toMatchObject([{ id: 'P2', level: 'block' }])
    expect(recordFindings('symposium', nothing)).toMatchObject([{ id: 'P2', level: 'warn' }])
    expect(recordFindings('hearing', nothing)).toEqual([])
    expect(recordFindings('opinion-poll', { ...nothing, hasPoll: true })).toEqual([])
  })
})

describe('the raw table of a poll', () => {
  it('has a head, and every row is as long as it', () => {
    const read = readTable('编号,第1题,第2题\r\n1,赞成,"很好，谢谢"\r\n2,"说 ""不"" 清",\r\n')
    expect(read).toEqual({
      ok: true,
      head: ['编号', '第1题', '第2题'],
      rows: [
        ['1', '赞成', '很好，谢谢'],
        ['2', '说 "不" 清', ''],
      ],
    })
    expect(countRows('a,b\n1,2\n3,4')).toBe(2)
    expect(countRows('a,b\n\n1,2\n')).toBe(1)
    expect(countRows('')).toBe(0)
    for (const [csv, said] of [
      ['', '表是空的'],
      ['编号,第1题', '没有数据'],
      ['1,2\n3,4', '第一行要写各列的名称'],
      ['编号,编号\n1,2', '重复的列名'],
      ['编号,第1题\n1,赞成\n2', '第 3 行有 1 列'],
      ['编号,第1题\n1,"赞成', '引号没有配对'],
    ])
      expect(readTable(csv as string)).toEqual({
        ok: false,
        message: expect.stringContaining(said as string),
      })
  })

  it('of two megabytes is read and counted without keeping anybody waiting', () => {
    const cells = (each: string) => Array.from({ length: 50 }, () => each).join(',')
    const names = Array.from({ length: 50 }, (_, at) => `第${at + 1}题`).join(',')
    const csv = `${names}\n${`${cells('1')}\n`.repeat(19_000)}`
    const began = performance.now()
    expect(readTable(csv)).toMatchObject({ ok: true })
    expect(countRows(csv)).toBe(19_000)
    expect(performance.now() - began).toBeLessThan(3000)
  })

  it('is refused where a cell leads to a person, and says which (L3)', () => {
    for (const [cell, name] of [
      ['13812345678', '手机号码'],
      ['110101199003077512', '身份证号码'],
      ['京A12345', '车牌号码'],
      ['wang@mail.example.com', '电子邮箱'],
      ['微信号：wang_12345', '微信号'],
    ])
      expect(readTable(`编号,备注\n1,无\n2,${cell}`)).toEqual({
        ok: false,
        message: expect.stringMatching(new RegExp(`第 3 行第 2 列像是${name}.*第五十一条`)),
      })
  })

  it('has no more rows than people answered', () => {
    const rows = Array.from({ length: 263 }, (_, at) => `${at + 1},赞成`)
    expect(pollFaults({ ...poll, rawTable: ['编号,第1题', ...rows].join('\n') })).toEqual([
      { field: 'table', message: expect.stringContaining('263 行，多于作了回答的 262 人') },
    ])
    expect(pollFaults({ ...poll, rawTable: `编号,第1题\n1,${'好'.repeat(700_000)}` })).toEqual([
      { field: 'table', message: '原始数据不能超过 2 MB' },
    ])
  })

  it('runs nothing in the spreadsheet that opens it', () => {
    expect(writeTable('编号,备注\n1,=HYPERLINK("http://x")\n2,"-1,5"\n')).toBe(
      '\uFEFF编号,备注\r\n1,"\'=HYPERLINK(""http://x"")"\r\n2,"\'-1,5"\r\n',
    )
    const read = readTable('编号,备注\n1,"=1+1"')
    expect(read.ok && read.rows).toEqual([['1', '=1+1']])
  })

  it('is read as a Chinese spreadsheet saves it', () => {
    const gb = Uint8Array.from([0xd4, 0xde, 0xb3, 0xc9, 0x2c, 0x61])
    expect(readTableFile({ name: 'a.csv', bytes: gb })).toBe('赞成,a')
    expect(readTableFile({ name: 'a.csv', bytes: new TextEncoder().encode('赞成,a') })).toBe('赞成,a')
    expect(() => readTableFile({ name: 'a.xlsx', bytes: Uint8Array.from([80, 75, 3, 0]) })).toThrow(
      '不是 CSV',
    )
    expect(() => readTableFile({ name: 'a.csv', bytes: new Uint8Array(2_100_000).fill(65) })).toThrow('2 MB')
  })
})

describe('what the desk types', () => {
  it('becomes options, the number after a bar or at the end of the line', () => {
    expect(readOptions('赞成 | 263\n 不赞成　１２ \n说不清|9人\n\n只有字')).toEqual([
      { label: '赞成', count: 263 },
      { label: '不赞成', count: 12 },
      { label: '说不清', count: 9 },
      { label: '只有字', count: Number.NaN },
    ])
    expect(readOptions(writeOptions(question.options))).toEqual(question.options)
  })

  it('becomes rows and questions, of which the empty ones are none', () => {
    const rows = {
      intent: 'attendance',
      'group-0': '村民代表',
      'people-0': '8',
      'names-0': '',
      'group-1': '',
    }
    expect(attendanceForm.parse(rows)).toEqual({ rows: [{ group: '村民代表', people: 8, names: '' }] })
    const words = {
      ...{ intent: 'poll', pollster: '县统计局', method: '面访', population: '居民', weighting: '' },
      ...{ approached: '4００', answered: '2,62', fromDay: '2026-10-10', toDay: '2026-10-20' },
      ...{ 'words-0': '赞成吗？', 'base-0': '260', 'options-0': '赞成 200\n不赞成 60', 'words-1': ' ' },
    }
    expect(pollForm.parse(words)).toMatchObject({
      poll: { approached: 400, answered: 262, questions: [{ words: '赞成吗？', base: 260 }] },
      dropTable: false,
    })
    expect(pollForm.safeParse({ ...words, fromDay: '昨天' }).success).toBe(false)
  })

  it('names nobody who is not there, and nothing but names (L2, L3)', () => {
    const row = { group: '沿街商户', people: 2, names: '王芳、李强' }
    expect(attendanceFaults([row])).toEqual([])
    const fields = (change: Partial<typeof row>) =>
      attendanceFaults([{ ...row, ...change }]).map((f) => f.field)
    expect(fields({ people: 1 })).toEqual(['names-0'])
    expect(fields({ people: Number.NaN })).toContain('people-0')
    expect(fields({ group: '' })).toEqual(['group-0'])
    expect(fields({ names: '王芳13812345678' })).toEqual(['names-0'])
    expect(attendanceFaults([row, row]).map(({ field }) => field)).toEqual(['group-1'])
  })
})
