/** ` ００7` and `7` are one sheet. */
export function sheetNumber(typed: string): string {
  const plain = typed.normalize('NFKC').trim().toUpperCase()
  return /^\d+$/.test(plain) ? plain.replace(/^0+(?=\d)/, '') : plain
}
