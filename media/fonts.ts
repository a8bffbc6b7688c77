import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const bundledFamily = 'Noto Sans S Chinese'
const genericFamilies = ['sans-serif', 'serif', 'monospace']

/**
 * Lets sharp, and a Chromium started afterwards, draw Chinese on a machine without Chinese fonts. A font of the
 * machine's own that is asked for by name still comes first. Call it before sharp draws its first text.
 */
export function useBundledFonts(): void {
  if (process.env.FONTCONFIG_FILE) return
  const folder = join(tmpdir(), `gongyi-fonts-${process.getuid?.() ?? 0}`)
  const file = join(folder, 'fonts.conf')
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, describeFonts(findFonts(), join(folder, 'cache')))
  process.env.FONTCONFIG_FILE = file
}

function findFonts(): string {
  const requireHere = createRequire(join(process.cwd(), 'package.json'))
  return join(dirname(requireHere.resolve('@embedpdf/fonts-sc')), '../fonts')
}

function describeFonts(fonts: string, cache: string): string {
  const aliases = genericFamilies.map(
    (family) =>
      `<alias binding="weak"><family>${family}</family><accept><family>${bundledFamily}</family></accept></alias>`,
  )
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${fonts}</dir>
  <cachedir>${cache}</cachedir>
  ${aliases.join('\n  ')}
</fontconfig>
`
}
