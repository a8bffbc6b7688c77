import type { Finding } from '~/app/domain/findings'
import type { Quotation } from '~/app/domain/interpretation-blocks/clause-links'
import { type Element, elements } from '~/app/domain/interpretation-blocks/elements'
import { type Copied, tidy } from '~/app/domain/interpretation-writing/copied'
import type { MediaFact } from '~/app/domain/media/types'
import { mediaFindings } from './media-rules'
import type { InterpretationForm } from './types'

export type InterpretationFacts = {
  form: InterpretationForm
  interpreterName: string
  interpreterTitle: string
  images: number
  quotations: Quotation[]
  /** How much of it repeats the policy. */
  copied: Copied
  /** The elements that this or another interpretation of the policy meets (I3). */
  elements: Element[]
  /** The files that stand in it. */
  media: MediaFact[]
  /** Remarks of colleagues that nobody has resolved. */
  openRemarks: number
  /** The policy's clauses as they now are. */
  clauses: ReadonlyMap<number, string>
  /** The forms of the policy's other interpretations. */
  otherForms: InterpretationForm[]
}

const abridgementShare = 0.6
const department = /(局|委员会|办公室|部门|政府|中心|机关|单位|科|处|室|站|所)$/

/** I1, I2, I3, I4, L7: what stands against submitting an interpretation. */
export function interpretationFindings(facts: InterpretationFacts): Finding[] {
  return [
    ...findInterpreter(facts),
    ...findRemarks(facts),
    ...findQuotations(facts),
    ...mediaFindings(facts.media),
    ...findAbridgement(facts),
    ...findElements(facts),
    ...findForms(facts),
  ]
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

/** I2: what colleagues asked is answered before the interpretation goes on. */
function findRemarks({ openRemarks }: InterpretationFacts): Finding[] {
  if (openRemarks === 0) return []
  const message = `还有 ${openRemarks} 条批注没有处理。审签前请先处理完批注，每条写一句怎么处理的（平政办发〔2020〕70号任务六：同步审签）。`
  return [{ id: 'I2', level: 'block', field: 'remarks', message }]
}

function findAbridgement({ copied }: InterpretationFacts): Finding[] {
  if (copied.share < abridgementShare) return []
  const percent = Math.round(copied.share * 100)
  return [
    {
      id: 'I3',
      level: 'warn',
      field: 'copied',
      message: `解读约有 ${percent}% 是政策原文的句子，共 ${copied.places.length} 处，下面逐处列出。解读应说清背景、要点、适用对象和好处，不是原文摘编（国办发〔2016〕80号）。`,
    },
  ]
}

const elementNames: Record<Element, string> = {
  background: '背景依据',
  aims: '目标任务',
  content: '主要内容',
  scope: '涉及范围',
  standards: '执行标准',
  notes: '注意事项',
  terms: '关键词解释',
  benefits: '惠民利企举措',
  differences: '新旧政策差异',
}

function findElements(facts: InterpretationFacts): Finding[] {
  const missing = elements.filter((element) => !facts.elements.includes(element))
  if (missing.length === 0) return []
  const names = missing.map((element) => elementNames[element]).join('、')
  return [
    {
      id: 'I3',
      level: 'warn',
      field: 'checklist',
      message: `这份政策的解读还没有说到：${names}。确实用不上的，送审时写一句理由（国办发〔2016〕80号）。`,
    },
  ]
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
