import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { formatDateTime, type When } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { TableScroll } from '~/app/ui/table-scroll'
import { Time } from '~/app/ui/time'

type Version = { revision: number; title: string; at: When; accountName: string | null }
type VersionTableProps = {
  interpretation: { id: number; revision: number }
  versions: Version[]
  mayRestore: boolean
  idempotencyKey: string
}

/** Each save with who saved it and when, and what can be done with it. */
export function VersionTable({ interpretation, versions, mayRestore, idempotencyKey }: VersionTableProps) {
  const t = useT()
  return (
    <TableScroll label={t('work.versions')}>
      <table className="version-table">
        <thead>
          <tr>
            <th scope="col">{t('work.versions')}</th>
            <th scope="col">{t('work.versions.at')}</th>
            <th scope="col">{t('work.versions.by')}</th>
            <th scope="col">{t('work.versions.name')}</th>
            <th scope="col">{t('work.versions.what')}</th>
          </tr>
        </thead>
        <tbody>
          {versions.map(({ revision, title, at, accountName }, place) => (
            <tr key={revision}>
              <th scope="row">{t('work.versions.number', { number: revision })}</th>
              <td>
                <Time at={at} format="datetime" />
              </td>
              <td>{accountName ?? '—'}</td>
              <td>{title}</td>
              <td className="version-actions">
                <FormerLink id={interpretation.id} from={versions[place + 1]?.revision} to={revision} />
                {mayRestore && revision !== interpretation.revision ? (
                  <form method="post">
                    <input type="hidden" name="key" value={`${idempotencyKey}-${revision}`} />
                    <input type="hidden" name="revision" value={revision} />
                    <input type="hidden" name="current" value={interpretation.revision} />
                    <Button kind="quiet">{t('work.versions.restore')}</Button>
                  </form>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function FormerLink({ id, from, to }: { id: number; from: number | undefined; to: number }) {
  const t = useT()
  if (from === undefined) return null
  return <a href={paths.desk.interpretationVersions(id, { from, to })}>{t('work.versions.former')}</a>
}

/** Any two of them. */
export function CompareForm({ versions, from, to }: { versions: Version[]; from: number; to: number }) {
  const t = useT()
  const choice = (name: 'from' | 'to', chosen: number) => (
    <div className="field">
      <label className="field-label" htmlFor={`version-${name}`}>
        {t(`work.versions.${name}`)}
      </label>
      <select id={`version-${name}`} name={name} defaultValue={chosen}>
        {versions.map(({ revision, at, accountName }) => (
          <option key={revision} value={revision}>
            {[t('work.versions.number', { number: revision }), formatDateTime(at), accountName]
              .filter(Boolean)
              .join('　')}
          </option>
        ))}
      </select>
    </div>
  )
  return (
    <form method="get" className="compare-form" aria-label={t('work.versions.compare')}>
      {choice('from', from)}
      {choice('to', to)}
      <Button kind="quiet">{t('work.versions.show')}</Button>
    </form>
  )
}
