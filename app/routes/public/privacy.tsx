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
  breadcrumb: (_data: unknown, lang: Lang) => [{ label: translate(lang, 'privacy.title') }],
}

export const meta: MetaFunction = ({ matches }) =>
  siteMeta(siteOf(matches), translate(langOf(matches), 'privacy.title'))

export function loader() {
  return data(null, { headers: { 'X-Cache-Tags': 'site' } })
}

export default function Privacy() {
  const t = useT()
  return <StaticPage title={t('privacy.title')} text={text} />
}

const text: StaticText = {
  zh: {
    lead: '我们只收集办理所需要的信息，说明用途和期限，用完就不再保留。',
    sections: [
      {
        title: '收集什么、为什么',
        paragraphs: [
          '提意见：意见内容，以及您自愿填写的称呼、所在乡镇和联系方式。用于研究采纳、反馈结果。',
          '反映关切：内容，以及您自愿填写的称呼、地点和联系方式。用于分办、核实和答复。',
          '不用注册就能使用全部公开功能，不收集身份证号，不做人脸识别。',
        ],
      },
      {
        title: '谁能看到',
        paragraphs: [
          '联系方式加密保存，只有办理人员能看到。姓名和您的原文，只有您单独勾选同意才公开；公开前隐去电话、证件号、银行卡号和车牌号。',
        ],
      },
      {
        title: '保存多久',
        paragraphs: [
          '联系方式自办结之日起最长保存两年，您可以随时要求提前删除。意见和关切的内容作为决策档案保存。访问日志由运行单位依照网络安全法第二十一条留存六个月。',
        ],
      },
      {
        title: 'Cookie',
        paragraphs: [
          '只有您改变语言、颜色或字号时，才保存相应的设置（lang、theme、elder），有效期一年。不用于跟踪，没有第三方脚本。',
        ],
      },
      {
        title: '您的权利',
        paragraphs: [
          '凭回执码可以查看办理情况，撤回意见。要查阅、更正、删除个人信息，请打页脚的电话。不满十四周岁的未成年人请由监护人提交。（个人信息保护法第六条、第十七条、第三十一条、第四十七条）',
        ],
      },
    ],
  },
  en: {
    lead: 'We collect only what the matter needs, say what for and how long, and keep it no longer.',
    sections: [
      {
        title: 'What and why',
        paragraphs: [
          'Comments: their text and, if you wish, how to address you, your township and how to reach you; used to study them and report back.',
          'Concerns: their text and, if you wish, how to address you, the place and how to reach you; used to assign, verify and answer.',
          'Everything public works without an account; we ask for no identity numbers and no face recognition.',
        ],
      },
      {
        title: 'Who sees it',
        paragraphs: [
          'Contact details are encrypted; only those who handle the matter see them. Your name and your own words are published only if you tick the box for it; telephone, identity, card and plate numbers are masked first.',
        ],
      },
      {
        title: 'How long',
        paragraphs: [
          'Contact details: at most two years after the matter is closed, less if you ask. Comments and concerns are kept as records of the decision. Access logs are kept for six months by the operator, as the Cybersecurity Law requires.',
        ],
      },
      {
        title: 'Cookies',
        paragraphs: [
          'Only when you change language, colours or type size are these settings kept (lang, theme, elder), for a year. No tracking, no third-party scripts.',
        ],
      },
      {
        title: 'Your rights',
        paragraphs: [
          'The receipt code shows what became of it and lets you withdraw a comment. To see, correct or delete personal data, call the number at the foot of the page. For children under 14 a guardian submits.',
        ],
      },
    ],
  },
}
