const digits: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const units: Record<string, number> = { 十: 10, 百: 100 }

function arabic(numeral: string): number {
  let total = 0
  let current = 0
  for (const character of numeral) {
    const unit = units[character]
    if (unit) {
      total += (current || 1) * unit
      current = 0
    } else current = digits[character] ?? 0
  }
  return total + current
}

/** 第十四条 and 第14条 are the same label: numerals of labels become Arabic. */
export function normaliseLabels(text: string): string {
  return text.replace(
    /第([零〇一二两三四五六七八九十百]+)(?=[编章节条款项])/g,
    (_, numeral: string) => `第${arabic(numeral)}`,
  )
}

const documentNumber =
  /([\p{Script=Han}]{2,8}?[发函字令])[〔[【(]?\s*((?:19|20)\d{2})\s*[〕\]】)]?\s*第?\s*0*(\d{1,4})\s*号?/gu

/** 岭政办发〔2026〕5号 in any brackets or spacing as 岭政办发20265号; null when the text is not such a number. */
export function documentNumberKey(text: string): string | null {
  const compact = text.normalize('NFKC').replace(/\s+/g, '')
  const match = [...compact.matchAll(documentNumber)][0]
  return match ? `${match[1]}${match[2]}号${match[3]}` : null
}

/** What is sent to the engine for what a person typed. */
export function normaliseQuery(typed: string): string {
  const text = typed.normalize('NFKC').replace(/\s+/g, ' ').trim().slice(0, 200)
  const key = documentNumberKey(text)
  return key && text.replace(/\s/g, '').length <= key.length + 6 ? `"${key}"` : normaliseLabels(text)
}
