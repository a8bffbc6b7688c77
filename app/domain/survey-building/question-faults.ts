import type { Question } from '~/db/schema/survey-definition'

export type QuestionFault = { field: string; message: string }

/** What a question contradicts itself in, with the field of its form; null where nothing is wrong. */
export function questionFault(question: Question): QuestionFault | null {
  switch (question.kind) {
    case 'multiple':
      return multipleFault(question)
    case 'ranking':
      return question.most !== undefined && question.most > question.options.length
        ? fault('most', `只有 ${question.options.length} 项，排不出前 ${question.most} 名`)
        : null
    case 'number':
      return numberFault(question)
    case 'date':
      return question.from && question.to && question.from > question.to
        ? fault('to', '最晚的日期要在最早的日期以后')
        : null
    case 'single':
    case 'drop-down':
      return question.options.length + (question.other ? 1 : 0) < 2
        ? fault('options', '请至少写两个选项，一行一个')
        : null
    default:
      return null
  }
}

function multipleFault({ options, other, least, most }: Question & { kind: 'multiple' }) {
  const count = options.length + (other ? 1 : 0)
  if (count < 2) return fault('options', '请至少写两个选项，一行一个')
  if (least !== undefined && most !== undefined && least > most)
    return fault('least', '“至少选几项”不能大于“最多选几项”')
  const choosable = count - options.filter(({ exclusive }) => exclusive).length
  if (least !== undefined && least > choosable)
    return fault('least', `能一起选的只有 ${choosable} 项，不能要求至少选 ${least} 项`)
  return most !== undefined && most > count
    ? fault('most', `只有 ${count} 项，不能写最多选 ${most} 项`)
    : null
}

function numberFault({ least, most, bands }: Question & { kind: 'number' }) {
  if (least !== undefined && most !== undefined && least > most)
    return fault('most', '最大的数要大于最小的数')
  if (bands.some((band, at) => at > 0 && band <= (bands[at - 1] ?? band)))
    return fault('bands', '分段的数请从小到大写，不要重复')
  return bands.some((band) => (least !== undefined && band < least) || (most !== undefined && band > most))
    ? fault('bands', '分段的数要在最小的数和最大的数之间')
    : null
}

function fault(field: string, message: string): QuestionFault {
  return { field, message }
}
