import { Fragment } from 'react'
import { useLang } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'

export type StaticText = Record<Lang, { lead: string; sections: { title: string; paragraphs: string[] }[] }>

/** A page that only says something about the site, in the language of the interface. */
export function StaticPage({ title, text }: { title: string; text: StaticText }) {
  const { lead, sections } = text[useLang()]
  return (
    <>
      <PageHeading title={title} lead={lead} />
      <div className="prose">
        {sections.map((section) => (
          <Fragment key={section.title}>
            <h2>{section.title}</h2>
            {section.paragraphs.map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </Fragment>
        ))}
      </div>
    </>
  )
}
