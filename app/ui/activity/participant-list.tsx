import type { ListedPerson, ParticipantList as Participants } from '~/app/domain/registrations/list-types'
import { formatDate } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'

/** P6: who takes part, by category; who came and went since it was published stands there with the day. */
export function ParticipantList({ list }: { list: Participants | null }) {
  const t = useT()
  const lang = useLang()
  if (!list) return null
  return (
    <section id="participants" aria-labelledby="participants-title">
      <h2 id="participants-title">{t('participants.title')}</h2>
      <p className="muted">
        {t('participants.published', { at: formatDate(list.publishedAt, lang) })}
        {lang === 'zh' ? '。' : '. '}
        {t('participants.text')}
      </p>
      {list.groups.map(({ group, people }) => (
        <section key={group}>
          <h3>
            {t('participants.count', {
              group: t(`activity.group.${group}`),
              count: people.filter(({ leftAt }) => !leftAt).length,
            })}
          </h3>
          <ul className="participants">
            {people.map((person) => (
              <Participant key={person.pseudonym} person={person} />
            ))}
          </ul>
        </section>
      ))}
    </section>
  )
}

function Participant({ person }: { person: ListedPerson }) {
  const t = useT()
  const lang = useLang()
  const { pseudonym, shownName, organisation, joinedAt, leftAt } = person
  const name = leftAt ? <s>{shownName}</s> : shownName
  return (
    <li>
      <span className="participant-name">{name}</span>
      <span className="pseudonym">{pseudonym}</span>
      {organisation ? <span>{organisation}</span> : null}
      {joinedAt ? (
        <span className="muted">{t('participants.joined', { at: formatDate(joinedAt, lang) })}</span>
      ) : null}
      {leftAt ? (
        <span className="muted">{t('participants.left', { at: formatDate(leftAt, lang) })}</span>
      ) : null}
    </li>
  )
}
