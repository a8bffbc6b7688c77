import type { ReactNodeViewProps } from '@tiptap/react'
import { BlockCard } from '~/app/ui/editor/block-card'
import { BlockInput, BlockText, ClauseSelect } from '~/app/ui/editor/fields'
import { Rows } from '~/app/ui/editor/rows'
import { useT } from '~/app/ui/language'

export function BeforeAfterView(view: ReactNodeViewProps) {
  const t = useT()
  return (
    <BlockCard
      type="beforeAfter"
      view={view}
      form={({ data, change, isWrong }) => (
        <>
          <BlockInput
            label={t('editor.title')}
            value={data.title}
            isWrong={isWrong('title')}
            onChange={(title) => change({ title })}
          />
          <div className="card-pair">
            <BlockInput
              label={t('editor.before.name')}
              hint={t('editor.before.name.hint')}
              value={data.before}
              isWrong={isWrong('before')}
              onChange={(before) => change({ before })}
            />
            <BlockInput
              label={t('editor.after.name')}
              hint={t('editor.after.name.hint')}
              value={data.after}
              isWrong={isWrong('after')}
              onChange={(after) => change({ after })}
            />
          </div>
          <Rows
            rows={data.rows}
            onChange={(rows) => change({ rows })}
            blank={{ what: '', before: '', after: '', clauseId: null }}
            most={40}
            head={[
              t('editor.before.what'),
              data.before || t('editor.before'),
              data.after || t('editor.after'),
              t('editor.moment.clause'),
            ]}
            name={(at) => t('editor.row', { number: at + 1 })}
            add={t('editor.row.add')}
          >
            {(row, put, at) => (
              <>
                <BlockInput
                  isBare
                  label={t('editor.before.what')}
                  value={row.what}
                  isWrong={isWrong(`rows.${at}.what`)}
                  onChange={(what) => put({ what })}
                />
                <BlockText
                  isBare
                  label={data.before || t('editor.before')}
                  value={row.before}
                  onChange={(before) => put({ before })}
                />
                <BlockText
                  isBare
                  label={data.after || t('editor.after')}
                  value={row.after}
                  onChange={(after) => put({ after })}
                />
                <ClauseSelect
                  label={t('editor.moment.clause')}
                  value={row.clauseId}
                  onChange={(clauseId) => put({ clauseId })}
                />
              </>
            )}
          </Rows>
        </>
      )}
      preview={({ title, before, after, rows }) => (
        <table>
          <caption>{title}</caption>
          <thead>
            <tr>
              <td />
              <th scope="col">{before}</th>
              <th scope="col">{after}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.what}>
                <th scope="row">{row.what}</th>
                <td>{row.before || '—'}</td>
                <td>{row.after || '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    />
  )
}

export function AudienceView(view: ReactNodeViewProps) {
  const t = useT()
  return (
    <BlockCard
      type="audience"
      view={view}
      form={({ data, change, isWrong }) => (
        <>
          <Rows
            rows={data.rows}
            onChange={(rows) => change({ rows })}
            blank={{ who: '', what: '' }}
            most={20}
            head={[t('editor.audience.who'), t('editor.audience.what')]}
            name={(at) => t('editor.row', { number: at + 1 })}
            add={t('editor.row.add')}
          >
            {(row, put, at) => (
              <>
                <BlockInput
                  isBare
                  label={t('editor.audience.who')}
                  value={row.who}
                  isWrong={isWrong(`rows.${at}.who`)}
                  onChange={(who) => put({ who })}
                />
                <BlockText
                  isBare
                  rows={2}
                  label={t('editor.audience.what')}
                  value={row.what}
                  isWrong={isWrong(`rows.${at}.what`)}
                  onChange={(what) => put({ what })}
                />
              </>
            )}
          </Rows>
          <BlockInput
            label={t('editor.audience.except')}
            value={data.except}
            onChange={(except) => change({ except })}
          />
        </>
      )}
      preview={({ rows, except }) => (
        <dl>
          {rows.map(({ who, what }) => (
            <div key={who}>
              <dt>{who}</dt>
              <dd>{what}</dd>
            </div>
          ))}
          {except ? (
            <div>
              <dt>{t('editor.audience.exceptName')}</dt>
              <dd>{except}</dd>
            </div>
          ) : null}
        </dl>
      )}
    />
  )
}

export function KeyTermView(view: ReactNodeViewProps) {
  const t = useT()
  return (
    <BlockCard
      type="keyTerm"
      view={view}
      form={({ data, change, isWrong }) => (
        <>
          <BlockInput
            label={t('editor.term')}
            value={data.term}
            isWrong={isWrong('term')}
            onChange={(term) => change({ term })}
          />
          <BlockText
            label={t('editor.term.definition')}
            hint={t('editor.term.definition.hint')}
            value={data.definition}
            isWrong={isWrong('definition')}
            onChange={(definition) => change({ definition })}
          />
          <BlockInput
            label={t('editor.term.source')}
            value={data.source}
            onChange={(source) => change({ source })}
          />
        </>
      )}
      preview={({ term, definition, source }) => (
        <p>
          <b>{term}</b> {definition}
          {source ? <small> {source}</small> : null}
        </p>
      )}
    />
  )
}

export function TimelineView(view: ReactNodeViewProps) {
  const t = useT()
  return (
    <BlockCard
      type="timeline"
      view={view}
      form={({ data, change, isWrong }) => (
        <>
          <BlockInput
            label={t('editor.title')}
            value={data.title}
            isWrong={isWrong('title')}
            onChange={(title) => change({ title })}
          />
          <Rows
            rows={data.entries}
            onChange={(entries) => change({ entries })}
            blank={{ when: '', what: '' }}
            most={40}
            head={[t('editor.timeline.when'), t('editor.timeline.what')]}
            name={(at) => t('editor.row', { number: at + 1 })}
            add={t('editor.row.add')}
          >
            {(entry, put, at) => (
              <>
                <BlockInput
                  isBare
                  label={t('editor.timeline.when')}
                  value={entry.when}
                  isWrong={isWrong(`entries.${at}.when`)}
                  onChange={(when) => put({ when })}
                />
                <BlockInput
                  isBare
                  label={t('editor.timeline.what')}
                  value={entry.what}
                  isWrong={isWrong(`entries.${at}.what`)}
                  onChange={(what) => put({ what })}
                />
              </>
            )}
          </Rows>
        </>
      )}
      preview={({ title, entries }) => (
        <>
          <p>
            <b>{title}</b>
          </p>
          <dl>
            {entries.map(({ when, what }) => (
              <div key={`${when} ${what}`}>
                <dt>{when}</dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    />
  )
}
