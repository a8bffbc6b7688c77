export type Lang = 'zh' | 'en'
export type Theme = 'auto' | 'light' | 'dark'
export type Preferences = { lang: Lang; theme: Theme; elder: boolean }

export const defaultPreferences: Preferences = { lang: 'zh', theme: 'auto', elder: false }

/** The attributes that the root puts on <html>; the tokens hang on them. */
export function preferenceAttributes(preferences: Preferences) {
  return {
    lang: preferences.lang === 'zh' ? 'zh-CN' : 'en',
    'data-theme': preferences.theme,
    'data-elder': preferences.elder ? 'on' : 'off',
  }
}
