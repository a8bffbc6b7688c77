import type { Finding } from '~/app/domain/findings'
import type { Note } from '~/app/domain/survey-js/file'
import type { Renamed } from '~/app/domain/survey-js/ids'
import { Button, LinkButton } from '~/app/ui/button'
import { Checkbox } from '~/app/ui/field'
import { Findings } from '~/app/ui/findings'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { TableScroll } from '~/app/ui/table-scroll'
import type { SurveyDefinition } from '~/db/schema/survey-definition'

export type FileChecked = {
  /** The file itself, to be read again when it is taken over. */
  file: string
  definition: SurveyDefinition
  notes: Note[]
  renamed: Renamed[]
  findings: Finding[]
}

type CheckProps = {
  read: FileChecked
  revision: number
  replaced: number
  errors: Record<string, string>
  formKey: string
  startAgain: string
}

/** What a file would become, and what of it would not. Nothing of it is saved yet. */
export function ImportCheck({ read, revision, replaced, errors, formKey, startAgain }: CheckProps) {
  const t = useT()
  const { definition, notes, renamed } = read
  const [lost, changed] = (['lost', 'changed'] as const).map((kind) =>
    notes.filter(({ level }) => level === kind),
  )
  const questions = definition.pages.reduce((sum, page) => sum + page.questions.length, 0)
  return (
    <Form idempotencyKey={formKey}>
      <input type="hidden" name="text" value={read.file} />
      <input type="hidden" name="revision" value={revision} />
      <section aria-labelledby="import-found">
        <h2 id="import-found">{t('surveyImport.found', { pages: definition.pages.length, questions })}</h2>
        <ol className="import-questions">
          {definition.pages.flatMap((page) =>
            page.questions.map(({ id, title, kind }) => (
              <li key={id}>
                {title}
                <span className="import-kind">{t(`builder.kind.${kind}`)}</span>
              </li>
            )),
          )}
        </ol>
      </section>
      {lost?.length ? (
        <Notes title={t('surveyImport.lost', { count: lost.length })} notes={lost} id="import-lost" />
      ) : (
        <p>{t('surveyImport.lost.none')}</p>
      )}
      {changed?.length ? (
        <Notes
          title={t('surveyImport.changed', { count: changed.length })}
          notes={changed}
          id="import-changed"
        />
      ) : null}
      <RenamedList renamed={renamed} />
      <Findings findings={read.findings} title={t('surveyImport.findings')} />
      {replaced > 0 ? (
        <Notice tone="warning" title={t('surveyImport.replaces', { count: replaced })} />
      ) : null}
      {notes.length > 0 ? (
        <Checkbox name="seen" label={t('surveyImport.seen')} error={errors.seen} />
      ) : (
        <input type="hidden" name="seen" value="on" />
      )}
      <Actions>
        <Button name="intent" value="save">
          {t('surveyImport.save')}
        </Button>
        <LinkButton kind="quiet" href={startAgain}>
          {t('surveyImport.again')}
        </LinkButton>
      </Actions>
    </Form>
  )
}

type Named = { path: string; message: string }

export function Notes({ title, notes, id }: { title: string; notes: Named[]; id: string }) {
  const t = useT()
  return (
    <div>
      <h2 id={id}>{title}</h2>
      <TableScroll label={title}>
        <table className="import-notes">
          <thead>
            <tr>
              <th scope="col">{t('surveyImport.where')}</th>
              <th scope="col">{t('surveyImport.what')}</th>
            </tr>
          </thead>
          <tbody>
            {notes.map(({ path, message }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a list that never changes; one place may be named twice
              <tr key={at}>
                <td>
                  <code>{path}</code>
                </td>
                <td>{message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </div>
  )
}

function RenamedList({ renamed }: { renamed: Renamed[] }) {
  const t = useT()
  if (renamed.length === 0) return null
  const title = t('surveyImport.renamed', { count: renamed.length })
  return (
    <details className="import-renamed">
      <summary>{title}</summary>
      <p>{t('surveyImport.renamed.text')}</p>
      <TableScroll label={title}>
        <table className="import-notes">
          <thead>
            <tr>
              <th scope="col">{t('surveyImport.where')}</th>
              <th scope="col">{t('surveyImport.from')}</th>
              <th scope="col">{t('surveyImport.to')}</th>
            </tr>
          </thead>
          <tbody>
            {renamed.map(({ path, from, to }) => (
              <tr key={`${path} ${to}`}>
                <td>
                  <code>{path}</code>
                </td>
                <td>{from}</td>
                <td>
                  <code>{to}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </details>
  )
}
