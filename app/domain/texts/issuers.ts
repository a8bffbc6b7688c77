const organ =
  /(?:人民政府|政府|办公室|办公厅|委员会|管委会|国务院|人民代表大会|人大常委会|[局厅部委署办院会处社]|中心|总队|支队|街道办事处)$/

export function isOrganName(text: string): boolean {
  return /^[\u4e00-\u9fa5（）、\s　]{2,60}$/.test(text) && organ.test(text) && !/^关于/.test(text)
}

/** 岭东市人民政府办公室关于… → 岭东市人民政府办公室 */
export function issuerFromTitle(title: string): string | null {
  const before = /^(.{2,40}?)(?:关于|印发)/.exec(title)?.[1]
  return before && isOrganName(before) ? before : null
}

/** From an adoption line: …令第711号 → 国务院; 北京市第十五届人民代表大会常务委员会第二十次会议 → without the term. */
export function issuerFromHistory(line: string): string | null {
  const order = /(?:日|^|[\s　])([\u4e00-\u9fa5]{2,30}?)令[\s　]*第/.exec(line)?.[1]
  if (order) return order.replace(/^中华人民共和国(?=国务院)/, '')
  const session =
    /日[\s　]*([\u4e00-\u9fa5]{2,40}?(?:人民代表大会常务委员会|人民代表大会|国务院|人民政府))第.{1,8}次/.exec(
      line,
    )?.[1]
  return session ? session.replace(/第[一二三四五六七八九十百]+届/, '') : null
}
