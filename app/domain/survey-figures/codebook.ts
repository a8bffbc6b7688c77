import type { PublishedResult } from '~/app/domain/survey-results/result-types'
import type { QuestionFigures, SurveyFigures } from './figures'

type Weighting = Pick<PublishedResult, 'quotas' | 'weighting'>

const kinds: Record<QuestionFigures['kind'], string> = {
  single: '单选',
  'drop-down': '下拉单选',
  multiple: '多选（各项相加可以超过回答人数）',
  'yes-no': '是非',
  place: '乡镇、街道',
  rating: '评分',
  matrix: '矩阵（每一行各自统计）',
  ranking: '排序（每一项各自统计名次）',
  number: '数字（按区间统计）',
  date: '日期（按月或按年统计）',
  'short-text': '短文字（只统计是否作答）',
  'long-text': '长文字（只统计是否作答）',
}

/** What each column and each code means, and what was done to the figures, line by line: name and words. */
export function codebookOf(figures: SurveyFigures, { quotas, weighting }: Weighting): [string, string][] {
  const { fewest, questions } = figures
  return [
    ['单位', '人。比例的分母是被问到这道题的人数（含未作答的人），不是选择的次数。'],
    ['人数为空', `不公布：少于 ${fewest} 人，或者公布以后能推算出少于 ${fewest} 人的数字。`],
    ['merged', `“其他几项合并”：人数太少、不能单独公布的几项合在一起。`],
    ['unanswered', '被问到但没有作答的人。'],
    ['平均值、中位数', '只统计作答的人；数字题的结果经过取整，从中推不出任何一个人填的数。'],
    ['加权', weighting || '没有加权，每份答卷都按一个人计算。'],
    ...quotas.map(({ label, most }): [string, string] => ['配额', `${label}：最多 ${most} 份`]),
    ...questions.flatMap((question): [string, string][] => [
      [
        question.id,
        [
          question.title,
          kinds[question.kind],
          `第 ${question.versions.join('、')} 版问卷`,
          question.condition ? `只问部分人：${question.condition}` : '',
        ]
          .filter(Boolean)
          .join('；'),
      ],
      ...question.tables.flatMap(({ id, label, cells }): [string, string][] => [
        ...(id === '' ? [] : [[`${question.id}.${id}`, label] as [string, string]]),
        ...cells.map((cell): [string, string] => [partName(question.id, id, cell.id), cell.label]),
      ]),
    ]),
  ]
}

/** The name of a part in the files. */
export function partName(questionId: string, tableId: string, cellId: string): string {
  return [questionId, tableId, cellId].filter(Boolean).join('.')
}
