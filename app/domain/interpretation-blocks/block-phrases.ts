/**
 * The words that the blocks of an interpretation say of themselves. A document is rendered once, in Chinese; for who
 * reads the site in English they are put in their place when the page is shown (`atView`).
 */
export const blockPhrases = {
  'block.explains': '说明的条款：',
  'block.enlarge': '看大图',
  'block.allWords': '图中文字',
  'block.audience': '这项政策和谁有关',
  'block.except': '不适用于：',
  'block.source': '出处：',
  'block.none': '没有这一项',
  'block.video': '视频',
  'block.audio': '音频',
  'block.save': '下载到自己的设备',
  'block.moments': '点时间，从那里开始看',
  'block.momentsAudio': '点时间，从那里开始听',
  'block.said': '全部文字',
  'block.saidEn': '全部文字（英文）',
  'block.play': '播放动画',
  'block.stop': '停止动画',
  'block.download': '下载',
  'block.unit': '单位：',
  'block.item': '项目',
  'block.share': '占比',
  'block.changed': '这一条后来已经修改，这里解释的是修改前的条文。',
  'block.gone': '这一条后来已经删去，这里解释的是原来的条文。',
  'block.confirmed': '这一条后来有修改；经起草部门复核，这里的解释仍然适用。',
  'block.changedNow': '看修改后的条文',
} as const

export type BlockPhrase = keyof typeof blockPhrases

/** In the HTML that is kept: the Chinese words, between marks by which they are found again. */
export function phrase(key: BlockPhrase): string {
  return `<!--t:${key}-->${blockPhrases[key]}<!--/t-->`
}
