import { describe, expect, it } from 'vitest'
import { findingsOfComment } from '~/app/domain/comments/findings'
import { findInsults } from '~/app/domain/comments/insults'
import { findPrivateData, maskPrivateData, proposeMasking } from '~/app/domain/comments/private-data'

const kindsIn = (body: string) => findingsOfComment(body).map(({ kind }) => kind)

describe('what a machine notices in a comment', () => {
  it('proposes to hide a telephone number, and says which words it means', () => {
    expect(findingsOfComment('请打13812345678')).toEqual([
      { kind: 'private', name: '手机号码', found: ['13812345678'], mask: '请打138****5678' },
    ])
  })

  it('notices an e-mail address and the number of a messenger, which do not keep a comment back', () => {
    const words = '回复我 zhao.guilan@mail.example，或者微信号：zhao_gl1965，QQ 123456789'
    expect(findPrivateData(words)).toEqual([])
    expect(maskPrivateData(words)).toBe(words)
    expect(proposeMasking(words)).toBe('回复我 ****@mail.example，或者微信号：****，QQ ****')
    expect(findingsOfComment(words)).toMatchObject([{ kind: 'contact', name: '电子邮箱、微信号、QQ号' }])
  })

  it.each([
    '我把意见也发到了 zjj@yunling.gov.cn',
    '建议在微信公众号上公布进度',
    '请建一个微信群，QQ群也行',
    '微信支付和现金都应当能用',
  ])('takes «%s» for nobody’s private address', (words) => {
    expect(kindsIn(words)).toEqual([])
  })

  it.each([
    '你们都是傻逼',
    '傻 逼规定',
    '傻*逼',
    '傻b才同意',
    '操你妈',
    '艹你马',
    '草泥马的办法',
    '真他妈的贵',
    '他妈的！谁定的',
    '王八蛋',
    '王-八-蛋',
    '这帮狗官',
    '混蛋规定',
    '滚 蛋',
    '叫他们去死',
    'nmsl',
    '定这条的人是SB',
    'ｓｂ',
  ])('suggests rule 三 for «%s»', (words) => {
    expect(findingsOfComment(words)).toMatchObject([{ kind: 'insult', rule: 'insult' }])
  })

  it.each([
    '请把操作流程写清楚',
    '他妈妈坐轮椅，上不了楼',
    '他妈妈的房子在六楼',
    '就他妈的意见而言，电梯要装',
    '学生做操，你们也可以做',
    '学生做操你们看得见',
    '广播体操你妈妈也会做',
    '每日你妈妈都要上下楼',
    '割草你们别用大机器，马路对面也一样',
    '牲畜生病应当报告',
    '家畜生产',
    '工人渣土车要分开走',
    '老人去死亡证明窗口',
    '把脑残疾和肢体残疾都算进去',
    '执行 SB/T 10379 和 GB/T 22239',
    '沙叉路口太窄',
    '这套房是他妈的',
    '用户可以拨打12345',
    '傻等了三个小时，比上次还久',
    '王八路口到蛋厂',
  ])('finds no abuse in «%s»', (words) => {
    expect(findInsults(words)).toEqual([])
  })

  it.each([
    '加微信 dianti_8888，专业代办',
    '低息贷款秒批，详情 www.jiekuan.example.com',
    '电梯厂家直销，特价优惠，电话13812345678',
    '专办手续，请打13812345678，记住13812345678，优惠多多',
    '＋我微信：dianti8888',
    '刷单兼职日结，扫码下单',
  ])('suggests rule 二 for «%s»', (words) => {
    expect(findingsOfComment(words)).toContainEqual(
      expect.objectContaining({ kind: 'advert', rule: 'advert' }),
    )
  })

  it.each([
    '建议优惠政策向老年人倾斜',
    '代办点开放的时间太短，希望延长',
    '装电梯的贷款贴息能不能写进去',
    '见 https://www.yunling.gov.cn/zwgk 第三条，优惠的范围太窄',
    '我的电话13812345678，请回复',
    '我们小区有个微信群，大家都赞成',
    '停车打折应当对所有人一样',
    '残疾人乘车证和打折卡都应当有用，代理人也可以办',
  ])('takes «%s» for no advertisement', (words) => {
    expect(kindsIn(words)).not.toContain('advert')
  })

  it('only says that many sent the same letter; the same words under the same name are rule 六', () => {
    expect(findingsOfComment('同意', { copies: { relation: 'exact', sent: 1200 } })).toEqual([
      { kind: 'copy', name: '与一封同文来信相同', found: ['1200'] },
    ])
    expect(findingsOfComment('同意', { copies: { relation: 'exact', sent: 1 } })).toEqual([])
    expect(findingsOfComment('同意', { repeats: 7 })).toMatchObject([
      { kind: 'repeated', found: ['第7号'], rule: 'repeated' },
    ])
  })

  it('finds nothing in what people mostly write', () => {
    for (const words of [
      '冬天六点天还没亮，请延到七点。',
      '第三条的三日太长，应当是二十四小时。',
      '六层补助150000元，联系0000-0000122，共13000户。',
    ])
      expect(kindsIn(words)).toEqual([])
  })
})
