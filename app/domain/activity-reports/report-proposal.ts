import { type ActivityKind, callsPeople } from '~/app/domain/activities/types'
import { sayMoment } from '~/app/domain/calendar'

export type ReportFacts = {
  kind: ActivityKind
  title: string
  purpose: string
  place: string
  startsAt: Date
  endsAt: Date
  department: string
  /** Participants by category: 消费者 3 名，到场 3 名. */
  categories: { name: string; seated: number; present: number }[]
  /** Where people did not register: who took part, by group. */
  groups: { name: string; people: number }[]
  agenda: string[]
  statements: number
  /** Opinions by clause, in the order of the text; the whole last. */
  opinions: { clause: string | null; count: number }[]
  signatures: { signed: number; refused: number } | null
  poll: { pollster: string; method: string; approached: number; answered: number } | null
}

/** The account as far as the recorded facts carry it; the drafter adds what only people know. */
export function proposeReport(facts: ReportFacts): string {
  const parts = [
    held(facts),
    came(facts),
    went(facts),
    polled(facts),
    said(facts),
    signed(facts),
    facts.kind === 'hearing'
      ? '六、下一步\n对以上意见，将逐条研究是否采纳，采纳情况连同理由一并公布。'
      : '对以上意见，将逐条研究是否采纳，采纳情况连同理由一并公布。',
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

function held({ kind, title, purpose, place, startsAt, endsAt, department }: ReportFacts): string {
  const where = place === '' ? '' : `在${place}`
  const when = `${sayMoment(startsAt)}至${sayMoment(endsAt)}`
  const verb = kind === 'opinion-poll' ? '组织了' : '举行了'
  const first = `${when}，${department}${where}${verb}“${title}”。${sentence(purpose)}`
  return kind === 'hearing' ? `一、基本情况\n${first}` : first
}

function came({ kind, categories, groups }: ReportFacts): string {
  if (callsPeople(kind)) {
    const [all, there] = [sum(categories, 'seated'), sum(categories, 'present')]
    if (all === 0) return ''
    const each = categories
      .filter(({ seated }) => seated > 0)
      .map(({ name, seated, present }) => `${name} ${seated} 名（到场 ${present} 名）`)
    const words = `应到 ${all} 名，实到 ${there} 名，缺席 ${all - there} 名。其中：${each.join('，')}。`
    return kind === 'hearing' ? `二、参加人情况\n参加人${words}` : `列席人员${words}`
  }
  if (groups.length === 0) return ''
  const each = groups.map(({ name, people }) => `${name} ${people} 人`)
  return `共 ${sum(groups, 'people')} 人参加：${each.join('，')}。`
}

function went({ kind, agenda }: ReportFacts): string {
  if (kind !== 'hearing' || agenda.length === 0) return ''
  return `三、听证过程\n会议依次进行：${agenda.join('；')}。`
}

function polled({ poll }: ReportFacts): string {
  if (!poll) return ''
  const { pollster, method, approached, answered } = poll
  const rate = approached === 0 ? '' : `，应答率 ${((answered / approached) * 100).toFixed(1)}%`
  return `调查由${pollster}进行，方式为${method}。联系 ${approached} 人，${answered} 人作答${rate}。`
}

function said({ kind, statements, opinions }: ReportFacts): string {
  const all = sum(opinions, 'count')
  const each = opinions.map(({ clause, count }) => `${clause ?? '对全文或者其他方面'} ${count} 条`)
  const words =
    all === 0
      ? '没有记录到需要研究的意见。'
      : `共记录发言 ${statements} 段，其中意见 ${all} 条：${each.join('，')}。`
  return kind === 'hearing' ? `四、各方意见\n${words}` : words
}

function signed({ kind, signatures }: ReportFacts): string {
  if (kind !== 'hearing' || !signatures) return ''
  const refused = signatures.refused > 0 ? `，${signatures.refused} 名拒绝签字（理由见听证记录）` : ''
  return `五、听证记录的确认\n听证记录已交到场的参加人核对，${signatures.signed} 名签字确认${refused}。听证记录全文随本报告公布。`
}

function sentence(words: string): string {
  const text = words.trim().split('\n')[0] ?? ''
  return text === '' || /[。！？]$/.test(text) ? text : `${text}。`
}

function sum<K extends string>(all: Record<K, number>[], field: K): number {
  return all.reduce((total, one) => total + one[field], 0)
}
