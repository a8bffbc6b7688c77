import { useT } from '~/app/ui/language'

/**
 * On top of a form that was refused: every error, linked to its field. `labels` are the fields' names as shown,
 * in the order in which the fields stand on the page; the errors follow it.
 * Without JavaScript the page's `autofocus` brings the keyboard here.
 */
export function ErrorSummary({
  errors,
  labels = {},
}: {
  errors: Record<string, string>
  labels?: Record<string, string>
}) {
  const t = useT()
  const order = Object.keys(labels)
  const entries = Object.entries(errors).sort(([one], [other]) => order.indexOf(one) - order.indexOf(other))
  if (entries.length === 0) return null
  const isOfField = entries.some(([field]) => field !== 'form')
  return (
    // biome-ignore lint/a11y/noAutofocus: after a refused post the reader is brought to what is wrong
    <div className="error-summary" role="alert" tabIndex={-1} autoFocus>
      <h2>{isOfField ? t('errors.title', { count: entries.length }) : t('errors.notSent')}</h2>
      <ul>
        {entries.map(([field, message]) => (
          <li key={field}>
            {field === 'form' ? (
              message
            ) : (
              <a href={`#${field}`}>{labels[field] ? `${labels[field]}：${message}` : message}</a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
