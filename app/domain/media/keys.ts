/** The uploaded bytes; never sent to anyone. */
export function originalKey(sha256: string): string {
  return `originals/${sha256.slice(0, 2)}/${sha256}`
}

export function variantKey(sha256: string, variant: string): string {
  return `${variantsFolder(sha256)}/${variant}`
}

export function variantsFolder(sha256: string): string {
  return `variants/${sha256.slice(0, 2)}/${sha256}`
}
