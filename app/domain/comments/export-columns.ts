import { channelNames, decisionNames } from '~/app/domain/feedback/words'
import type { ExportedComment, ExportScope } from './export-types'
import type { CommentState } from './types'

const authorKinds = { anonymous: '未署名', person: '个人', organisation: '单位' } as const
const states: Record<CommentState, string> = {
  pending: '等待审核',
  published: '已公开',
  refused: '不予公开',
  withdrawn: '已撤回',
}
export type Column = {
  key: keyof ExportedComment
  title: string
  width: number
  cell: (row: ExportedComment) => string | number
}

const columns: Column[] = [
  { key: 'number', title: '编号', width: 9, cell: (row) => row.number },
  {
    key: 'receivedAt',
    title: '收到时间',
    width: 17,
    cell: (row) => row.receivedAt.slice(0, 16).replace('T', ' '),
  },
  { key: 'channel', title: '途径', width: 10, cell: (row) => channelNames[row.channel] },
  { key: 'authorKind', title: '提出人', width: 9, cell: (row) => authorKinds[row.authorKind] },
  { key: 'name', title: '署名（本人同意公开的）', width: 14, cell: (row) => row.name },
  { key: 'township', title: '所在乡镇（街道）', width: 14, cell: (row) => row.township },
  { key: 'group', title: '所属群体', width: 12, cell: (row) => row.group },
  { key: 'clause', title: '针对的条款', width: 12, cell: (row) => row.clause },
  { key: 'quote', title: '针对的原文', width: 24, cell: (row) => row.quote },
  { key: 'words', title: '意见', width: 60, cell: (row) => row.words },
  { key: 'state', title: '状态', width: 10, cell: (row) => states[row.state] },
  { key: 'refusalReason', title: '不予公开的理由', width: 24, cell: (row) => row.refusalReason },
  { key: 'attachments', title: '附件数', width: 8, cell: (row) => row.attachments },
  { key: 'issues', title: '归入的问题', width: 30, cell: (row) => row.issues.join('；') },
  {
    key: 'decisions',
    title: '采纳情况',
    width: 40,
    cell: (row) => row.decisions.map(sayDecision).join('；'),
  },
  { key: 'campaign', title: '同文来信编号', width: 12, cell: (row) => row.campaign ?? '' },
  { key: 'round', title: '征集轮次', width: 8, cell: (row) => row.round },
]

function sayDecision({ issue, decision, reason }: ExportedComment['decisions'][number]): string {
  return `${issue}：${decisionNames[decision]}${reason ? `（${reason}）` : ''}`
}

// Of a person the public needs to know least: the group that somebody belongs to is for the department alone (L1).
const notForAll: ReadonlySet<keyof ExportedComment> = new Set(['group', 'state', 'refusalReason'])

export function columnsOf(scope: ExportScope): Column[] {
  return scope === 'public' ? columns.filter(({ key }) => !notForAll.has(key)) : columns
}
