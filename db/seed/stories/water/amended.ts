import type { Story } from '../../types'
import { policyText } from './texts'

/** The same text with faster answers and a new article before the last: the rest keeps its clauses. */
const amendedText = policyText
  .replace(
    '供水单位应当在2小时内到达现场采样，12小时内告知浑浊度、余氯等快速检测结果，48小时内告知完整检测结果。',
    '供水单位应当在1小时内到达现场采样，8小时内告知浑浊度、余氯等快速检测结果，36小时内告知完整检测结果，并将结果同时张贴在楼门口。',
  )
  .replace(
    '第十二条　本办法自印发之日起30日后施行，有效期5年。',
    '第十二条　供水单位更换智能水表的，应当提前7日告知用户，并保留人工抄表和窗口缴费的方式。\n第十三条　本办法自印发之日起30日后施行，有效期5年。',
  )

export const waterAmended: Story = {
  slug: 'water-amended',
  policy: {
    title: '云岭县城乡供水管理办法（修订）',
    documentNumber: { prefix: '岭政办发', serial: 74 },
    indexNumber: 'YL-SW-0074',
    theme: '农业、林业、水利',
    kind: 'normative',
    issuingDepartment: 'office',
    draftingDepartment: 'water',
    text: amendedText,
    signedDay: -5,
    publishedDay: -3,
    effectiveDay: 27,
    validity: 'valid',
    replaces: 'water',
    audience: ['城乡供水用户', '供水单位'],
    origin: 'amendment',
  },
  interpretations: [
    {
      form: 'questions',
      title: '供水管理办法改了哪两处',
      department: 'water',
      author: '江予白',
      primaryInterpreter: { name: '水长庚', title: '县水务局局长' },
      publishedDay: -3,
      blocks: [
        {
          type: 'beforeAfter',
          element: 'differences',
          title: '改了什么',
          before: '原来',
          after: '修订后',
          rows: [
            {
              what: '水质异常，多久给说法',
              before: '2小时内上门采样，12小时内告知快速结果，48小时内告知完整结果',
              after: '1小时内上门采样，8小时内告知快速结果，36小时内告知完整结果，并张贴在楼门口',
              clause: '第七条',
            },
            {
              what: '换智能水表',
              before: '没有规定',
              after: '提前7日告知，保留人工抄表和窗口缴费',
              clause: '第十二条',
            },
          ],
        },
        {
          type: 'qa',
          element: 'background',
          q: '为什么现在改？',
          a: '上个月柳岸路供水异常，居民反映等结果的时间太长，也有老人担心换了智能水表不会缴费。这两处就是据此改的。',
        },
        { type: 'quote-clause', label: '第七条' },
        {
          type: 'qa',
          element: 'notes',
          q: '新规定什么时候算数？',
          a: '印发30日以后施行。在那以前仍按原来的时间办理，供水单位能快的可以先快。',
        },
        { type: 'quote-clause', label: '第十二条' },
      ],
    },
  ],
}
