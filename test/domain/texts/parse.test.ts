import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinBrokenLines } from '~/app/domain/texts/join-lines'
import { parseBody } from '~/app/domain/texts/parse-clauses'
import { parseText } from '~/app/domain/texts/parse-text'
import { serializeText } from '~/app/domain/texts/serialize'

const outline = (text: string) =>
  parseBody(text).clauses.map(
    ({ kind, label, heading, depth }) => `${depth} ${kind} ${label ?? '-'} ${heading ?? '-'}`,
  )

describe('a text numbered like a statute', () => {
  it('has articles, their further paragraphs, items and subitems', () => {
    const text = [
      '第一章 总　　则',
      '第一条 为了规范停车收费，制定本办法。',
      '第二条 停车场分为下列种类：',
      '(一)公共停车场：',
      '1.路内停车位；',
      '2.路外停车场；',
      '(二)专用停车场。',
      '前款规定的种类由县人民政府公布。',
    ].join('\n')
    expect(outline(text)).toEqual([
      '0 chapter 第一章 总则',
      '1 article 第一条 -',
      '1 article 第二条 -',
      '2 item （一） -',
      '3 subitem 1. -',
      '3 subitem 2. -',
      '2 item （二） -',
      '2 paragraph - -',
    ])
    expect(parseBody(text).clauses.at(-1)?.ordinal).toBe(2)
    expect(parseBody(text).doubts).toEqual([])
  })

  it('does not take a reference at the start of a line for an article', () => {
    const text =
      '第一条 依照本办法\n第十条规定处理，并依照\n第五条 第二款的规定公布。\n第二条 本办法自公布之日起施行。'
    const articles = parseBody(text).clauses.filter(({ kind }) => kind === 'article')
    expect(articles.map(({ label }) => label)).toEqual(['第一条', '第二条'])
  })

  it('reads articles without a space after the number, and those inserted with 之一', () => {
    const text =
      '第一条为了便民，制定本办法。\n第二条本办法适用于本县。\n第二条之一 乡镇参照执行。\n第三条本办法自公布之日起施行。'
    expect(parseBody(text).clauses.map(({ label }) => label)).toEqual([
      '第一条',
      '第二条',
      '第二条之一',
      '第三条',
    ])
    expect(parseBody(text).doubts).toEqual([])
  })
})

describe('a text numbered like an opinion', () => {
  it('has chapters, citable headings, items and subitems, whatever the Markdown marks say', () => {
    const text = [
      '# 一、总体要求',
      '(一) 工作目标。到2027年底，实现全覆盖。',
      '#### 二、工作任务',
      '（一）加强冷链建设',
      '1. 摸清底数。县农业农村局负责。',
      '责任单位：县农业农村局',
      '（1）建档立卡；',
    ].join('\n')
    expect(outline(text)).toEqual([
      '0 chapter 一、 总体要求',
      '1 article （一） 工作目标',
      '0 chapter 二、 工作任务',
      '1 article （一） 加强冷链建设',
      '2 item 1. 摸清底数',
      '3 paragraph - -',
      '3 subitem （1） -',
    ])
  })

  it('does not read 4.5厘米 as item 4', () => {
    const { clauses } = parseBody('一、印章规格\n4.5厘米为直径上限。')
    expect(clauses.map(({ kind }) => kind)).toEqual(['chapter', 'paragraph'])
  })
})

