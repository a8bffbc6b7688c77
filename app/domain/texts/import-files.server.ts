import { transact } from '~/app/domain/audit/record.server'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { ImportError } from './import-error'
import { readImportFile } from './read-file.server'
import type { Doubt, ParsedText } from './types'
import { saveVersion } from './versions.server'

export type ImportedFile = { file: string; textId: number; parsed: ParsedText }

/** All of the files or none: a bad one among them leaves nothing behind. */
export async function importFiles(ctx: Ctx, files: string[], departmentId: number): Promise<ImportedFile[]> {
  const read: { file: string; parsed: ParsedText }[] = []
  for (const file of files) read.push({ file, parsed: await readNamed(file) })
  return transact(ctx, async (tx) => {
    const imported: ImportedFile[] = []
    for (const { file, parsed } of read) {
      const { textId } = await saveVersion(tx, { departmentId, parsed })
      imported.push({ file, textId, parsed })
    }
    return imported
  })
}

async function readNamed(file: string): Promise<ParsedText> {
  try {
    return await readImportFile(file)
  } catch (error) {
    if (!(error instanceof ImportError)) throw error
    throw new Refusal(422, error.code === 'not-found' ? error.message : `${file}：${error.message}`)
  }
}

const shownDoubts = 5

/** What was found in a file, for the terminal. */
export function describeImport({ file, textId, parsed }: ImportedFile): string {
  const count = (...kinds: string[]) => parsed.clauses.filter(({ kind }) => kinds.includes(kind)).length
  const facts = [parsed.documentNumber, parsed.issuer, parsed.signedOn].filter(Boolean).join('　')
  const counts = [
    ['编', count('part')],
    ['章', count('chapter')],
    ['节', count('section')],
    ['条', count('article')],
    ['项', count('item', 'subitem')],
    ['表', count('table')],
    ['附件', count('annex')],
  ] as const
  const present = counts.filter(([, number]) => number > 0).map(([name, number]) => `${name} ${number}`)
  return [
    `${file} → 文本 ${textId}：${parsed.title}`,
    ...(facts ? [`  ${facts}`] : []),
    `  条款 ${parsed.clauses.length}${present.length > 0 ? `（${present.join('，')}）` : ''}`,
    ...describeDoubts(parsed.doubts),
  ].join('\n')
}

function describeDoubts(doubts: Doubt[]): string[] {
  if (doubts.length === 0) return []
  const more =
    doubts.length > shownDoubts ? [`    … 还有 ${doubts.length - shownDoubts} 处，请在工作台核对`] : []
  return [
    `  请留意 ${doubts.length} 处：`,
    ...doubts.slice(0, shownDoubts).map(({ message }) => `    ${message}`),
    ...more,
  ]
}
