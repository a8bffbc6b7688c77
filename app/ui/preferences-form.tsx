import { paths } from '~/app/paths'
import { useT } from '~/app/ui/language'
import type { Preferences } from '~/app/ui/preferences'

/**
 * Large type, dark, language: posts one of `elder` (on, off), `theme` (auto, light, dark) or `lang` (zh, en),
 * with `back`, the page to return to.
 */
export function PreferencesForm({ preferences, current }: { preferences: Preferences; current: string }) {
  const t = useT()
  const isDark = preferences.theme === 'dark'
  const isChinese = preferences.lang === 'zh'
  return (
    <details className="preferences">
      <summary>{t('preferences.title')}</summary>
      <form method="post" action={paths.preferences()} aria-label={t('preferences.title')}>
        <input type="hidden" name="back" value={current} />
        <button type="submit" name="elder" value={preferences.elder ? 'off' : 'on'}>
          {t(preferences.elder ? 'preferences.normalType' : 'preferences.largeType')}
        </button>
        <button type="submit" name="theme" value={isDark ? 'light' : 'dark'}>
          {t(isDark ? 'preferences.light' : 'preferences.dark')}
        </button>
        <button type="submit" name="lang" value={isChinese ? 'en' : 'zh'} lang={isChinese ? 'en' : 'zh-CN'}>
          {isChinese ? 'English' : '中文'}
        </button>
      </form>
    </details>
  )
}
