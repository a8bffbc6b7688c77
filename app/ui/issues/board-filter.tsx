import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { Select } from '~/app/ui/field'
import { useT } from '~/app/ui/language'

export type BoardQuery = { clause?: number; campaign?: number; comment?: number; after?: number }

type BoardFilterProps = {
  id: number
  query: BoardQuery
  clauses: { clauseId: number; label: string }[]
  campaigns: { id: number; sent: number; excerpt: string }[]
}

/** Which of the waiting points are shown: those on one clause, those of one letter. */
export function BoardFilter({ id, query, clauses, campaigns }: BoardFilterProps) {
  const t = useT()
  const isFiltered = query.clause !== undefined || query.campaign !== undefined
  return (
    <details className="board-filter" open={isFiltered}>
      <summary>{t('issues.filter')}</summary>
      <form method="get" action={paths.desk.issues(id)} className="form">
        <Select
          name="clause"
          label={t('issues.filter.clause')}
          optional
          value={query.clause === undefined ? '' : String(query.clause)}
          empty={t('issues.filter.all')}
          choices={[
            { value: '0', label: t('comment.wholeDraft') },
            ...clauses.map(({ clauseId, label }) => ({ value: String(clauseId), label })),
          ]}
        />
        {campaigns.length > 0 ? (
          <Select
            name="campaign"
            label={t('issues.filter.campaign')}
            optional
            value={query.campaign === undefined ? '' : String(query.campaign)}
            empty={t('issues.filter.all')}
            choices={campaigns.map(({ id: campaign, sent, excerpt }) => ({
              value: String(campaign),
              label: t('issues.filter.campaign.choice', { sent, excerpt: excerpt.slice(0, 24) }),
            }))}
          />
        ) : null}
        <div className="actions">
          <Button kind="quiet">{t('issues.filter.show')}</Button>
          {isFiltered ? <a href={paths.desk.issues(id)}>{t('issues.filter.clear')}</a> : null}
        </div>
      </form>
    </details>
  )
}
