import type { MessageKey } from '~/app/ui/catalogue'
import { useT } from '~/app/ui/language'
import { StatusWord, type Tone } from '~/app/ui/status-word'

type Lamp = 'off' | 'on' | 'missing'
type Lamps = { drafted: Lamp; signedOff: Lamp; published: Lamp }

const tones: Record<Lamp, Tone> = { on: 'done', off: 'info', missing: 'overdue' }
const names: Record<keyof Lamps, MessageKey> = {
  drafted: 'deskPolicy.lamp.drafted',
  signedOff: 'deskPolicy.lamp.signedOff',
  published: 'deskPolicy.lamp.published',
}

/** I2: policy and interpretation drafted, signed off and published together. */
export function TripleSync({ lamps }: { lamps: Lamps }) {
  const t = useT()
  return (
    <section aria-labelledby="triple-sync">
      <h2 id="triple-sync">{t('deskPolicy.lamps')}</h2>
      <ul className="lamps">
        {(Object.keys(names) as (keyof Lamps)[]).map((name) => (
          <li key={name}>
            {t(names[name])}
            <StatusWord tone={tones[lamps[name]]}>{t(`deskPolicy.lamp.${lamps[name]}`)}</StatusWord>
          </li>
        ))}
      </ul>
    </section>
  )
}
