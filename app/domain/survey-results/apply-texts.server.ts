import type { Ctx } from '~/app/server/context'
import { takeTextsIntoLedger } from './ledger.server'
import { keepTexts, refuseTexts } from './moderate-texts.server'
import type { TextsForm } from './result-forms'
import { addTheme, quoteTexts, removeTheme, renameTheme, themeTexts } from './themes.server'

/** Does what the form of the open answers asks for, and says with how many. `values` holds every field: `mask-7` is what is shown of text 7. */
export async function applyTextsForm(
  tx: Ctx,
  surveyId: number,
  form: TextsForm,
  values: Record<string, string>,
): Promise<{ done: string; count: number }> {
  switch (form.intent) {
    case 'keep':
    case 'keep-proposed': {
      const masks = new Map(
        form.id.flatMap((id): [number, string][] => {
          const mask = values[`mask-${id}`]
          return mask === undefined ? [] : [[id, mask]]
        }),
      )
      const asProposed = form.intent === 'keep-proposed'
      return { done: 'keep', count: await keepTexts(tx, surveyId, { ids: form.id, masks, asProposed }) }
    }
    case 'refuse':
      return { done: 'refuse', count: await refuseTexts(tx, surveyId, { ...form, ids: form.id }) }
    case 'theme':
    case 'untheme': {
      const isIn = form.intent === 'theme'
      const count = await themeTexts(tx, surveyId, { ids: form.id, themeId: form.theme, isIn })
      return { done: form.intent, count }
    }
    case 'quote':
    case 'unquote': {
      const isQuoted = form.intent === 'quote'
      return { done: form.intent, count: await quoteTexts(tx, surveyId, { ids: form.id, isQuoted }) }
    }
    case 'ledger':
      return { done: 'ledger', count: await takeTextsIntoLedger(tx, surveyId, form.id) }
    case 'add-theme':
      await addTheme(tx, surveyId, { questionId: form.question, label: form.label })
      return { done: 'themes', count: 1 }
    case 'rename-theme':
      await renameTheme(tx, surveyId, { themeId: form.theme, label: form.label })
      return { done: 'themes', count: 1 }
    case 'remove-theme':
      await removeTheme(tx, surveyId, form.theme)
      return { done: 'themes', count: 1 }
  }
}
