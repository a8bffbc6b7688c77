import type { Finding } from '~/app/domain/findings'
import type { Quotation } from './clause-links'
import type { InterpretationForm } from './types'

export type InterpretationFacts = {
  form: InterpretationForm
  interpreterName: string
  interpreterTitle: string
  images: number
  quotations: Quotation[]
  /** The words of the interpretation itself, without its quotations. */
  plain: string
  /** The policy's clauses as they now are. */
  clauses: ReadonlyMap<number, string>
  /** The forms of the policy's other interpretations. */
  otherForms: InterpretationForm[]
}

const abridgementShare = 0.6
const department = /(局|委员会|办公室|部门|政府|中心|机关|单位|科|处|室|站|所)$/

/** I1, I3, I4: what stands against submitting an interpretation. */
export function interpretationFindings(facts: InterpretationFacts): Finding[] {
  return [...findInterpreter(facts), ...findQuotations(facts), ...findAbridgement(facts), ...findForms(facts)]
}

function findInterpreter({ interpreterName, interpreterTitle }: InterpretationFacts): Finding[] {
  const source = '（平政办发〔2020〕70号任务六；国办发〔2016〕80号）'
  if (!interpreterName.trim() || !interpreterTitle.trim()) {
    return [
      {
        id: 'I1',
        level: 'block',
        field: 'interpreterName',
        message: `请写明解读第一责任人的姓名和职务${source}。`,
      },
    ]
  }
  if (!department.test(interpreterName.trim())) return []
  return [
    {
      id: 'I1',
      level: 'block',
      field: 'interpreterName',
      message: `解读第一责任人应是部门主要负责人本人，不能只写单位名称${source}。`,
    },
  ]
}

/** I4: a quotation must be what the policy says, and lead to it. */
function findQuotations({ quotations, clauses }: InterpretationFacts): Finding[] {
  const wrong = quotations.filter((quotation) => !isQuotedRight(quotation, clauses))
  if (wrong.length === 0) return []
  const labels = [...new Set(wrong.map((quotation) => quotation.label))].join('、')
  return [
    {
      id: 'I4',
      level: 'block',
      field: 'document',
      message: `引用的${labels}与政策正文不一致，请删去后重新引用（平政办发〔2020〕70号任务六）。`,
    },
  ]
}

export function isQuotedRight({ clauseId, text }: Quotation, clauses: ReadonlyMap<number, string>): boolean {
  const body = clauses.get(clauseId)
  return body !== undefined && tidy(text) !== '' && tidy(body).includes(tidy(text))
}

function findAbridgement({ plain, clauses }: InterpretationFacts): Finding[] {
  const share = shareOfPolicy(plain, [...clauses.values()].join('\n'))
  if (share <= abridgementShare) return []
  const percent = Math.round(share * 100)
  return [
    {
      id: 'I3',
      level: 'warn',
      field: 'document',
      message: `解读约有 ${percent}% 是政策原文的句子。解读应说清背景、要点、适用对象和好处，不是原文摘编（国办发〔2016〕80号）。`,
    },
  ]
}

/** How much of a text, by characters, are whole sentences of the policy. */
export function shareOfPolicy(plain: string, policy: string): number {
  const source = tidy(policy)
  // Short sentences (术语、日期) coincide by chance.
  const sentences = plain
    .split(/[。！？；\n]/)
    .map(tidy)
    .filter((sentence) => sentence.length >= 8)
  const total = sentences.reduce((sum, sentence) => sum + sentence.length, 0)
  const copied = sentences
    .filter((sentence) => source.includes(sentence))
    .reduce((sum, sentence) => sum + sentence.length, 0)
  return total === 0 ? 0 : copied / total
}

function findForms({ form, images, otherForms }: InterpretationFacts): Finding[] {
  if (images > 0 || [form, ...otherForms].some((one) => one !== 'text')) return []
  return [
    {
      id: 'I4',
      level: 'warn',
      field: 'form',
      message: '目前只有文字解读，宜配图解、问答、音视频等形式（平政办发〔2020〕70号任务六）。',
    },
  ]
}

function tidy(text: string): string {
  return text.normalize('NFKC').replace(/[\s\p{P}]/gu, '')
}
