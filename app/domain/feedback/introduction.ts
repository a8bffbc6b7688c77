import { dayOf } from '~/app/domain/calendar'
import { numberToChinese } from '~/app/domain/texts/chinese-numbers'
import type { Figures } from './types'
import { channelNames, decisionNames } from './words'

export type IntroductionFacts = {
  draftTitle: string
  department: string
  /** Of a targeted one: the activity at which the opinions were given. */
  activity: { title: string } | null
  round: number
  opensAt: Date
  closesAt: Date
  /** The ends that were announced before, each later than the one before it. */
  firstClose: Date | null
  terminated: { at: Date; reason: string } | null
  /** By which ways comments could be sent in. */
  ways: string[]
  figures: Figures
}

/** 基本情况: what the ledger says, in the words of an official document. The drafter edits it. */
export function sayIntroduction(facts: IntroductionFacts): string {
  const { received } = facts.figures.ledger
  const paragraphs = [sayPeriod(facts)]
  if (received === 0) paragraphs.push(sayNothingCame(facts))
  else
    paragraphs.push(
      sayLedger(facts.figures),
      sayDecisions(facts.figures),
      sayCampaigns(facts.figures),
      sayCoding(facts.figures),
      facts.figures.issues.length > 0 ? '每一类意见的条数、结论和理由见下表。感谢社会各界的关心和支持。' : '',
    )
  return paragraphs.filter(Boolean).join('\n\n')
}

function sayPeriod({
  draftTitle,
  department,
  activity,
  round,
  opensAt,
  closesAt,
  firstClose,
  terminated,
  ways,
}: IntroductionFacts) {
  if (activity)
    return `${sayDay(opensAt)}${dayOf(opensAt) === dayOf(closesAt) ? '' : `至${sayDay(closesAt)}`}，${department}通过“${activity.title}”，就《${draftTitle}》听取意见。现场提出的意见逐条记录，全部归入台账。`
  const which = round > 1 ? `第${numberToChinese(round)}轮` : ''
  const asked = `${sayDay(opensAt)}至${sayDay(terminated?.at ?? closesAt)}，${department}就《${draftTitle}》${which}公开征求意见`
  const by = `，公众可以通过${ways.join('、')}提出意见。`
  const extended = firstClose ? `原定${sayDay(firstClose)}截止，后延长至${sayDay(closesAt)}。` : ''
  const ended = terminated
    ? `因${terminated.reason
        .trim()
        .replace(/^因/, '')
        .replace(/[。；]$/, '')}，征求意见于${sayDay(terminated.at)}终止。`
    : ''
  return asked + by + extended + ended
}

function sayNothingCame({ activity, terminated }: IntroductionFacts) {
  if (activity) return '现场没有提出意见。现将有关情况予以公布，感谢参加人的支持。'
  const until = terminated ? '终止以前' : '征求意见期间'
  return `${until}没有收到意见。现将有关情况予以公布，感谢社会各界的关注。`
}

function sayLedger({ ledger, channels }: Figures): string {
  const { received, withdrawn, refused, decided, undecided, unmoderated } = ledger
  const came = channels.map(({ channel, count }) => `${channelNames[channel]}${count}条`).join('、')
  const parts = [
    `共收到意见${received}条${channels.length > 1 ? `，其中${came}` : `，均通过${wayOf(channels)}提出`}。`,
  ]
  const places = [
    withdrawn > 0 ? `提出人本人撤回${withdrawn}条` : '',
    refused > 0 ? `依照意见审核规则未予公开${refused}条，理由均已告知提出人` : '',
    decided > 0 ? `已经归集研究并作出结论${decided}条` : '',
    undecided > 0 ? `正在研究${undecided}条` : '',
    unmoderated > 0 ? `正在审核${unmoderated}条` : '',
  ]
  return `${parts.join('')}${places.filter(Boolean).join('；')}。`
}

function wayOf(channels: Figures['channels']): string {
  return channels.map(({ channel }) => channelNames[channel]).join('、')
}

function sayDecisions({ decisions, issues }: Figures): string {
  if (issues.length === 0) return ''
  const each = Object.entries(decisions)
    .filter(([, count]) => count.issues > 0)
    .map(([decision, count]) => {
      const name = decisionNames[decision as keyof typeof decisionNames]
      return `${name}${count.issues}类（涉及意见${count.comments}条）`
    })
  return `以上意见归集为${issues.length}类，其中${each.join('、')}。一条意见涉及几类的，在每一类中分别计数。`
}

function sayCampaigns({ campaigns }: Figures): string {
  const sent = campaigns.reduce((sum, campaign) => sum + campaign.sent, 0)
  const added = campaigns.reduce((sum, campaign) => sum + campaign.added, 0)
  if (sent === 0) return ''
  const which =
    campaigns.length === 1
      ? `公开的意见中，有${sent}条为内容相同或者基本相同的来信`
      : `公开的意见中，有${sent}条分属${campaigns.length}批内容相同或者基本相同的来信，最多的一批${campaigns[0]?.sent ?? 0}条`
  const own = added > 0 ? `，其中${added}条在相同内容以外另写了自己的意见，已分别研究` : ''
  return `${which}${own}。相同的来信按实际收到的条数登记，作为同一类意见研究，不因条数多少改变结论。`
}

function sayCoding({ coding }: Figures): string {
  if (!coding || coding.coded === 0) return ''
  const { kappa, agreed, coded } = coding
  const degree = kappa === null ? '' : `，一致程度κ=${kappa.toFixed(2)}（1为完全一致）`
  return `为检验归集是否准确，抽取${coded}个意见点由另一名工作人员在不知道原归类的情况下独立归类，与原归类一致的${agreed}个${degree}。`
}

function sayDay(at: Date): string {
  const [year, month, day] = dayOf(at).split('-').map(Number)
  return `${year}年${month}月${day}日`
}
