import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { ImportError } from '~/app/domain/texts/import-error'
import { importBytes, importPasted, readImportFile } from '~/app/domain/texts/read-file.server'

const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const paragraph = (text: string, properties = '') =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`

function docx(body: string, more: Record<string, string> = {}): Uint8Array {
  const files: Record<string, string> = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/document.xml': `<w:document ${w}><w:body>${body}</w:body></w:document>`,
    ...more,
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
}

const refusal = async (attempt: () => unknown): Promise<string> => {
  try {
    await attempt()
  } catch (error) {
    if (error instanceof ImportError && /[\u4e00-\u9fa5].*。$/.test(error.message)) return error.code
    throw error
  }
  return 'imported'
}

describe('a Word file', () => {
  it('gives its centred lines as title and its table with merged cells', async () => {
    const centre = '<w:jc w:val="center"/>'
    const cell = (text: string, properties = '') =>
      `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`
    const bytes = docx(
      paragraph('云岭县人民政府', centre) +
        paragraph('关于供热工作的意见', centre) +
        paragraph('一、总体要求') +
        paragraph('依法供热。', '<w:ind w:firstLine="640"/>') +
        `<w:tbl><w:tr>${cell('区域', '<w:gridSpan w:val="2"/>')}</w:tr><w:tr>${cell('城区')}${cell('乡镇')}</w:tr></w:tbl>`,
    )
    const text = await importBytes({ name: '意见.docx', bytes })
    expect(text.title).toBe('云岭县人民政府关于供热工作的意见')
    expect(text.issuer).toBe('云岭县人民政府')
    expect(text.clauses.map(({ kind }) => kind)).toEqual(['chapter', 'paragraph', 'table'])
    expect(text.clauses.at(-1)?.table).toEqual([
      ['区域', '区域'],
      ['城区', '乡镇'],
    ])
  })

  it('gives automatic numbers as Word shows them, also those that come with a style', async () => {
    const level = (at: number, format: string, text: string) =>
      `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
    const numbering = `<w:numbering ${w}><w:abstractNum w:abstractNumId="0">${level(0, 'chineseCountingThousand', '第%1条')}${level(1, 'chineseCounting', '（%2）')}</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num></w:numbering>`
    const styles = `<w:styles ${w}><w:style w:type="paragraph" w:styleId="tiao"><w:name w:val="tiao"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style></w:styles>`
    const article = '<w:pStyle w:val="tiao"/>'
    const item = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>'
    const bytes = docx(
      [
        paragraph('云岭县停车办法'),
        paragraph('停车场分为：', article),
        paragraph('公共停车场；', item),
        paragraph('专用停车场。', item),
        paragraph('本办法适用于：', article),
        paragraph('城区。', item),
      ].join(''),
      { 'word/numbering.xml': numbering, 'word/styles.xml': styles },
    )
    const { clauses } = await importBytes({ name: '办法.docx', bytes })
    expect(clauses.map(({ label }) => label)).toEqual(['第一条', '（一）', '（二）', '第二条', '（一）'])
  })
})

describe('a text file', () => {
  const source = '云岭县供热办法\n第一条 为了供热，制定本办法。\n第二条 依法供热。'

  it.each([
    ['UTF-8', strToU8(source)],
    ['UTF-8 with BOM', strToU8(`\ufeff${source}`)],
    ['UTF-16', new Uint8Array(Buffer.from(`\ufeff${source}`, 'utf16le'))],
  ])('in %s is read', async (_, bytes) => {
    const text = await importBytes({ name: '办法.txt', bytes })
    expect([text.title, text.clauses.length]).toEqual(['云岭县供热办法', 2])
  })

  it('in GB18030 is read', async () => {
    // 供热办法 / 第一条 依法供热。
    const hex = 'b9a9c8c8b0ecb7a80ab5dad2bbccf520d2c0b7a8b9a9c8c8a1a3'
    const text = await importBytes({ name: '办法.txt', bytes: new Uint8Array(Buffer.from(hex, 'hex')) })
    expect([text.title, text.clauses[0]?.body]).toEqual(['供热办法', '依法供热。'])
  })
})

