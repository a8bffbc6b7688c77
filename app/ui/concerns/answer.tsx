import type { PublicResponse, Reference } from '~/app/domain/concerns/types'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'
import { Time } from '~/app/ui/time'

/** The newest answer in full, the earlier ones folded below it: none is ever taken away. */
export function Answers({ responses }: { responses: PublicResponse[] }) {
  const t = useT()
  const [newest, ...earlier] = responses
  if (!newest) return <p>{t('concern.noAnswer')}</p>
  return (
    <>
      <Answer response={newest} />
      {earlier.map((response) => (
        <details key={response.id}>
          <summary>
            {t('concern.earlier', { version: response.version, at: formatDateTime(response.publishedAt) })}
          </summary>
          <Answer response={response} />
        </details>
      ))}
    </>
  )
}

function Answer({ response }: { response: PublicResponse }) {
  const t = useT()
  const { department, spokesperson } = response
  return (
    <div className="concern-answer">
      <MetaLine
        entries={[
          t('concern.answerBy', { department, spokesperson }),
          <Time key="at" at={response.publishedAt} format="datetime" />,
        ]}
      />
      <Paragraphs paragraphs={response.paragraphs} />
      <References references={response.references} />
    </div>
  )
}

export function Paragraphs({ paragraphs }: { paragraphs: string[] }) {
  return (
    <div className="prose" lang="zh-CN">
      {paragraphs.map((paragraph, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the paragraphs of a text have no identity and never move
        <p key={at}>{paragraph}</p>
      ))}
    </div>
  )
}

/** What an answer rests on, each with the link that opens at the clause. */
export function References({ references }: { references: Reference[] }) {
  const t = useT()
  if (references.length === 0) return null
  return (
    <section className="concern-sources">
      <h3>{t('concern.sources')}</h3>
      <ul>
        {references.map((reference) => (
          <li key={reference.href}>
            <ReferenceLink reference={reference} />
          </li>
        ))}
      </ul>
    </section>
  )
}

export function ReferenceLink({ reference }: { reference: Reference }) {
  const { label, title, excerpt, href } = reference
  return (
    <>
      <a href={href}>
        {title.includes('《') ? `${title} ` : `《${title}》`}
        {label}
      </a>
      {excerpt ? <span className="concern-excerpt">{excerpt}</span> : null}
    </>
  )
}
