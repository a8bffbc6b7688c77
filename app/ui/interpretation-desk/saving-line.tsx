import { formatDateTime } from '~/app/ui/format'
import type { Saving } from '~/app/ui/interpretation-desk/use-autosave'
import { useT } from '~/app/ui/language'

/** Whether the words are safe, and who else is here: one quiet line, said aloud when it changes. */
export function SavingLine({ saving, revision }: { saving: Saving; revision: number }) {
  const t = useT()
  const { state, at, message, others } = saving
  const words = {
    idle: t('work.saving.idle'),
    typing: t('work.saving.typing'),
    kept: t('work.saving.kept', { time: at ? formatDateTime(at).slice(-5) : '' }),
    offline: t('work.saving.offline'),
    refused: message,
  }
  return (
    <div className="saving-line">
      <p role="status" data-saving={state} className={`saving-${state}`}>
        {words[state]}
      </p>
      {others.length > 0 ? <PresentPeople others={others} /> : null}
      {saving.revision > revision ? <p className="saving-overtaken">{t('work.saving.overtaken')}</p> : null}
    </div>
  )
}

/** Who else has it open now, and whether they have words of their own that are not saved. */
export function PresentPeople({ others }: { others: Saving['others'] }) {
  const t = useT()
  const names = others.map(({ name }) => name).join(t('work.comma'))
  const isWriting = others.some(({ typedAt }) => typedAt !== null)
  return (
    <p className="present-people">
      {t(isWriting ? 'work.present.writing' : 'work.present', { names, count: others.length })}
    </p>
  )
}
