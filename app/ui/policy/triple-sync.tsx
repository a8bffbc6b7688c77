import type { Lamp, LampState, Lamps } from '~/app/domain/policies/lamps'
import type { MessageKey } from '~/app/ui/catalogue'
import { formatDate } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { StatusWord, type Tone } from '~/app/ui/status-word'

const tones: Record<LampState, Tone> = { on: 'done', off: 'info', late: 'waiting', missing: 'overdue' }
const names: Record<keyof Lamps, MessageKey> = {
  drafted: 'deskPolicy.lamp.drafted',
  signedOff: 'deskPolicy.lamp.signedOff',
  published: 'deskPolicy.lamp.published',
}
const all = Object.keys(names) as (keyof Lamps)[]

/** I2: policy and interpretation drafted, signed off and published together, with the days; at the desk and in public. */
export function TripleSync({ lamps }: { lamps: Lamps }) {
  const t = useT()
  return (
    <section aria-labelledby="triple-sync">
      <h2 id="triple-sync">{t('deskPolicy.lamps')}</h2>
      <ul className="lamps">
        {all.map((name) => (
          <li key={name}>
            <span>{t(names[name])}</span>
            <StatusWord tone={tones[lamps[name].state]}>
              {t(`deskPolicy.lamp.${lamps[name].state}`)}
            </StatusWord>
            <LampDays lamp={lamps[name]} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function LampDays({ lamp: { policyAt, interpretationAt } }: { lamp: Lamp }) {
  const t = useT()
  const lang = useLang()
  const policy = policyAt && formatDate(policyAt, lang)
  const interpretation = interpretationAt && formatDate(interpretationAt, lang)
  const said =
    policy && policy === interpretation
      ? t('sync.both', { day: policy })
      : [
          policy && t('sync.policy', { day: policy }),
          interpretation && t('sync.interpretation', { day: interpretation }),
        ]
          .filter(Boolean)
          .join(lang === 'zh' ? '，' : ', ')
  return said ? <span className="lamp-days">{said}</span> : null
}

/** The three in one line, for a list: the shape says the state, and the word for who cannot see it. */
export function SyncLine({ lamps }: { lamps: Lamps }) {
  const t = useT()
  return (
    <span className="lamps-line">
      {all.map((name) => (
        <StatusWord key={name} tone={tones[lamps[name].state]}>
          {t(names[name])}
          <span className="visually-hidden">{t(`deskPolicy.lamp.${lamps[name].state}`)}</span>
        </StatusWord>
      ))}
    </span>
  )
}
