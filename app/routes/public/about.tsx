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
  breadcrumb: (_data: unknown, lang: Lang) => [{ label: translate(lang, 'about.title') }],
}

export const meta: MetaFunction = ({ matches }) =>
  siteMeta(siteOf(matches), translate(langOf(matches), 'about.title'))

export function loader() {
  return data(null, { headers: { 'X-Cache-Tags': 'site' } })
}

export default function About() {
  const t = useT()
  return <StaticPage title={t('about.title')} text={text} />
}

const text: StaticText = {
  zh: {
    lead: '共议是县政府听取意见、解读政策、回应关切的地方：一项决定从起草到回应，每一步都看得到。',
    sections: [
      {
        title: '您可以做什么',
        paragraphs: [
          '看正在征求意见的草案，对整份草案或者某一条提意见；不用注册，提交后得到回执码。',
          '看每一条意见有没有采纳、为什么；收到的、撤回的、未公开的和有结论的，数目对得上。',
          '读政策原文，每一条旁边有解读；看它和征求意见稿相比改了哪里。',
          '就某一条提出疑问，看哪个部门、什么时候回应，回应引用了哪些条文。',
        ],
      },
      {
        title: '我们怎样做',
        paragraphs: [
          '重大行政决策事项目录、征求意见和采纳情况反馈，依照《重大行政决策程序暂行条例》（国务院令第713号）办理。',
          '公开日期一经发布不再改动；修改、转办、撤回都留有记录。',
          '提意见、反映关切的人，姓名和原文只有本人同意才公开。',
        ],
      },
      {
        title: '联系我们',
        paragraphs: [
          '主办、承办单位和电话、邮箱写在每一页的页脚。页面有错，请用“网站找错”告诉我们，3 个工作日内答复。',
        ],
      },
    ],
  },
  en: {
    lead: 'Gongyi is where the county government listens, explains and answers: a decision can be followed from its draft to the last reply.',
    sections: [
      {
        title: 'What you can do',
        paragraphs: [
          'Read drafts that are open for comment, and comment on the whole or on one clause; no account is needed and you get a receipt code.',
          'See for each comment whether it was adopted and why; received, withdrawn, refused and decided always add up.',
          'Read policies with the explanation beside each clause, and see what changed since the draft.',
          'Ask about a clause, see who answers and by when, and which clauses the answer rests on.',
        ],
      },
      {
        title: 'How we work',
        paragraphs: [
          'The catalogue of major decisions, consultations and feedback follow State Council Decree 713.',
          'A published date never changes; corrections, hand-overs and withdrawals are kept on record.',
          'Names and own words are published only with consent.',
        ],
      },
      {
        title: 'Contact',
        paragraphs: [
          'Organiser, operator, telephone and e-mail stand at the foot of every page. Please tell us about errors; we answer within 3 working days.',
        ],
      },
    ],
  },
}
