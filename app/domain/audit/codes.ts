import type { Ctx } from '~/app/server/context'

// Without 0 O 1 I L: a code is read aloud over the telephone.
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

/** A receipt code such as `K7QM-3F9P-XW2T`: about 59 bits, so that nobody finds another person's by trying. */
export function newCode(ctx: Pick<Ctx, 'random'>): string {
  let code = ''
  while (code.length < 12) {
    for (const byte of ctx.random(24)) {
      // 248 = 8 × 31: larger bytes would favour the first letters.
      if (byte < 248 && code.length < 12) code += alphabet[byte % alphabet.length]
    }
  }
  return code.replace(/(.{4})(?=.)/g, '$1-')
}

/** Reads a code as people type it: lower case, spaces, full-width letters, any dash or none. Null when it cannot be one. */
export function readCode(typed: string): string | null {
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—_.]/g, '')
  if (letters.length !== 12 || [...letters].some((letter) => !alphabet.includes(letter))) return null
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}
