import type { Story } from '../../types'
import { policyText } from './texts'

export const water: Story = {
  slug: 'water',
  policy: {
    title: '云岭县城乡供水管理办法',
    documentNumber: { prefix: '岭政办发', serial: 18 },
    indexNumber: 'YL-SW-0018',
    theme: '农业、林业、水利',
    kind: 'normative',
    issuingDepartment: 'office',
    draftingDepartment: 'water',
    text: policyText,
    signedDay: -320,
    publishedDay: -318,
    effectiveDay: -290,
    validity: 'valid',
    audience: ['城乡供水用户', '供水单位'],
    origin: 'registered',
  },
  interpretations: [
    {
      form: 'text',
      title: '家里的水变浑了怎么办——《云岭县城乡供水管理办法》解读',
      department: 'water',
      author: '江予白',
      primaryInterpreter: { name: '水长庚', title: '县水务局局长' },
      publishedDay: -318,
      blocks: [
        { type: 'heading', level: 2, text: '先看时间：2、12、48' },
        {
          type: 'paragraph',
          text: '发现水浑、有异味，先接一杯放着不动，再拨0000-0000127。从您打通电话起，供水单位2小时内上门采样，12小时内告诉您快速检测结果，48小时内给出完整报告，检测不收钱。',
        },
        { type: 'quote-clause', label: '第七条' },
        {
          type: 'image',
          picture: 'water-test',
          alt: '水质异常处理时间线：0小时拨打0000-0000127；2小时内到现场采样；12小时内告知浑浊度、余氯等快速结果；48小时内告知完整检测结果。',
          caption: '反映水质异常以后的48小时',
        },
        { type: 'heading', level: 2, text: '水为什么会变浑' },
        {
          type: 'list',
          items: [
            '放一会儿从下往上变清：多是水里的细小气泡，可以正常使用。',
            '放一会儿底部有黄色沉淀：多是管道检修后冲起的铁锈，排放几分钟再用，先不要饮用。',
            '一直浑浊或者有异味：不要饮用，立即拨打电话。',
          ],
        },
        { type: 'heading', level: 2, text: '排掉的浑水谁付钱' },
        { type: 'quote-clause', label: '第九条' },
        {
          type: 'paragraph',
          text: '抢修后为排净浑水多用的水量，由供水单位在下个月水费中减免，一般按每户0.5吨计算，多用的可以凭水表照片申请。',
        },
      ],
    },
  ],
  concerns: [
    {
      day: -5,
      time: '08:40',
      kind: 'rumour',
      severity: 'ordinary',
      township: 'yuntai',
      body: '今天早上柳岸路好几栋楼水都是黄的，群里有人转发说水库进了农药，让大家三天别喝水，超市的水都抢光了。到底能不能喝？请政府说句实话！',
      publicTitle: '柳岸路自来水浑浊，“水库进农药”的说法是否属实？',
      publicBody: '柳岸路多栋楼自来水发黄，群里传言水库进了农药、三天不能喝水，居民抢购瓶装水，请说明情况。',
      clause: '第七条',
      department: 'water',
      responses: [
        {
          hoursAfter: 6,
          spokesperson: '沈清越',
          blocks: [
            { type: 'heading', level: 2, text: '水库没有进农药，发黄是抢修引起的' },
            {
              type: 'paragraph',
              text: '今天凌晨3时20分，柳岸路与清源路交叉口一处直径300毫米的供水管道接头漏水，供水单位关阀抢修，5时50分恢复供水。水流方向突然改变，冲起了管壁铁锈，柳岸社区11栋楼、约640户早晨用水发黄。抢修后没有充分排放存水，也没有在1小时内告知用户，这是供水单位的失误，我局向大家道歉。',
            },
            { type: 'quote-clause', label: '第六条' },
            {
              type: 'paragraph',
              text: '8时55分起，工作人员在水源地、水厂和9处用户水龙头采样。水源地和出厂水没有检出农药类指标异常，浑浊度0.3NTU，低于1NTU的限值；9处水龙头中有4处浑浊度在2.1至6.8NTU之间，超过限值，余氯全部合格。',
            },
            {
              type: 'list',
              items: [
                '发黄的水请先不要饮用、做饭，可以用来冲洗厕所。',
                '柳岸社区居委会门前和柳岸路北口设有2个临时供水点，今天11时至23时供水。',
                '行动不便的居民拨打0000-0000053，由社区送水上门。',
              ],
            },
            { type: 'quote-clause', label: '第八条' },
            { type: 'paragraph', text: '完整检测结果将在明天公布。请不要转发没有来源的消息。' },
          ],
          cites: {
            clauses: ['第六条', '第七条', '第八条'],
            interpretations: ['家里的水变浑了怎么办——《云岭县城乡供水管理办法》解读'],
          },
        },
        {
          hoursAfter: 33,
          spokesperson: '沈清越',
          blocks: [
            { type: 'heading', level: 2, text: '复检全部合格，可以正常饮用' },
            {
              type: 'paragraph',
              text: '昨晚对柳岸路管网分段冲洗4小时，今天上午在原9处点位重新采样，浑浊度0.2至0.6NTU，余氯、色度、臭和味等42项指标全部符合国家标准，临时供水点今晚8时撤除。',
            },
            {
              type: 'paragraph',
              text: '受影响的640户按每户0.5吨减免水费，在下月账单中直接扣除，不需要申请；多用的凭水表照片到供水营业厅办理。供水单位没有按规定排放存水和告知用户，已被责令整改，整改情况10日内公布。',
            },
            { type: 'quote-clause', label: '第九条' },
          ],
          cites: {
            clauses: ['第七条', '第九条'],
            interpretations: ['家里的水变浑了怎么办——《云岭县城乡供水管理办法》解读'],
          },
        },
      ],
    },
    {
      day: -25,
      time: '20:05',
      kind: 'complaint',
      severity: 'ordinary',
      township: 'yuntai',
      body: '文昌花园高层的水箱一年多没看见清洗公示了，水里偶尔有小黑渣。',
      publicTitle: '文昌花园二次供水水箱长期没有清洗公示',
      publicBody: '文昌花园高层水箱一年多没有清洗公示，水中偶有黑色颗粒。',
      clause: '第十条',
      department: 'water',
      responses: [
        {
          hoursAfter: 39,
          spokesperson: '沈清越',
          blocks: [
            {
              type: 'paragraph',
              text: '经现场核实，文昌花园3座水箱上一次清洗在11个月前，超过了半年的期限。物业服务企业已在昨天完成清洗消毒，送检结果合格，已在各楼门口公示。我局对全县37处二次供水设施开展排查，结果下月公布。',
            },
            { type: 'quote-clause', label: '第十条' },
          ],
          cites: { clauses: ['第十条'], interpretations: [] },
        },
      ],
    },
    {
      day: 0,
      time: '07:30',
      hoursAgo: 3,
      kind: 'question',
      severity: 'ordinary',
      township: 'shiqiao',
      body: '石桥镇街道贴了通知说后天停水，但没写几点到几点，家里有婴儿要备水，想问清楚。',
      publicTitle: '石桥镇后天停水，具体是几点到几点？',
      publicBody: '石桥镇张贴的停水通知没有写明起止时间，家中有婴儿需要备水，请予明确。',
      clause: '第六条',
      department: 'water',
    },
  ],
}
