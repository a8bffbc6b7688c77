import { data, type MetaFunction } from '@remix-run/node'
import { pageHeaders } from '~/app/server/page-headers'
import { translate } from '~/app/ui/catalogue'
import { useT } from '~/app/ui/language'
import { siteMeta } from '~/app/ui/meta-tags'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'
import { StaticPage, type StaticText } from '~/app/ui/static-page'

export const headers = pageHeaders

export const handle = {
  breadcrumb: (_data: unknown, lang: Lang) => [{ label: translate(lang, 'accessibility.title') }],
}

export const meta: MetaFunction = ({ matches }) =>
  siteMeta(siteOf(matches), translate(langOf(matches), 'accessibility.title'))

export function loader() {
  return data(null, { headers: { 'X-Cache-Tags': 'site' } })
}

export default function Accessibility() {
  const t = useT()
  return <StaticPage title={t('accessibility.title')} text={text} />
}

const text: StaticText = {
  zh: {
    lead: '每个人都应当能读、能写、能用本站的全部功能。',
    sections: [
      {
        title: '做到了什么',
        paragraphs: [
          '按照《无障碍环境建设法》和 WCAG 2.2 AA 级设计：可以只用键盘操作，屏幕阅读软件能读出结构，文字和背景对比充分，不只用颜色表示状态。',
          '不需要开启 JavaScript；不使用图形验证码。',
          '“显示设置”里可以换成大字、深色和英文；打印时按公文格式排版。',
        ],
      },
      {
        title: '键盘操作',
        paragraphs: ['Tab 键依次移动，Shift+Tab 返回，回车打开链接或提交。每页第一个链接是“跳到正文”。'],
      },
      {
        title: '遇到障碍',
        paragraphs: [
          '哪里读不到、点不着、看不清，请用“网站找错”告诉我们，或者打页脚的电话。我们在 3 个工作日内答复。意见和关切也可以通过来信、来电、当面提出，效力相同。',
        ],
      },
    ],
  },
  en: {
    lead: 'Everyone should be able to read, write and use all of this site.',
    sections: [
      {
        title: 'What is done',
        paragraphs: [
          'Designed to WCAG 2.2 AA: works with the keyboard alone, has a structure that screen readers read out, enough contrast, and never tells a state by colour alone.',
          'Needs no JavaScript and no image captcha.',
          '“Display” switches to large type, dark colours and English; pages print as official documents.',
        ],
      },
      {
        title: 'Keyboard',
        paragraphs: [
          'Tab moves on, Shift+Tab back, Enter opens a link or sends. The first link of each page skips to the content.',
        ],
      },
      {
        title: 'If something is in your way',
        paragraphs: [
          'Tell us with “Report an error” or by telephone; we answer within 3 working days. Comments and concerns by letter, telephone or in person count the same.',
        ],
      },
    ],
  },
}
