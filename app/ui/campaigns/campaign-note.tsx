import type { CampaignSummary } from '~/app/domain/campaigns/types'
import { paths } from '~/app/paths'
import { formatNumber } from '~/app/ui/format'
import { useT } from '~/app/ui/language'

/** The letters that many sent, above a list of comments or beside a draft: read once, with how many sent them. */
export function CampaignNote({
  campaigns,
  consultationId,
}: {
  campaigns: CampaignSummary[]
  consultationId: number
}) {
  const t = useT()
  if (campaigns.length === 0) return null
  return (
    <section className="campaign-note">
      <h2>{t('campaign.many')}</h2>
      <ul>
        {campaigns.map((campaign) => (
          <li key={campaign.id}>
            {campaign.excerpt ? <p className="campaign-excerpt">{campaign.excerpt}</p> : null}
            <p>
              <CampaignSentence {...campaign} />{' '}
              <a href={paths.campaign(consultationId, campaign.id)}>{t('campaign.read')}</a>
            </p>
          </li>
        ))}
      </ul>
      <p className="meta-line">{t('campaign.many.text')}</p>
    </section>
  )
}

/** 1,200 人发来了这封信，其中 85 人加了自己的话。 */
export function CampaignSentence({ sent, added }: { sent: number; added: number }) {
  const t = useT()
  const words = { sent: formatNumber(sent), added: formatNumber(added) }
  return <>{t(added > 0 ? 'campaign.sentence' : 'campaign.sentence.plain', words)}</>
}
