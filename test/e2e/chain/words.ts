/** What people write in the story of the chain. */
export const subject = '楼道照明'
export const draftTitle = '云岭县老旧小区楼道照明改造补助办法（征求意见稿）'
export const policyTitle = '云岭县老旧小区楼道照明改造补助办法'
export const matterTitle = '老旧小区楼道照明改造补助'
export const consultationTitle = '关于《老旧小区楼道照明改造补助办法》公开征求意见的公告'

const promise = '第一条　为了方便居民夜间出行，改善老旧小区楼道照明，制定本办法。'
const scope = '第三条　二〇〇五年以前建成、没有物业服务的小区可以申请，由社区居民委员会汇总申报。'
const start = '第四条　本办法自二〇二七年三月一日起施行。'

/** As it comes out of a mail: one line is broken in the middle of a sentence, one word is wrong. */
export const pastedDraft = `${draftTitle}

${promise.replace('楼道照明', '楼到照明')}
第二条　县财政对改造楼道照明的小区给予补助，每个单元补助八
百元，由社区组织实施。
${scope}
${start}`

export const draftClause = '县财政对改造楼道照明的小区给予补助，每个单元补助八百元，由社区组织实施。'
export const policyClause = '县财政对改造楼道照明的小区给予补助，每个单元补助一千二百元，由社区组织实施。'

export const pastedPolicy = `${policyTitle}

${promise}
第二条　${policyClause}
${scope}
${start}`

export const comment = '八百元连灯带线都不够，我们单元去年问过价，至少要一千二。'
export const issue = { title: '提高每个单元的补助', summary: '居民认为八百元不够改造一个单元。' }
export const reason = '经向三家施工单位询价，一个单元的平均费用为一千一百八十元，补助提高到一千二百元。'
export const introduction = '本次征求意见共收到网上意见一条，已逐条研究。'

export const interpretationTitle = '一张图看懂楼道照明改造补助'
export const heading = '补助从八百元提到一千二百元'
export const explanation = '征求意见时居民说八百元不够，我们重新询了价，所以提高。申请只要社区一张表。'
export const pictureWords = '流程图：居民提出，社区汇总，县里拨款，三步完成。'

export const worry = '我们小区是二〇〇八年建的，楼道灯也坏了，是不是就没有补助了？'
export const publicTitle = '二〇〇八年建成的小区能不能申请楼道照明补助'
export const publicWords = '群众询问：二〇〇五年以后建成的小区，楼道灯损坏的怎样申请补助。'
export const answer =
  '每个单元补助一千二百元，先从二〇〇五年以前建成的小区做起；之后建成的明年纳入，请先向社区登记。'
export const meeting = '县政府第21次常务会议'
