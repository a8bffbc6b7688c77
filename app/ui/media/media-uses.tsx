import { paths } from '~/app/paths'
import { useT } from '~/app/ui/language'
import { StatusWord } from '~/app/ui/status-word'

type Use = {
  kind: 'interpretation' | 'draft' | 'activity' | 'policy' | 'poster'
  id: number
  title: string
  isPublic: boolean
}

const addresses = {
  interpretation: paths.desk.interpretation,
  draft: paths.desk.interpretation,
  activity: paths.desk.activity,
  policy: paths.desk.policy,
  poster: (id: number) => paths.desk.mediaItem(id),
}

/** Where a file stands, with the way there, and whether the public sees it. */
export function MediaUses({ uses }: { uses: Use[] }) {
  const t = useT()
  if (uses.length === 0) return <p>{t('mediaLibrary.where.none')}</p>
  return (
    <ul className="media-uses">
      {uses.map(({ kind, id, title, isPublic }) => (
        <li key={`${kind}-${id}`}>
          <span className="media-use-kind">{t(`mediaLibrary.where.${kind}`)}</span>{' '}
          <a href={addresses[kind](id)}>{title}</a>{' '}
          {kind === 'poster' ? null : (
            <StatusWord tone={isPublic ? 'done' : 'waiting'}>
              {t(isPublic ? 'mediaLibrary.where.public' : 'mediaLibrary.where.hidden')}
            </StatusWord>
          )}
        </li>
      ))}
    </ul>
  )
}