describe('pasted HTML', () => {
  it('is read without the dirt that Word, WPS and pages bring along', () => {
    const text = importPasted(`
      <html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style>
      <!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>
      <body><p class=MsoTitle align=center><b><span lang=EN-US>云岭县停车办法</span></b><o:p></o:p></p>
      <p style='mso-hide:all'>不可见</p><script>alert(1)</script>
      <p class=MsoNormal style='text-indent:32pt'><span style='mso-list:Ignore'>第一条&nbsp;&nbsp;</span>为了便民，<span>制定本办法。</span><o:p>&nbsp;</o:p></p>
      <div>第二条 分为：<br>（一）公共；<br>（二）专用。</div>
      <table><tr><th>区域</th><th>价格</th></tr><tr><td rowspan=2>城区</td><td>2元</td></tr><tr><td>3元</td></tr></table></body></html>`)
    expect(text.title).toBe('云岭县停车办法')
    expect(text.clauses.map(({ label, body }) => `${label ?? ''}${body}`)).toEqual([
      '第一条为了便民，制定本办法。',
      '第二条分为：',
      '（一）公共；',
      '（二）专用。',
      '',
    ])
    expect(text.clauses.at(-1)?.table?.at(-1)).toEqual(['城区', '3元'])
  })
})

describe('what cannot be imported is refused with one clear sentence', () => {
  const bytes = (...list: number[]) => new Uint8Array(list)
  const ole = bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0)
  const attempt = (name: string, content: Uint8Array) => refusal(() => importBytes({ name, bytes: content }))

  it.each([
    ['an empty file', 'a.docx', bytes(), 'empty'],
    ['a blank text', 'a.txt', strToU8(' \n\u3000\n'), 'empty'],
    ['a Word file without text', 'a.docx', docx(paragraph('')), 'empty'],
    ['an encrypted Word file', 'a.docx', ole, 'encrypted'],
    [
      'an old Word file',
      'a.docx',
      new Uint8Array([...ole, ...Buffer.from('WordDocument', 'utf16le')]),
      'old-word',
    ],
    ['a picture called .docx', 'a.docx', bytes(0x89, 0x50, 0x4e, 0x47), 'not-word'],
    ['a zip without a document', 'a.docx', zipSync({ 'a.txt': strToU8('a') }), 'not-word'],
    ['a broken zip', 'a.docx', docx(paragraph('第一条 甲。')).slice(0, 200), 'not-word'],
    ['a broken document', 'a.docx', docx('<w:p><w:r>'), 'not-word'],
    ['a zip called .txt', 'a.txt', zipSync({ 'a.txt': new Uint8Array(100) }), 'not-text'],
    ['a PDF', 'a.pdf', strToU8('%PDF-1.7'), 'unknown-type'],
    ['a .doc', 'a.doc', ole, 'old-word'],
  ])('%s', async (_, name, content, code) => expect(await attempt(name, content)).toBe(code))

  it('a zip that unpacks to more than 100 MB', async () => {
    const bomb = zipSync({ 'word/document.xml': new Uint8Array(101 * 1024 * 1024) }, { level: 9 })
    expect(bomb.byteLength).toBeLessThan(1024 * 1024)
    expect(await attempt('a.docx', bomb)).toBe('zip-bomb')
  })

  it('a file of 200 MB, before it is read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gongyi-import-'))
    const path = join(folder, '大.docx')
    await writeFile(path, '')
    await truncate(path, 200 * 1024 * 1024)
    const before = process.memoryUsage.rss()
    expect(await refusal(() => readImportFile(path))).toBe('too-large')
    expect(process.memoryUsage.rss() - before).toBeLessThan(50 * 1024 * 1024)
    await rm(folder, { recursive: true })
  })

  it('a file that is not there', async () =>
    expect(await refusal(() => readImportFile('/nowhere/a.txt'))).toBe('not-found'))
})
