import { sayTime } from '~/app/domain/interpretation-blocks/say-time'
import { paths } from '~/app/paths'
import { useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'

type Place = { anchor: string; second: number | null; kind: 'quotation' | 'link' | 'video' | 'audio' }
type Clause = { clauseId: number; label: string; excerpt: string; href: string; places: Place[] }

/** The clauses that are explained here: the way to each in the policy, and to the places here, seconds among them. */
export function ExplainedClauses({
  clauses,
  interpretationId,
}: {
  clauses: Clause[]
  interpretationId: number
}) {
  const t = useT()
  if (clauses.length === 0) return null
  return (
    <section aria-labelledby="explained-clauses">
      <h2 id="explained-clauses">{t('interpretation.clauses')}</h2>
      <ul className="explained-clauses">
        {clauses.map(({ clauseId, label, excerpt, href, places }) => (
          <li key={clauseId}>
            <a href={href}>{label}</a>{' '}
            {placesToShow(places).map((place) => (
              <PlaceLink key={`${place.anchor}.${place.second}`} place={place} id={interpretationId} />
            ))}
            <MetaLine entries={[excerpt]} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function PlaceLink({ place: { anchor, second, kind }, id }: { place: Place; id: number }) {
  const t = useT()
  const time = second === null ? '' : sayTime(second)
  return (
    <>
      <a
        href={second === null ? `#${anchor}` : paths.interpretation(id, { anchor, second })}
        className="explained-here"
      >
        {t(`interpretation.at.${kind}`, { time })}
      </a>{' '}
    </>
  )
}

/** One place to read, that which quotes the clause before others, and every second of a recording. */
function placesToShow(places: Place[]): Place[] {
  const read =
    places.find((place) => place.kind === 'quotation') ?? places.find((place) => place.second === null)
  return places.filter((place) => place === read || place.second !== null)
}
