import { type BlockType, blockGroups } from '~/app/ui/editor/new-block'
import { Panel } from '~/app/ui/editor/panel'
import { useT } from '~/app/ui/language'

/** Everything that can be put into the text, each with what it is good for. */
export function InsertMenu({
  onChoose,
  onDone,
}: {
  onChoose: (type: BlockType) => void
  onDone: () => void
}) {
  const t = useT()
  return (
    <Panel label={t('editor.insert')} onDone={onDone} isFocused>
      <div className="insert-groups">
        {blockGroups.map(({ name, types }) => (
          <section key={name} aria-label={t(`editor.insert.${name}`)}>
            <p className="insert-group">{t(`editor.insert.${name}`)}</p>
            <ul>
              {types.map((type) => (
                <li key={type}>
                  <button type="button" className="insert-block" onClick={() => onChoose(type)}>
                    <b>{t(`editor.block.${type}`)}</b>
                    <span>{t(`editor.block.${type}.hint`)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Panel>
  )
}
