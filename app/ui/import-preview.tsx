import { Button, LinkButton } from '~/app/ui/button'
import { ClauseText, type ClauseView } from '~/app/ui/clause-text'
import { DateTimeField, TextArea, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { MarginNote } from '~/app/ui/margin-note'

type Doubt = { id: string; index: number; line: number; message: string; suggestion?: string }
type Clause = Omit<ClauseView, 'clauseId' | 'cells'> & { table: string[][] | null }

type PreviewProps = {
  head: { title: string; documentNumber: string; issuer: string; signedOn: string; note: string }
  body: string
  clauses: Clause[]
  doubts: Doubt[]
  joins: Doubt[]
  errors: Record<string, string>
  idempotencyKey: string
  startAgain: string
}

/** The structure that was found in a text, with what is doubtful about it; nothing of it is saved yet. */
export function ImportPreview(props: PreviewProps) {
  const t = useT()
  const { head, body, errors, doubts } = props
  return (
    <Form idempotencyKey={props.idempotencyKey}>
      <input type="hidden" name="shown" value={body} />
      <TextField name="title" label={t('import.head.title')} value={head.title} error={errors.title} />
      <TextField
        name="documentNumber"
        label={t('import.head.number')}
        hint={t('import.head.number.hint')}
        value={head.documentNumber}
        error={errors.documentNumber}
        optional
      />
      <TextField
        name="issuer"
        label={t('import.head.issuer')}
        value={head.issuer}
        error={errors.issuer}
        optional
      />
      <DateTimeField
        type="date"
        name="signedOn"
        label={t('import.head.signedOn')}
        value={head.signedOn}
        error={errors.signedOn}
        optional
      />
      <TextField
        name="note"
        label={t('import.note')}
        hint={t('import.note.hint')}
        value={head.note}
        error={errors.note}
        optional
      />
      <Joins joins={props.joins} />
      <Doubts doubts={doubts} />
      <Structure {...props} />
      <TextArea
        name="body"
        label={t('import.body')}
        value={body}
        error={errors.body}
        rows={24}
        spellCheck={false}
      />
      <Actions>
        <Button name="intent" value="save">
          {t('import.save')}
        </Button>
        <Button name="intent" value="reread" kind="quiet">
          {t('import.reread')}
        </Button>
        <LinkButton kind="quiet" href={props.startAgain}>
          {t('import.again')}
        </LinkButton>
      </Actions>
    </Form>
  )
}

function Joins({ joins }: { joins: Doubt[] }) {
  const t = useT()
  if (joins.length === 0) return null
  return (
    <fieldset className="field">
      <legend className="field-label">{t('import.joins')}</legend>
      <p className="field-hint">{t('import.joins.hint')}</p>
      {joins.map(({ line, message, suggestion }) => (
        <label key={line} className="choice">
          <input type="checkbox" name="join" value={line} defaultChecked />
          <span>
            {t('import.lineOf', { line: line + 1 })}　{message}
            {suggestion ? (
              <span className="choice-hint">{t('import.joined', { text: suggestion })}</span>
            ) : null}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function Doubts({ doubts }: { doubts: Doubt[] }) {
  const t = useT()
  return (
    <section aria-labelledby="import-doubts">
      <h2 id="import-doubts">{t('import.doubts')}</h2>
      {doubts.length === 0 ? <p>{t('import.doubts.none')}</p> : null}
      <ul>
        {doubts.map(({ id, index, message }) => (
          <li key={`${id}-${index}-${message}`}>
            {index < 0 ? message : <a href={`#c-${index}`}>{message}</a>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Structure({ clauses, doubts, joins }: PreviewProps) {
  const t = useT()
  const byClause = new Map<number, Doubt[]>()
  for (const doubt of [...doubts, ...joins])
    byClause.set(doubt.index, [...(byClause.get(doubt.index) ?? []), doubt])
  const count = (...kinds: string[]) => clauses.filter(({ kind }) => kinds.includes(kind)).length
  const views = clauses.map(({ table, ...clause }, index) => ({ ...clause, cells: table, clauseId: index }))
  return (
    <section aria-labelledby="import-structure">
      <h2 id="import-structure">{t('import.preview')}</h2>
      <p>
        {t('import.counts', {
          clauses: clauses.length,
          articles: count('article'),
          chapters: count('chapter'),
          items: count('item', 'subitem'),
          tables: count('table'),
          annexes: count('annex'),
        })}
      </p>
      <ClauseText
        clauses={views}
        headingLevel={3}
        marginTitle={() => t('import.doubts')}
        margin={(clause) => {
          const own = byClause.get(Number(clause.clauseId))
          return own
            ? own.map(({ id, message }) => (
                <MarginNote key={`${id}-${message}`} kind={t('import.doubts')} title={message} />
              ))
            : null
        }}
      />
    </section>
  )
}
