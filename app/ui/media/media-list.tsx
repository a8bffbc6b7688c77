import type { MediaKind } from '~/app/domain/media/types'
import { paths } from '~/app/paths'
import { useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'
import { Time } from '~/app/ui/time'
import { sayLength, saySize } from './media-words'

export type ListedMedia = {
  id: number
  sha256: string
  kind: MediaKind
  name: string
  title: string
  size: number
  width: number | null
  height: number | null
  duration: number | null
  poster: string | null
  department: string
  uploadedAt: Date | string
  uses: number
}

/** The library as pictures; what has none says in words what it is. */
export function MediaList({ rows, showDepartment }: { rows: ListedMedia[]; showDepartment: boolean }) {
  const t = useT()
  return (
    <ul className="media-list">
      {rows.map((row) => (
        <li key={row.id}>
          <a href={paths.desk.mediaItem(row.id)}>
            <Face {...row} />
            <span className="media-title">{row.title || row.name}</span>
          </a>
          <MetaLine
            entries={[
              t(`mediaLibrary.kind.${row.kind}`),
              row.duration ? sayLength(row.duration) : row.width ? `${row.width} × ${row.height}` : null,
              saySize(row.size),
              showDepartment ? row.department : null,
              <Time key="at" at={row.uploadedAt} />,
              row.uses > 0 ? t('mediaLibrary.uses', { count: row.uses }) : t('mediaLibrary.unused'),
            ]}
          />
        </li>
      ))}
    </ul>
  )
}

/** Beside its title: an alternative text would only say that again. */
function Face({ sha256, kind, poster, name }: ListedMedia) {
  const t = useT()
  const still = stillOf({ sha256, kind, poster })
  if (still) return <img src={still} alt="" loading="lazy" />
  const extension = kind === 'file' ? name.split('.').at(-1)?.toUpperCase().slice(0, 5) : null
  return <span className="media-face">{extension || t(`mediaLibrary.kind.${kind}`)}</span>
}

export function stillOf(file: { sha256: string; kind: MediaKind; poster: string | null }): string | null {
  if (file.kind === 'image') return paths.media(file.sha256, '480.webp')
  // Many that move at once are hard to bear.
  if (file.kind === 'moving-image') return paths.media(file.sha256, 'still.jpg')
  return file.poster ? paths.media(file.poster, '480.webp') : null
}
