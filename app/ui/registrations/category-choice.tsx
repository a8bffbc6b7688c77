import { paths } from '~/app/paths'
import { LinkButton } from '~/app/ui/button'
import { formatNumber } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import type { RegisterPageData } from './register-types'

type ChoiceProps = { page: RegisterPageData }

/** First who one is: the form then asks only what this category needs (L1). Works without script. */
export function CategoryChoice({ page }: ChoiceProps) {
  const t = useT()
  return (
    <section id="categoryId">
      <h2>{t('register.choose')}</h2>
      <p>{t('register.choose.text')}</p>
      <ul className="category-choice">
        {page.open.map(({ categoryId, group, eligibility, method, seats, registered, seated }) => (
          <li key={categoryId}>
            <div>
              <h3>{t(`activity.group.${group}`)}</h3>
              {eligibility ? <p>{t('register.eligibility', { who: eligibility })}</p> : null}
              <p className="category-choice-figures">
                {t('register.figures', {
                  seats: formatNumber(seats),
                  how: t(`activity.method.${method}`),
                  registered: formatNumber(registered),
                })}
                {method === 'arrival' && seated >= seats ? `${t('register.full')}` : ''}
              </p>
            </div>
            <LinkButton kind="quiet" href={paths.register(page.id, { category: categoryId })}>
              {t('register.as', { group: t(`activity.group.${group}`) })}
            </LinkButton>
          </li>
        ))}
      </ul>
    </section>
  )
}
