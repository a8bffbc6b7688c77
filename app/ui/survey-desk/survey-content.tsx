import type { SurveyAbout } from '~/app/domain/surveys/page-types'
import type { SurveyAccess } from '~/app/domain/surveys/types'
import { paths } from '~/app/paths'
import { Facts } from '~/app/ui/document-header'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { Paragraphs } from '~/app/ui/paragraphs'

type Props = {
  survey: {
    purpose: string
    audience: string
    access: SurveyAccess
    opensAt: Date
    closesAt: Date
    weighting: string
    secondEntryPercent: number
  }
  belonging: SurveyAbout | null
}

/** What is made public of a survey besides its questions, where it cannot be changed. */
export function SurveyContent({ survey, belonging }: Props) {
  const t = useT()
  const { from, to } = { from: formatDateTime(survey.opensAt), to: formatDateTime(survey.closesAt) }
  return (
    <section aria-labelledby="content">
      <h2 id="content">{t('surveyDesk.facts')}</h2>
      <Facts
        facts={[
          [
            t('surveyForm.purpose'),
            survey.purpose ? <Paragraphs key="purpose" text={survey.purpose} /> : null,
          ],
          [t('surveyForm.audience'), survey.audience || null],
          [t('surveyDesk.period'), t('surveyDesk.period.value', { from, to })],
          [t('surveyForm.access'), t(`surveyForm.access.${survey.access}`)],
          [
            t('surveyForm.belongsTo'),
            belonging ? (
              <a key="belonging" href={paths.desk[belonging.kind](belonging.id)}>
                {t(`surveyDesk.belongs.${belonging.kind}`)}：{belonging.title}
              </a>
            ) : (
              t('surveyDesk.belongs.none')
            ),
          ],
          [t('surveyForm.weighting'), survey.weighting || null],
        ]}
      />
    </section>
  )
}

type VersionsProps = { versions: { number: number; note: string; publishedAt: Date | null }[] }

/** Which questions were asked from when on. */
export function Versions({ versions }: VersionsProps) {
  const t = useT()
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">{t('surveyDesk.versions')}</h2>
      <ul>
        {versions.map(({ number, note, publishedAt }) => (
          <li key={number}>
            <b>{t('surveyDesk.version', { number })}</b>
            {publishedAt ? `，${t('surveyDesk.version.since', { at: formatDateTime(publishedAt) })}` : null}
            {note ? `：${note}` : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
