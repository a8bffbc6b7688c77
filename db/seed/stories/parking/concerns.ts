import type { ConcernSeed } from '../../types'

export const concerns: ConcernSeed[] = [
  {
    day: -7,
    time: '14:20',
    kind: 'question',
    severity: 'ordinary',
    township: 'yuntai',
    body: '我在府前路停车，19:10停，第二天9:00开走，手机上显示要收6元，跟文件说的对得上吗？',
    publicTitle: '傍晚停到第二天早上，停车费怎么算？',
    publicBody: '在府前路19时10分停车，第二天9时开走，显示应付6元，请问是怎么计算的？',
    clause: '第七条',
    department: 'urban-management',
    responses: [
      {
        hoursAfter: 21,
        spokesperson: '宋微澜',
        blocks: [
          {
            type: 'paragraph',
            text: '对得上。府前路属于一类区域。19时10分至20时停放50分钟，超过30分钟，按首小时收3元；20时至次日8时免费；次日8时至9时停放1小时，按首小时收3元。两段合计6元。',
          },
          { type: 'quote-clause', label: '第七条' },
          { type: 'quote-clause', label: '第八条' },
          {
            type: 'paragraph',
            text: '如果您住在附近的老旧小区，经常这样停放，可以申请夜间包月，每月100元，18时至次日9时不再另外计费。',
          },
        ],
        cites: { clauses: ['第七条', '第八条', '第十一条'], interpretations: ['停车收费六问六答'] },
      },
    ],
  },
  {
    day: -9,
    time: '09:05',
    kind: 'complaint',
    severity: 'ordinary',
    township: 'yuntai',
    body: '文昌街北段的收费员说系统升级只收微信，不收现金，我妈在那儿急哭了。文件不是说不能拒收吗？',
    publicTitle: '文昌街北段收费员拒收现金',
    publicBody: '文昌街北段收费员以系统升级为由只收扫码、不收现金，老人无法缴费，请处理。',
    clause: '第十五条',
    department: 'urban-management',
    responses: [
      {
        hoursAfter: 6,
        spokesperson: '宋微澜',
        blocks: [
          {
            type: 'paragraph',
            text: '情况属实，向您和老人道歉。当天上午经营者的手持机升级，现场收费员误以为可以暂停现金收费。我局已责令经营者当日整改，免收老人当次停车费2元，并由经营者负责人电话致歉。',
          },
          { type: 'quote-clause', label: '第十五条' },
          {
            type: 'paragraph',
            text: '从次日起，每条路段的收费员配备200元零钞备用金和纸质票据，我局每周抽查。再遇到拒收现金，请直接拨打0000-0000126。',
          },
        ],
        cites: { clauses: ['第十五条'], interpretations: ['停车收费六问六答'] },
      },
    ],
  },
]
