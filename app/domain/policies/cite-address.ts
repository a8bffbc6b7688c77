type Cited = { title: string; documentNumber: string }

/** How a policy, or a clause of it, is cited in writing: 《…》（岭政办发〔2026〕5号）第六条. */
export function citePolicy({ title, documentNumber }: Cited, clauseName = ''): string {
  // A title within a title takes single marks: 《关于印发〈办法〉的通知》.
  const inner = title.replaceAll('《', '〈').replaceAll('》', '〉')
  return `《${inner}》（${documentNumber}）${clauseName}`
}

/** As said in an address to be scanned or written down. */
export function addressOf(origin: string, path: string): string {
  return new URL(path, origin).href
}
