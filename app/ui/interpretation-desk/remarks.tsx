import { Button } from '~/app/ui/button'
import type { When } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { StatusWord } from '~/app/ui/status-word'
import { Time } from '~/app/ui/time'

export type ShownRemark = {
  id: number
  anchor: string | null
  quote: string
  body: string
  at: When
  accountName: string
  resolved: { at: When; accountName: string; resolution: string } | null
}
type Given = { idempotencyKey: string; errors: Record<string, string>; values: Record<string, string> }

/** One remark with what was done about it, or the form that says it. */
export function RemarkItem({
  remark,
  mayResolve,
  ...given
}: Given & { remark: ShownRemark; mayResolve: boolean }) {
  const t = useT()
  const { id, anchor, quote, body, at, accountName, resolved } = remark
  return (
    <article className={resolved ? 'remark remark-resolved' : 'remark'} id={`remark-${id}`}>
      <p className="remark-head">
        <StatusWord tone={resolved ? 'done' : 'waiting'}>
          {t(resolved ? 'work.remark.resolved' : 'work.remark.open')}
        </StatusWord>{' '}
        {accountName} <Time at={at} format="datetime" />
      </p>
      {quote ? (
        <blockquote className="remark-quote">
          {anchor ? <a href={`#${anchor}`}>{quote}</a> : quote}
        </blockquote>
      ) : anchor ? (
        <p>
          <a href={`#${anchor}`}>{t('work.remark.place')}</a>
        </p>
      ) : null}
      <p className="remark-body">{body}</p>
      {resolved ? (
        <p className="remark-resolution">
          {t('work.remark.done', { name: resolved.accountName })}
          {resolved.resolution} <Time at={resolved.at} format="datetime" />
        </p>
      ) : mayResolve ? (
        <ResolveForm id={id} {...given} />
      ) : null}
    </article>
  )
}

function ResolveForm({ id, idempotencyKey, errors, values }: Given & { id: number }) {
  const t = useT()
  const isThis = values.intent === 'resolve' && values.remarkId === String(id)
  const error = isThis ? errors.resolution : undefined
  return (
    <form method="post" className="remark-form" noValidate>
      <input type="hidden" name="key" value={`${idempotencyKey}-${id}`} />
      <input type="hidden" name="remarkId" value={id} />
      <label htmlFor={`resolution-${id}`}>{t('work.remark.resolution')}</label>
      {error ? <p className="field-error">{error}</p> : null}
      <input
        id={`resolution-${id}`}
        type="text"
        name="resolution"
        maxLength={500}
        defaultValue={isThis ? values.resolution : ''}
        aria-invalid={error ? true : undefined}
      />
      <Button kind="quiet" name="intent" value="resolve">
        {t('work.remark.resolve')}
      </Button>
    </form>
  )
}

export type Place = { anchor: string; words: string }

/** Something to be said: of one block, of a block that is chosen, or of the whole. */
export function RemarkForm({
  anchor,
  places,
  idempotencyKey,
  errors,
  values,
}: Given & { anchor: string; places?: Place[] }) {
  const t = useT()
  const name = `remark-${anchor || 'whole'}`
  const isThis = values.intent === 'remark' && (places !== undefined || (values.anchor ?? '') === anchor)
  const error = isThis ? (errors.body ?? errors.quote) : undefined
  const typed = (field: string) => (isThis ? values[field] : '')
  return (
    <details className="remark-add" open={error !== undefined}>
      <summary>{t(anchor ? 'work.remark.addHere' : 'work.remark.add')}</summary>
      <form method="post" className="remark-form" noValidate>
        <input type="hidden" name="key" value={`${idempotencyKey}-${name}`} />
        {error ? <p className="field-error">{error}</p> : null}
        {places ? (
          <>
            <label htmlFor={`${name}-anchor`}>{t('work.remark.at')}</label>
            <select id={`${name}-anchor`} name="anchor" defaultValue={typed('anchor')}>
              <option value="">{t('work.remark.whole')}</option>
              {places.map((place) => (
                <option key={place.anchor} value={place.anchor}>
                  {place.words}
                </option>
              ))}
            </select>
          </>
        ) : (
          <input type="hidden" name="anchor" value={anchor} />
        )}
        <label htmlFor={`${name}-quote`}>{t('work.remark.quote')}</label>
        <input id={`${name}-quote`} type="text" name="quote" maxLength={500} defaultValue={typed('quote')} />
        <label htmlFor={`${name}-body`}>{t('work.remark.body')}</label>
        <textarea
          id={`${name}-body`}
          name="body"
          rows={3}
          maxLength={2000}
          defaultValue={typed('body')}
          aria-invalid={error ? true : undefined}
        />
        <Button kind="quiet" name="intent" value="remark">
          {t('work.remark.send')}
        </Button>
      </form>
    </details>
  )
}

type RemarkListProps = Given & { remarks: ShownRemark[]; mayRemark: boolean; places: Place[] }

/** Every remark beside the editor: what is open first, what is done folded away. */
export function RemarkList({ remarks, mayRemark, places, ...given }: RemarkListProps) {
  const t = useT()
  const open = remarks.filter(({ resolved }) => !resolved)
  const done = remarks.filter(({ resolved }) => resolved)
  if (remarks.length === 0 && !mayRemark) return null
  return (
    <section className="remarks" id="remarks" aria-labelledby="remarks-title">
      <h2 id="remarks-title">{t('work.remarks', { count: open.length })}</h2>
      {open.length > 0 ? <p className="field-hint">{t('work.remarks.hint')}</p> : null}
      {open.map((remark) => (
        <RemarkItem key={remark.id} remark={remark} mayResolve={mayRemark} {...given} />
      ))}
      {mayRemark ? <RemarkForm anchor="" places={places} {...given} /> : null}
      {done.length > 0 ? (
        <details>
          <summary>{t('work.remarks.done', { count: done.length })}</summary>
          {done.map((remark) => (
            <RemarkItem key={remark.id} remark={remark} mayResolve={false} {...given} />
          ))}
        </details>
      ) : null}
    </section>
  )
}
