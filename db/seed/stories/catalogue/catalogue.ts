import type { CatalogueSeed } from '../../types'

export const catalogue: CatalogueSeed = {
  title: '云岭县{{year:-236}}年度重大行政决策事项目录',
  body: [
    '根据《重大行政决策程序暂行条例》，结合本县实际，确定7项重大行政决策事项，经中共云岭县委同意，现予公布。',
    '决策承办单位应当按照目录列明的时间和方式，认真听取公众意见，依法履行专家论证、风险评估、合法性审查和集体讨论决定程序，并及时公布意见采纳情况。',
    '目录在执行中确需调整的，按照原程序办理，调整的内容、时间和理由同样公布。公民、法人和其他组织对决策事项有意见和建议的，可以在本网站提出，也可以拨打0000-0000010。',
  ],
  consentBy: '中共云岭县委',
  consentDay: -240,
  publishedDay: -236,
  stories: ['elevator', 'heating-price', 'parking', 'school-zones', 'apple', 'heating-emergency', 'e-bikes'],
}
