import type { PlanProgress } from '~/app/domain/interpretation-plans/types'
import { paths } from '~/app/paths'
import { LinkButton } from '~/app/ui/button'
import { formatDate } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { SignOffWord } from '~/app/ui/sign-off'
import { StatusWord } from '~/app/ui/status-word'

type PlanPanelProps = { policyId: number; plan: { items: PlanProgress[] } | null }

/** I2: how far the plan is, with the way to it. */
export function PlanPanel({ policyId, plan }: PlanPanelProps) {
  const t = useT()
  const count = (state: PlanProgress['state']) =>
    plan?.items.filter((item) => item.state === state).length ?? 0
  const late = count('late')
  return (
    <section aria-labelledby="plan">
      <h2 id="plan">{t('plan.title')}</h2>
      {plan ? (
        <p>
          {t('plan.progress', { done: count('done'), all: plan.items.length })}{' '}
          {late > 0 ? (
            <StatusWord tone="overdue">{t('plan.progress.late', { count: late, late })}</StatusWord>
          ) : null}
        </p>
      ) : (
        <p>{t('plan.none')}</p>
      )}
      <p>
        <LinkButton kind="quiet" href={paths.desk.policyPlan(policyId)}>
          {t(plan ? 'plan.open' : 'plan.open.write')}
        </LinkButton>
      </p>
    </section>
  )
}

type Link = { id: number; title: string; documentNumber: string; as: 'amended' | 'repealed' }
type SuccessionProps = {
  former: Link | null
  later: (Link & { state: 'draft' | 'submitted' | 'reviewed' | 'returned' | 'published' | 'withdrawn' })[]
  effectiveOn: string
  isPublic: boolean
}

/** D5: what this one amends or replaces, and what is being made of it in turn. */
export function Succession({ former, later, effectiveOn, isPublic }: SuccessionProps) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      {former ? (
        <Notice
          title={
            <>
              {t(`amend.former.${former.as}`)} <PolicyLink {...former} />
            </>
          }
        >
          {isPublic ? null : t('amend.former.from', { day: formatDate(effectiveOn, lang) })}
        </Notice>
      ) : null}
      {later.map((one) => (
        <Notice
          key={one.id}
          title={
            <>
              {t(`amend.${one.state === 'published' ? 'done' : 'later'}.${one.as}`)} <PolicyLink {...one} />{' '}
              <SignOffWord state={one.state} />
            </>
          }
        />
      ))}
    </>
  )
}

function PolicyLink({ id, title, documentNumber }: Link) {
  return (
    <a href={paths.desk.policy(id)}>
      《{title}》（{documentNumber}）
    </a>
  )
}
