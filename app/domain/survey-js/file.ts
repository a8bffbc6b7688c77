// The door for a file from elsewhere: it is read as data, nothing in it is ever run, compiled or shown as HTML.

export type Json = Record<string, unknown>

export type FileRead = { ok: true; root: Json } | { ok: false; why: string }

export const mostBytes = 1_000_000
const mostDepth = 40
const mostThings = 40_000

export function readSurveyFile(text: string): FileRead {
  if (new TextEncoder().encode(text).length > mostBytes)
    return refused('文件太大，最多 1 MB。请去掉图片等内容再导入')
  if (depthOf(text) > mostDepth) return refused(`文件嵌套太深，最多 ${mostDepth} 层`)
  let root: unknown
  try {
    root = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return refused('这不是 JSON 文件。请在 SurveyJS 中用“JSON Editor”导出后再试')
  }
  if (!isObject(root)) return refused('文件里没有问卷：最外层应当是一个对象')
  const odd = oddIn(root)
  return odd === null ? { ok: true, root } : refused(odd)
}

function refused(why: string): FileRead {
  return { ok: false, why }
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Before it is parsed: how deep the brackets go, those within strings apart. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at]
    if (inString) {
      if (letter === '\\') at += 1
      else if (letter === '"') inString = false
    } else if (letter === '"') inString = true
    else if (letter === '{' || letter === '[') deepest = Math.max(deepest, ++depth)
    else if (letter === '}' || letter === ']') depth -= 1
  }
  return deepest
}

const forbidden = ['__proto__', 'prototype', 'constructor']

function oddIn(root: Json): string | null {
  let things = 0
  const waiting: unknown[] = [root]
  while (waiting.length > 0) {
    const value = waiting.pop()
    if (typeof value !== 'object' || value === null) continue
    things += 1
    if (things > mostThings) return '文件里的内容太多，不像一份问卷'
    const keys = Array.isArray(value) ? [] : Object.keys(value)
    const odd = keys.find((key) => forbidden.includes(key))
    if (odd) return `文件里有不该有的属性名“${odd}”，为安全起见没有导入`
    for (const one of Object.values(value)) waiting.push(one)
  }
  return null
}

/** What became of one thing in the file: left out, or taken over differently. */
export type Note = { level: 'lost' | 'changed'; path: string; message: string }

/** Reads the properties of one object; what nobody asked for is named in the end. */
export type Reader = {
  path: string
  has: (key: string) => boolean
  value: (key: string) => unknown
  /** Without taking it: it is named still. */
  look: (key: string) => unknown
  text: (key: string) => string
  number: (key: string) => number | undefined
  flag: (key: string) => boolean
  list: (key: string) => unknown[]
  /** Of an object within this one. */
  inside: (object: Json, path: string) => Reader
  /** Names what was not read. Called last. */
  nameRest: () => void
}

/** Only about how a survey looks or moves elsewhere; not worth a line each. */
const looks = new Set(
  [
    ...['width', 'minWidth', 'maxWidth', 'colCount', 'startWithNewLine', 'titleLocation', 'indent', 'state'],
    ...[
      'descriptionLocation',
      'errorLocation',
      'hideNumber',
      'showNumber',
      'showProgressBar',
      'logo',
      'locale',
    ],
    ...[
      'progressBarType',
      'progressBarLocation',
      'logoPosition',
      'logoFit',
      'logoWidth',
      'logoHeight',
      'theme',
    ],
    ...['widthMode', 'showQuestionNumbers', 'questionTitleLocation', 'headerView', 'fitToContainer', 'size'],
    ...[
      'questionDescriptionLocation',
      'questionErrorLocation',
      'showTitle',
      'showPageTitles',
      'textUpdateMode',
    ],
    ...['pageNextText', 'pagePrevText', 'completeText', 'showCompleteButton', 'showCompletePage', 'rows'],
    ...['showNavigationButtons', 'navigationButtonsLocation', 'goNextPageAutomatic', 'autoAdvanceEnabled'],
    ...['showPrevButton', 'showTOC', 'focusFirstQuestionAutomatic', 'autoFocusFirstQuestion', 'renderAs'],
    ...[
      'autoGrow',
      'allowResize',
      'itemSize',
      'displayMode',
      'rateType',
      'separateSpecialChoices',
      'swapOrder',
    ],
    ...[
      'checkErrorsMode',
      'questionsOnPageMode',
      'requiredMark',
      'requiredText',
      'questionStartIndex',
      'alternateRows',
    ],
    ...['selectToRankAreasLayout', 'selectToRankSwapAreas', 'rateDescriptionLocation', 'searchEnabled'],
  ].map((key) => key.toLowerCase()),
)

export function reader(object: Json, path: string, notes: Note[]): Reader {
  const read = new Set<string>()
  const look = (key: string) => (Object.hasOwn(object, key) ? object[key] : undefined)
  const value = (key: string) => {
    read.add(key)
    return look(key)
  }
  return {
    look,
    path,
    has: (key) => Object.hasOwn(object, key),
    value,
    text: (key) => plainText(value(key), `${path}.${key}`, notes),
    number: (key) => {
      const number = value(key)
      return typeof number === 'number' && Number.isFinite(number) ? number : undefined
    },
    flag: (key) => value(key) === true,
    inside: (one, where) => reader(one, where, notes),
    list: (key) => {
      const list = value(key)
      return Array.isArray(list) ? list : []
    },
    nameRest: () => {
      for (const key of Object.keys(object))
        if (!read.has(key)) {
          const isLook = looks.has(key.toLowerCase())
          notes.push({
            level: isLook ? 'changed' : 'lost',
            path: `${path}.${shown(key)}`,
            message: isLook ? '只影响外观或翻页，这里按本站的样子' : '本站没有这一项，没有带进来',
          })
        }
    },
  }
}

/** A key or a value of the file, short enough for a message. */
export function shown(words: string): string {
  const letters = [...words]
  return letters.length > 40 ? `${letters.slice(0, 40).join('')}…` : words
}

const languages = ['zh-cn', 'zh', 'default', 'zh-tw', 'en']

/** One language of it, without the tags of HTML. */
export function plainText(value: unknown, path: string, notes: Note[]): string {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return withoutTags(value, path, notes)
  if (!isObject(value)) return ''
  const all = Object.keys(value)
  const language = languages.find((one) => Object.hasOwn(value, one)) ?? all[0]
  if (language === undefined) return ''
  if (all.length > 1)
    notes.push({ level: 'lost', path, message: `有 ${all.length} 种语言，只带进了 ${shown(language)}` })
  const text = value[language]
  return typeof text === 'string' ? withoutTags(text, path, notes) : ''
}

function withoutTags(text: string, path: string, notes: Note[]): string {
  const plain = text.replace(/<\/?[A-Za-z!][^<>]*>/g, '')
  if (plain === text) return text.replaceAll('\0', '').trim()
  notes.push({ level: 'changed', path, message: '文字里的网页代码去掉了，只留文字' })
  return unescaped(plain).replaceAll('\0', '').trim()
}

export function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&')
}
