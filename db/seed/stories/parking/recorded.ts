import type { InterpretationSeed } from '../../types'

const primaryInterpreter = { name: '段承志', title: '县城市管理局局长' }
const own = { department: 'urban-management', primaryInterpreter }

/** What is seen and heard: film, sound, animation, and the press conference word for word. */
export const recorded: InterpretationSeed[] = [
  {
    ...own,
    form: 'video',
    title: '一分钟看懂停车收费',
    author: '何星野',
    publishedDay: -37,
    blocks: [
      {
        type: 'paragraph',
        text: '五件事，一分钟：什么时候收费、收多少、看病怎么停、夜里怎么停、不会用手机怎么办。点下面的时间，可以直接看那一段；每一段说的是哪一条，也能点回去。',
      },
      {
        type: 'video',
        file: 'parking-minute.webm',
        title: '一分钟看懂停车收费',
        moments: [
          { second: 7.7, title: '什么时候收费', clause: '第七条' },
          { second: 14.4, title: '收多少', clause: '第八条' },
          { second: 26.5, title: '看病怎么停', clause: '第十条' },
          { second: 35.5, title: '夜里怎么停', clause: '第十一条' },
          { second: 46.1, title: '不会用手机怎么办', clause: '第十五条' },
        ],
      },
      { type: 'heading', level: 2, text: '看完还想知道' },
      {
        type: 'qa',
        q: '停30分钟以上，前30分钟还收钱吗？',
        a: '收。超过30分钟的，从停进车位的时候算起，首小时按一个小时收。',
      },
    ],
  },
  {
    ...own,
    form: 'audio',
    title: '听局长说：停车费为什么改，钱到哪里去',
    author: '宋微澜',
    publishedDay: -37,
    blocks: [
      {
        type: 'paragraph',
        text: '不方便看字的，可以听。全文不到一分钟，下面有每一段的时间和文字。',
      },
      {
        type: 'audio',
        file: 'parking-money.mp3',
        title: '停车费为什么改，钱到哪里去',
        moments: [
          { second: 7.2, title: '为什么改', clause: '第一条' },
          { second: 22.3, title: '听谁的意见', clause: '第五条' },
          { second: 32.7, title: '钱到哪里去', clause: '第十七条' },
        ],
      },
    ],
  },
  {
    ...own,
    form: 'animation',
    title: '一天24小时，哪几个小时收费',
    author: '何星野',
    publishedDay: -37,
    blocks: [
      {
        type: 'animation',
        file: 'parking-day.json',
        still: 'parking-day',
        alt: '一个24小时的钟面。8时至20时的半圈是蓝色，表示收费；20时至次日8时的半圈是浅色，表示免费。指针走一圈，走进蓝色时出现一枚硬币，走出时硬币消失。',
        caption: '指针走进蓝色的半圈，才开始收费',
        explains: ['第七条'],
      },
      {
        type: 'paragraph',
        text: '晚上8点以后停进来、早上8点以前开走的，一分钱不收。早上8点以后还停着的，从8点开始算。',
      },
    ],
  },
  {
    ...own,
    form: 'press-conference',
    title: '停车收费管理办法新闻发布会实录',
    author: '云岭县人民政府新闻办公室',
    publishedDay: -35,
    blocks: [
      {
        type: 'paragraph',
        text: '县政府新闻办公室就停车收费管理办法举行新闻发布会，县城市管理局、县发展和改革局负责人回答了记者和市民代表的提问。以下是实录。',
      },
      {
        type: 'transcript',
        explains: ['第五条', '第八条', '第十七条'],
        speeches: [
          {
            speaker: '韩立言',
            role: '县政府新闻发言人',
            paragraphs: [
              '各位记者、各位市民代表，上午好。今天请来两位负责人，先作简要介绍，再回答大家的提问。',
            ],
          },
          {
            speaker: '段承志',
            role: '县城市管理局局长',
            paragraphs: [
              '新办法的核心是把周转快的车位留给短停的人。免费时长从15分钟提高到30分钟，晚上8点以后不再收费，这两处都是大家提出来的。',
              '路边的车位怎么划，要先听沿线居民和商户的意见，方案提前15天公布。',
            ],
          },
          {
            speaker: '记者',
            role: '云岭融媒',
            paragraphs: ['有市民担心，收费标准以后会不会说涨就涨？'],
          },
          {
            speaker: '钟敬平',
            role: '县发展和改革局局长',
            paragraphs: [
              '不会。道路泊位实行政府定价，调整标准要经过成本调查、听证和集体讨论，没有哪个单位可以自己涨价。',
            ],
          },
          {
            speaker: '市民代表',
            role: '文昌街商户',
            paragraphs: ['收上来的钱，我们怎么知道用在哪里？'],
          },
          {
            speaker: '段承志',
            role: '县城市管理局局长',
            paragraphs: [
              '每年第一季度公布上一年的账，收多少、付给经营者多少、缴库多少、用在哪些工程，都列出来。',
            ],
          },
        ],
      },
    ],
  },
]
