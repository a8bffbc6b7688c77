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
          '提意见：意见内容，以及您自愿填写的身份、称呼、所在乡镇、所属群体和联系方式。用于研究采纳、了解哪些地方和哪些人的意见还没有听到、核实情况、反馈结果。以个人或单位名义提意见的，须写明名称；匿名的不用写。',
          '附件：您自愿附上的照片和文件，只供办理。照片里的拍摄地点、时间和设备信息在办理人员打开之前已经去掉。',
          '邮件通知：您自愿留下的邮箱，只用来告诉您这条意见的进展。',
          '报名参加听证会等活动：姓名、电话、邮箱和需要的帮助，用于联系、核对身份和安排到场；分组抽签的，按公告问所在乡镇、性别或者年龄段其中一项。须年满十八周岁。',
          '填问卷：您对各题的回答，网上填的还有收到的那一天，用于各份问卷写明的目的。不问姓名，不存网络地址。按问卷的办法，另外只记“这个浏览器（邀请码、邮箱）填过了”，和填了什么分开放，对不上。邮箱只用来收一次验证码。',
          '点“这一条看不懂”：点了哪一条，以及您自愿写下的一句话和邮箱。不记名字，不存网络地址；邮箱只用来告诉您这一条有了解释，写的话只有工作人员看得到。',
          '反映关切：内容，以及您自愿填写的称呼、地点和联系方式。用于分办、核实和答复。',
          '不用注册就能使用全部公开功能，不收集身份证号，不做人脸识别。',
        ],
      },
      {
        title: '谁能看到',
        paragraphs: [
          '联系方式和邮箱加密保存；联系方式只有办理这件事的起草人能逐条查看，每次查看都有记录。',
          '意见经审核后公开，公开前隐去电话、证件号、银行卡号和车牌号；所在乡镇和所属群体随意见公开。称呼只有您单独勾选同意才公开，不满十四周岁的须由监护人同意。关切的原文只有您单独勾选同意才公开。',
          '报名的姓名、电话和邮箱加密保存，只有主办单位的经办人能逐个查看，每次查看都有记录。参加人名单里写编号、类别和姓氏，您单独勾选同意才写全名。分组抽签的，所在乡镇、性别或者年龄段中问到的那一项随编号写进公开的抽签名单，好让谁都能重算一遍。',
          '问卷只公布人数和比例，少于十个人的数字不公布，也不让人推算出来。写的话和其他回答拆开存放，经人审看、遮去姓名电话以后才可能摘录。交上来的答卷谁也找不出哪一份是您的，所以不能再查、再改、再撤回。',
          '附件不公开，只有起草部门、意见审核员和持有回执码的您能打开。',
        ],
      },
      {
        title: '保存多久',
        paragraphs: [
          '意见的联系方式在采纳情况反馈公布时删除；邮箱在最后一封信发出后删除，点“这一条看不懂”时留的邮箱最长留一年；您撤回意见的，两样立即删除。关切的联系方式自办结之日起最长保存两年，您可以随时要求提前删除。报名的姓名、电话和邮箱在活动结束六个月后删除，取消报名的立即删除。没填完的问卷最多留三十天，问卷截止后一天就删；收到验证码的邮箱用完或者过期就删；交上来的答卷在截止两年后删除，只留公布过的数字。意见及其附件、关切的内容作为决策档案保存。访问日志由运行单位依照网络安全法第二十一条留存六个月。',
        ],
      },
      {
        title: 'Cookie',
        paragraphs: [
          '只有您改变语言、颜色或字号时，才保存相应的设置（lang、theme、elder），有效期一年。填问卷时用到的：survey-编号 放没填完的答卷的保存码，最多三十天；一个浏览器只填一次的问卷，另放一个随机的号，只发给这份问卷，有效期一年；用邮箱或邀请码的，放到填完为止。点过“这一条看不懂”的，放一个随机的号（unclear），只发给那一条的页面，有效期一年。不用于跟踪，没有第三方脚本；选中条文文字时出现的“就这段话提意见”按钮不向任何地方发送数据。',
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
          'Comments: their text and, if you wish, as whom you speak, how to address you, your township, your group and how to reach you; used to study them, to see which places and people have not been heard, to ask back and to report. Persons and organisations give their name; who stays anonymous need not.',
          'Attachments: the photographs and files that you choose to add, for those who handle the matter only. The place, time and camera are removed from photographs before anybody opens them.',
          'News by e-mail: the address that you choose to leave, used only to tell you how your comment fares.',
          'Registering for a hearing or another event: name, telephone, e-mail and needs, to reach you, check who you are and prepare the room; where the draw is by groups, one of township, sex or age as the notice says. From 18 years on.',
          'Surveys: your answers, and of those online the day they came, for the purpose that each survey names. No name is asked and no network address is kept. Depending on the survey, that this browser (invitation code, e-mail address) has answered is kept too, apart from the answers, with nothing to join them. The address only receives one code.',
          '“I do not understand this clause”: which clause, and if you wish a sentence and an e-mail address. No name and no network address is kept; the address only tells you that the clause has been explained, and only staff read the sentence.',
          'Concerns: their text and, if you wish, how to address you, the place and how to reach you; used to assign, verify and answer.',
          'Everything public works without an account; we ask for no identity numbers and no face recognition.',
        ],
      },
      {
        title: 'Who sees it',
        paragraphs: [
          'Contact details and e-mail addresses are encrypted; contacts are opened by the drafters of the matter only, one by one, and each look is recorded.',
          'Comments are published after moderation, with telephone, identity, card and plate numbers masked, and with the township and group that you gave. Your name is published only if you tick the box for it; under fourteen a guardian must consent. The words of a concern are published only if you tick the box for it.',
          'Names, telephones and addresses of who registered are encrypted; only those who handle the event open them, one by one, and each look is recorded. The list of participants has a pseudonym, the category and the surname; the whole name only if you tick the box for it. Where the draw is by groups, the one thing that is asked for it (township, sex or age) stands beside the pseudonym in the public list of the draw, so that anyone can run it again.',
          'Of surveys only numbers of people and percentages are published, none below ten, and none from which such a number could be worked out. Words are kept apart from the other answers, and read and masked before any is quoted. Nobody can find which answers are yours, so they cannot be looked up, changed or withdrawn.',
          'Attachments are not published; only the drafting department, the moderators and you, with the code, can open them.',
        ],
      },
      {
        title: 'How long',
        paragraphs: [
          'The contact of a comment: until the feedback report is published; an e-mail address: until the last letter, and for a clause that you do not understand at most a year; both go at once when you withdraw. The contact of a concern: at most two years after it is closed, less if you ask. The name, telephone and e-mail of a registration: six months after the event, and at once when you withdraw. An unfinished survey: thirty days at most, and until the day after it closes; the address that received a code: until it is used or too old; answers: two years after closing, after which only the published figures stay. Comments with their attachments and concerns are kept as records of the decision. Access logs are kept for six months by the operator, as the Cybersecurity Law requires.',
        ],
      },
      {
        title: 'Cookies',
        paragraphs: [
          'Only when you change language, colours or type size are these settings kept (lang, theme, elder), for a year. While you answer a survey: survey-number with the code of what you saved, for thirty days at most; where each browser answers once, a random number that is sent to this survey only, for a year; with an address or an invitation, a mark until you have answered. After you press “I do not understand this clause”, a random number (unclear) that is sent to the page of that clause only, for a year. No tracking, no third-party scripts; the button that appears beside selected words sends nothing to anyone.',
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
