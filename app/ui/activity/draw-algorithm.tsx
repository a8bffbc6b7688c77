import { useLang, useT } from '~/app/ui/language'
import type { Lang } from '~/app/ui/preferences'

/** The algorithm for the public. The English of app/domain/draws/README.md says the same, with an example. */
export function DrawAlgorithm() {
  const t = useT()
  const { plain, exact } = words[useLang()]
  return (
    <section id="algorithm" aria-labelledby="algorithm-title" className="draw-algorithm">
      <h2 id="algorithm-title">{t('drawSpec.title')}</h2>
      <details open>
        <summary>{t('drawSpec.plain')}</summary>
        {plain.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </details>
      <details>
        <summary>{t('drawSpec.exact')}</summary>
        <ol>
          {exact.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </details>
      <details>
        <summary>{t('draw.limits')}</summary>
        <p>{t('draw.limits.can')}</p>
        <p>{t('draw.limits.cannot')}</p>
      </details>
    </section>
  )
}

const words: Record<Lang, { plain: string[]; exact: string[] }> = {
  zh: {
    plain: [
      '给每个报名的人算一个“签号”：把密数、名单的指纹和这个人的编号放在一起，用一种全世界通用的算法（SHA-256）算出来。签号看上去毫无规律，谁也猜不到，但是材料一样，谁来算都一样。',
      '不分组的，签号小的排在前面。分组的，每组里签号小的排在前面；各组的第一名放在一起，按签号排先后；然后是各组的第二名，这样一轮一轮排下去。',
      '从头数起，名额有几个就取几个，后面的按次序候补。',
    ],
    exact: [
      '文件是 UTF-8 编码的纯文本，每行以一个换行符 LF（字节 0A）结尾，行内各栏用一个制表符 TAB（字节 09）隔开。全文分三段，段与段之间空一行；抽签以前没有第三段。',
      '第一段第一行是 gongyi-draw/1。以下各行依次为：activity（活动序号、标题）、committed（公布规则和密数指纹的时间）、commitment（密数的指纹）、closed（报名截止时间）、frozen（封存时间）、rules（规则的指纹）、list（名单的指纹）；抽签以后还有 secret（密数，64 个十六进制小写数字）和 drawn（抽签时间）。再后面是规则：每个抽签的类别一行，依次为 category、类别、名额、办法（lottery 抽签，stratified 分组抽签）、分组依据（township 乡镇，sex 性别，age 年龄段，不分组的写 -）。',
      '第二段是名单：每个报名一行，依次为编号、类别、所在的组（没有的写 -），按编号的 UTF-8 字节从小到大排列，同一个编号只出现一次。',
      '第三段是公布的结果：每行依次为 result、类别、次序（从 1 起）、编号、chosen（入选）或者 waiting（候补）。',
      '指纹都是 SHA-256，写成 64 个十六进制小写数字；计算的对象都是文字的 UTF-8 字节。',
      '核对：secret 那 64 个字符（不含换行）的 SHA-256 等于 commitment；全部 category 行（每行连同 LF）的 SHA-256 等于 rules；第二段全部的行（每行连同 LF，不含前后的空行）的 SHA-256 等于 list。有一项不等，就不是公布的文件，不再往下算。',
      '种子 = SHA-256（“gongyi-draw/1” LF secret LF list LF）。',
      '每个人的签号 = SHA-256（种子 LF 编号 LF）。',
      '逐个类别计算：分组抽签的，第三栏相同的为一组，- 也是一组；抽签的，全部为一组，不看第三栏。',
      '每组之内按签号从小到大排（按文字比较）；签号相同的，按编号的字节从小到大排。组内第一名的轮次为 0，第二名为 1，以此类推。',
      '整个类别先按轮次从小到大排；轮次相同的按签号；签号相同的按编号的字节。这就是次序。',
      '前面的入选，人数等于名额；其余按次序候补。报名的人不多于名额的，全部入选。',
    ],
  },
  en: {
    plain: [
      'Everybody gets a lot number: the secret, the fingerprint of the list and the pseudonym are put together and run through SHA-256, which is the same all over the world. The numbers look random and cannot be guessed, but whoever computes them gets the same.',
      'Without groups, the smaller number comes first. With groups, the first of each group come first, in the order of their numbers; then the second of each group, and so on.',
      'As many as there are seats are chosen from the top; the others wait in their order.',
    ],
    exact: [
      'The file is plain text in UTF-8; each line ends in LF (byte 0A), fields are separated by one TAB (byte 09). Three blocks with an empty line between them; the third is there once lots have been drawn.',
      'First block: the line gongyi-draw/1; then, in this order, activity (number, title), committed (when rules and fingerprint were published), commitment (fingerprint of the secret), closed, frozen, rules (fingerprint of the rules), list (fingerprint of the list); after the draw secret (64 lower-case hexadecimal digits) and drawn. Then the rules, one line for each category that is drawn: category, its name, the number of seats, lottery or stratified, and what the strata are (township, sex, age) or -.',
      'Second block, the list: one line for each registration, by the UTF-8 bytes of the pseudonym, ascending: pseudonym, category, stratum or -. No pseudonym stands in it twice.',
      'Third block, the published result: result, category, place from 1, pseudonym, chosen or waiting.',
      'Fingerprints are SHA-256 in 64 lower-case hexadecimal digits, of the UTF-8 bytes of a text.',
      'Check: the SHA-256 of the 64 characters of secret (without LF) is commitment; that of all category lines (each with its LF) is rules; that of all lines of the second block (each with its LF, without the empty lines around) is list. Otherwise stop: it is not what was published.',
      'seed = SHA-256 of “gongyi-draw/1” LF secret LF list LF.',
      'ticket of a registration = SHA-256 of seed LF pseudonym LF.',
      'Category by category: in a stratified one those with the same third field form a stratum (- is one too); in a lottery all form one.',
      'Within a stratum sort by ticket, ascending, as texts; equal tickets by the bytes of the pseudonym. The first has rank 0, the next 1, and so on.',
      'Sort the whole category by rank; equal ranks by ticket; equal tickets by the bytes of the pseudonym. This is the order.',
      'The first are chosen, as many as there are seats; the others wait in this order.',
    ],
  },
}
