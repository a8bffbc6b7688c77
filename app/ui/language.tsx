import { createContext, type ReactNode, useContext } from 'react'
import { type MessageKey, translate } from '~/app/ui/catalogue'
import type { Lang } from '~/app/ui/preferences'

const LanguageContext = createContext<Lang>('zh')

export function LanguageProvider({ lang, children }: { lang: Lang; children: ReactNode }) {
  return <LanguageContext.Provider value={lang}>{children}</LanguageContext.Provider>
}

export function useLang(): Lang {
  return useContext(LanguageContext)
}

export function useT() {
  const lang = useLang()
  return (key: MessageKey, values?: Record<string, string | number>) => translate(lang, key, values)
}
