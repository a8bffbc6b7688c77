import { createElement } from 'react'
import { paths } from '~/app/paths'
import { useT } from '~/app/ui/language'
import script from './quote-element.js?url'

/** «就这段话提意见» for selected words; only where comments are taken, and nothing is lost without it (invariant 6). */
export function QuoteSelection({ consultationId }: { consultationId: number }) {
  const t = useT()
  return (
    <>
      {createElement('quote-selection', {
        'data-form': paths.commentForm(consultationId),
        'data-label': t('commenting.quote.offer'),
      })}
      <script type="module" src={script} />
    </>
  )
}
