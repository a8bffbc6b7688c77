import { numberToChinese } from '~/app/domain/texts/chinese-numbers'
import { parseText } from '~/app/domain/texts/parse-text'
import { saveVersion } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import { ms, percentile, type Row, timeEach } from './measure'

const articles = 400

/** A statute of four hundred articles: read, saved, and its next version aligned with it. */
export async function benchTexts(ctx: Ctx, departmentId: number): Promise<Row[]> {
  const text = writeStatute()
  const megabytes = Buffer.byteLength(text) / 1024 / 1024
  const parsing = percentile(await timeEach(10, () => parseText(text)), 50)
  const parsed = parseText(text)
  const begun = performance.now()
  const { textId } = await saveVersion(ctx, { departmentId, parsed })
  const saved = performance.now()
  await saveVersion(ctx, { textId, departmentId, parsed: parseText(text.replaceAll('三十日', '二十日')) })
  const aligned = performance.now()
  return [
    {
      what: `a text of ${articles} articles (${parsed.clauses.length} clauses) read`,
      value: ms(parsing),
      ratio: `${((megabytes * 1000) / parsing).toFixed(1)} MB a second`,
    },
    { what: '… saved', value: ms(saved - begun) },
    { what: '… its next version read, aligned and saved', value: ms(aligned - saved) },
  ]
}

function writeStatute(): string {
  const lines = ['云岭县公共服务综合管理办法', '']
  for (let number = 1; number <= articles; number++) {
    if (number % 40 === 1) lines.push(`第${numberToChinese((number + 39) / 40)}章 第${number}条起的规定`)
    lines.push(
      `第${numberToChinese(number)}条 承办单位应当自受理之日起三十日内，就第${number}号事项作出书面答复，并说明理由和依据。`,
      '（一）申请材料齐全的，当场受理；',
      '（二）申请材料不齐全的，一次告知需要补正的全部内容。',
    )
  }
  return lines.join('\n')
}
