import * as comments from '~/app/ui/catalogue/comments'
import * as common from '~/app/ui/catalogue/common'
import * as concerns from '~/app/ui/catalogue/concerns'
import * as consultations from '~/app/ui/catalogue/consultations'
import * as desk from '~/app/ui/catalogue/desk'
import * as drafting from '~/app/ui/catalogue/drafting'
import * as moderation from '~/app/ui/catalogue/moderation'
import * as policies from '~/app/ui/catalogue/policies'
import * as policiesDesk from '~/app/ui/catalogue/policies-desk'
import * as search from '~/app/ui/catalogue/search'
import * as site from '~/app/ui/catalogue/site'
import type { Lang } from '~/app/ui/preferences'

const zh = {
  ...common.zh,
  ...comments.zh,
  ...consultations.zh,
  ...moderation.zh,
  ...policies.zh,
  ...policiesDesk.zh,
  ...concerns.zh,
  ...search.zh,
  ...desk.zh,
  ...drafting.zh,
  ...site.zh,
}

export type MessageKey = keyof typeof zh

const en: Record<MessageKey, string> = {
  ...common.en,
  ...comments.en,
  ...consultations.en,
  ...moderation.en,
  ...policies.en,
  ...policiesDesk.en,
  ...concerns.en,
  ...search.en,
  ...desk.en,
  ...drafting.en,
  ...site.en,
}

const messages = { zh, en }

/** The interface string of a key; `{name}` in it is replaced by `values.name`. */
export function translate(lang: Lang, key: MessageKey, values: Record<string, string | number> = {}): string {
  return messages[lang][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
