import { data, type MetaFunction } from '@remix-run/node'
import { refusalRules } from '~/app/domain/comments/rules'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { translate } from '~/app/ui/catalogue'
import { useLang, useT } from '~/app/ui/language'
import { siteMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'

export const headers = pageHeaders

export const handle = {
  breadcrumb: (_data: unknown, lang: Lang) => [{ label: translate(lang, 'comment.rules') }],
}

export const meta: MetaFunction = ({ matches }) =>
  siteMeta(siteOf(matches), translate(langOf(matches), 'comment.rules'))

export function loader() {
  return data(null, { headers: { 'X-Cache-Tags': 'site' } })
}

/** L4: the rules that moderators go by, at an address of their own. */
export default function ModerationRulesPage() {
  const t = useT()
  const lang = useLang()
  const { before, after } = sections[lang]
  return (
    <>
      <PageHeading title={t('comment.rules')} lead={t('rules.lead')} />
      <div className="prose">
        {before.map((section) => (
          <Section key={section.title} {...section} />
        ))}
        <h2 id="reasons">{t('rules.reasons')}</h2>
        <p>{t('comment.rules.lead')}</p>
        <ol className="moderation-rules">
          {refusalRules.map((rule) => (
            <li key={rule.id} id={`rule-${rule.id}`}>
              <b>{t('rules.number', { number: rule.number })}</b>　{rule.reason}
              {lang === 'en' ? <span lang="en"> — {english[rule.id]}</span> : null}
            </li>
          ))}
        </ol>
        {after.map((section) => (
          <Section key={section.title} {...section} />
        ))}
        <p>
          <a href={paths.privacy()}>{t('privacy.title')}</a>
          {' · '}
          <a href={paths.receipts()}>{t('receipts.title')}</a>
        </p>
      </div>
    </>
  )
}

type SectionText = { title: string; paragraphs: string[] }

function Section({ title, paragraphs }: SectionText) {
  return (
    <>
      <h2>{title}</h2>
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </>
  )
}

const english: Record<(typeof refusalRules)[number]['id'], string> = {
  'off-topic': 'nothing in it is about the draft',
  advert: 'advertising',
  insult: 'insults or defamation',
  unlawful: 'content that the law forbids to publish',
  privacy: 'mainly about the private life of others, and nothing is left when that is masked',
  repeated: 'the same as an earlier comment of the same person',
}

const sections: Record<Lang, { before: SectionText[]; after: SectionText[] }> = {
  zh: {
    before: [
      {
        title: '谁来审核',
        paragraphs: [
          '意见先审核、后公开，由意见审核员按收到的先后逐条办理。系统会提示可能的个人信息、辱骂、广告和重复内容，提示只供参考，公开不公开由审核员决定，并记录是谁、在什么时候、按哪一项办理的。',
          '审核只看下面列出的理由，不看观点。赞成、反对、批评的意见，一律按同样的规则公开。',
        ],
      },
      {
        title: '公开前遮盖什么',
        paragraphs: [
          '意见里的手机号码、身份证号码、银行卡号、车牌号码一律遮盖（个人信息保护法第五十一条）；邮箱、微信号等由审核员视情况遮盖。遮盖的只是公开的文字，原文原样存档。',
          '姓名、单位名称只有本人单独勾选同意才公开。联系方式、附件不公开。',
        ],
      },
    ],
    after: [
      {
        title: '不予公开的，怎么办',
        paragraphs: [
          '不予公开的意见仍然计入收到的意见，列入采纳情况反馈的总数。理由写在您的回执上，凭回执码随时可以看到。',
          '不同意的，可以在 30 日内凭回执码申诉一次，由作出决定以外的另一位同志复核，10 个工作日内在回执上答复。复核认为应当公开的，予以公开；维持的，写明理由。',
          '征求意见期间，可以凭回执码更正文字，更正后的文字同样先审核、后公开；也可以随时撤回。公开以后又撤下的意见，申诉成立或者撤下有误的，恢复公开，首次公开的日期不变。',
        ],
      },
      {
        title: '很多人提交同样的意见',
        paragraphs: [
          '很多人发来的同一封信（同文来信），每一封都计数、都公开，并注明有多少人发来；其中另外写了自己的话的，单独列出。同一个人重复提交同样的文字，只公开第一条。',
        ],
      },
    ],
  },
  en: {
    before: [
      {
        title: 'Who decides',
        paragraphs: [
          'Comments are read before they are published, by moderators, one by one, in the order in which they came. The system points out what may be personal data, abuse, advertising or a copy; these are hints. A person decides, and it is recorded who did, when, and by which rule.',
          'Only the reasons below count, never the opinion. Approval, objection and criticism are published by the same rules.',
        ],
      },
      {
        title: 'What is masked before publication',
        paragraphs: [
          'Telephone, identity, bank card and plate numbers are always masked; e-mail addresses and names of messengers where the moderator sees fit. Only the public text is masked; what came is kept as it came.',
          'Names of persons and organisations are published with their separate consent only. Contacts and attachments are not published.',
        ],
      },
    ],
    after: [
      {
        title: 'If your comment is not published',
        paragraphs: [
          'It is still counted as received, also in the feedback report. The reason stands on your receipt.',
          'You may appeal once within 30 days, with the receipt code. Somebody other than the person who refused decides within 10 working days and answers on the receipt.',
          'While the consultation is open you may correct your words; the new words are read before they are published too. You may withdraw at any time. What was published and taken down does not return under a new date.',
        ],
      },
      {
        title: 'The same letter from many',
        paragraphs: [
          'Every copy of a letter is counted and published, and the page says how many sent it; what people added of their own is shown apart. Of the same words sent twice by the same person, the first is published.',
        ],
      },
    ],
  },
}