describe('the head of a document', () => {
  const text = [
    '云岭县人民政府办公室文件',
    '岭政办发[2026]第07号',
    '云岭县人民政府办公室',
    '关于印发停车收费管理办法的通知',
    '各乡镇人民政府，县直有关部门：',
    '现印发给你们，请认真贯彻执行。',
    '附件：停车收费标准',
    '云岭县人民政府办公室',
    '2026年3月9日',
    '附件',
    '停车收费标准',
    '| 区域 | 每小时 |',
    '| --- | --- |',
    '| 城区 | 2元 |',
  ].join('\n')

  it('gives title, mended number, issuer and date, and the annex with its table', () => {
    const parsed = parseText(text)
    expect(parsed).toMatchObject({
      title: '云岭县人民政府办公室关于印发停车收费管理办法的通知',
      documentNumber: '岭政办发〔2026〕7号',
      issuer: '云岭县人民政府办公室',
      signedOn: '2026-03-09',
    })
    expect(parsed.clauses.map(({ kind }) => kind)).toEqual([
      'paragraph',
      'paragraph',
      'paragraph',
      'annex',
      'table',
    ])
    expect(parsed.clauses.at(-2)?.heading).toBe('停车收费标准')
    expect(parsed.clauses.at(-1)?.table).toEqual([
      ['区域', '每小时'],
      ['城区', '2元'],
    ])
  })

  it('says what was mended in the number', () => {
    const [doubt] = parseText(text).doubts
    expect(doubt).toMatchObject({ id: 'number-form', index: -1, suggestion: '岭政办发〔2026〕7号' })
    expect(doubt?.message).toContain('六角括号')
  })

  it('sets a table of contents aside', () => {
    const parsed = parseText(
      '云岭县供热办法\n目　录\n第一章 总则……1\n第二章 供热……3\n第一章 总则\n第一条 为了供热。\n第二章 供热\n第二条 依法供热。',
    )
    expect(parsed.contents).toHaveLength(3)
    expect(parsed.clauses.filter(({ kind }) => kind === 'chapter')).toHaveLength(2)
  })
})

describe('what is doubtful', () => {
  it('a gap and a repeat in the numbering are pointed out', () => {
    const { doubts } = parseBody('第一条 甲应当公开。\n第三条 乙应当公开。\n第三条 丙应当公开。')
    expect(doubts.map(({ id, index }) => [id, index])).toEqual([
      ['numbering-gap', 1],
      ['numbering-repeat', 2],
    ])
    expect(doubts[0]?.message).toContain('缺第二条')
  })

  it('tasks that count on across headings are no gap', () => {
    expect(parseBody('一、任务\n（一）甲\n1. 子。\n2. 丑。\n（二）乙\n3. 寅。').doubts).toEqual([])
  })

  const broken =
    '一、总体要求\n为了方便群众办事，各单位应当提供便捷的服务和重要支\n撑。\n二、其他要求\n县直各有关部门应当按照职责分工抓好落实，做到\n学用结合，按时办结。'

  it('a line broken in the middle of a sentence is offered joined', () => {
    const { doubts } = parseBody(broken)
    expect(doubts.map(({ id, line }) => [id, line])).toEqual([
      ['broken-line', 1],
      ['broken-line', 4],
    ])
    expect(doubts[0]?.suggestion).toBe('为了方便群众办事，各单位应当提供便捷的服务和重要支撑。')
  })

  it('joins all, or only what was accepted', () => {
    expect(joinBrokenLines(broken).text.split('\n')).toHaveLength(4)
    const one = joinBrokenLines(broken, [1])
    expect(one.joins.map(({ accepted }) => accepted)).toEqual([true, false])
    expect(one.text.split('\n')).toHaveLength(5)
  })
})

describe('the editable text', () => {
  it.each([
    '第一章 总则\n第一条 【立法目的】为了便民。\n（一）甲；\n1. 子；\n前款由县政府解释。\n| a | b\\|c |\n附件1 收费标准\n一、范围\n（一）城区。全部。',
    '## 总体要求\n要抓好落实。\n### 目标\n到明年底全部完成。',
  ])('is read back as the same clauses', (text) => {
    const { clauses } = parseBody(text)
    expect(serializeText(clauses)).toBe(text)
    expect(parseBody(serializeText(clauses)).clauses).toEqual(clauses)
  })

  it('is read back as the same clauses, however odd the order of lines', () => {
    const odd =
      '第一章 总则/第一条 为了供热。/第二条 供热分为：/第二条供热。/第十条规定的/一、总体要求/二、供热工作。依法办理。/（一）目标。建成。/(二) 加强供热/1. 摸底。县局负责。/(1) 建档/①甲/责任单位：县局/没有结束的一行文字应当继续写下去直到很长很长/撑。/附件/附件：收费表/附件：1.甲/2.乙/附件2 说明/收费标准/| a | b |/| --- |/x\ty/## 工作任务/# 大题/第一条 【目的】为了。/第二条 （范围）/第一条之一 甲/4.5厘米/第三条 第二款的规定'
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...odd.split('/')), { minLength: 1, maxLength: 9 }), (lines) => {
        const { clauses } = parseBody(lines.join('\n'))
        expect(parseBody(serializeText(clauses)).clauses).toEqual(clauses)
      }),
    )
  })
})
