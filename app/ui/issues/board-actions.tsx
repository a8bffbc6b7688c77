import { Button } from '~/app/ui/button'
import { Select } from '~/app/ui/field'
import { IssueFields, tickedClauses } from '~/app/ui/issues/issue-fields'
import { boardFormId } from '~/app/ui/issues/point-card'
import { useT } from '~/app/ui/language'

type Refused = { errors: Record<string, string>; values: Record<string, string> }
type Choice = { value: string; label: string }

type BoardActionsProps = {
  issues: Choice[]
  clauses: { clauseId: number; label: string }[]
  owners: { id: string; name: string }[]
  refused?: Refused
}

/** What is done with the selected points: into an issue that is there, or into a new one. */
export function BoardActions({ issues, clauses, owners, refused }: BoardActionsProps) {
  const t = useT()
  const values = refused?.values ?? {}
  const errors = refused?.errors ?? {}
  return (
    <div className="board-actions">
      {issues.length > 0 ? (
        <div className="board-card board-place">
          <Select
            name="issueId"
            form={boardFormId}
            label={t('issues.into')}
            error={errors.issueId}
            value={values.intent === 'place' ? values.issueId : ''}
            empty={t('issues.into.none')}
            choices={issues}
          />
          <Button name="intent" value="place" form={boardFormId} id="place">
            {t('issues.place')}
          </Button>
          <a className="board-place-new" href="#new-issue">
            {t('issues.new.below')}
          </a>
        </div>
      ) : null}
      <details className="board-card" open={issues.length === 0 || values.intent === 'create'} id="new-issue">
        <summary>{t('issues.new')}</summary>
        <div className="form">
          <IssueFields
            form={boardFormId}
            values={{
              title: values.title,
              summary: values.summary,
              clauseIds: tickedClauses(values),
              ownerId: values.ownerId,
            }}
            errors={errors}
            clauses={clauses}
            owners={owners}
            clausesHint={t('issues.clauses.hint')}
          />
          <Button name="intent" value="create" form={boardFormId}>
            {t('issues.create')}
          </Button>
        </div>
      </details>
    </div>
  )
}

type CampaignPlaceProps = {
  campaign: { id: number; waiting: number }
  issues: Choice[]
  formKey: string
  action: string
}

/** One button for a whole letter: everyone who sent it as it is. */
export function CampaignPlace({ campaign, issues, formKey, action }: CampaignPlaceProps) {
  const t = useT()
  if (campaign.waiting === 0) return <p className="muted">{t('issues.campaign.done')}</p>
  if (issues.length === 0) return null
  return (
    <form method="post" action={action} className="board-card board-place">
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="campaignId" value={campaign.id} />
      <div className="field">
        <label className="field-label" htmlFor="campaign-issue">
          {t('issues.campaign', { count: campaign.waiting })}
        </label>
        <p className="field-hint">{t('issues.campaign.hint')}</p>
        <select id="campaign-issue" name="issueId" required defaultValue="">
          <option value="">{t('issues.into.none')}</option>
          {issues.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <Button name="intent" value="place-campaign">
        {t('issues.campaign.place')}
      </Button>
    </form>
  )
}
