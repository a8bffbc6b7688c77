import type { Finding } from '~/app/domain/findings'
import { pageField } from '~/app/domain/survey-building/rules'
import { useT } from '~/app/ui/language'
import type { SurveyDefinition } from '~/db/schema/survey-definition'
import { usePageName } from './built-conditions'

/** All pages and questions in one list, with a mark where something is to be mended. */
export function Outline({ definition, findings }: { definition: SurveyDefinition; findings: Finding[] }) {
  const t = useT()
  const nameOf = usePageName(definition)
  const blocked = new Set(findings.filter(({ level }) => level === 'block').map(({ field }) => field))
  let number = 0
  return (
    <nav className="builder-outline" aria-label={t('builder.outline')}>
      <p className="builder-outline-title">{t('builder.outline')}</p>
      <ol>
        {definition.pages.map((page) => (
          <li key={page.id}>
            <a href={`#at-${page.id}`}>
              {nameOf(page.id)}
              {blocked.has(pageField(page.id)) ? <Wrong /> : null}
            </a>
            <ol>
              {page.questions.map((question) => {
                number += 1
                return (
                  <li key={question.id}>
                    <a className="builder-outline-question" href={`#at-${question.id}`}>
                      <span className="builder-outline-number">{number}.</span> {question.title}
                      {blocked.has(question.id) ? <Wrong /> : null}
                    </a>
                  </li>
                )
              })}
            </ol>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function Wrong() {
  const t = useT()
  return (
    <span className="builder-wrong">
      <span aria-hidden="true">！</span>
      <span className="visually-hidden">{t('builder.findings')}</span>
    </span>
  )
}
