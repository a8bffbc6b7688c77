import type { ReviewView, SaidAnswer } from '~/app/domain/survey-answering/answer-types'
import { paths } from '~/app/paths'
import { Button, LinkButton } from '~/app/ui/button'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { AnswerHeading } from './answer-heading'
import { anchorOf, faultLinks, labelOf } from './question-parts'
import { SecrecyWords } from './secrecy-words'

type ReviewPageProps = { view: ReviewView; formKey: string; isInPlace: boolean }

/** Everything once more, with a way back to each answer; only from here it is handed in. */
export function ReviewPage({ view, formKey, isInPlace }: ReviewPageProps) {
  const t = useT()
  const { head, code, parts, faults, fixAt, back } = view
  const entries = parts.flatMap((part) => part.entries)
  const labels = Object.fromEntries(entries.map(({ id, title }) => [anchorOf(id), labelOf(title)]))
  const draft = isInPlace ? code : null
  return (
    <div className="answering">
      <AnswerHeading
        head={head}
        title={t('answering.review')}
        step={t('answering.progress.review')}
        share={1}
      />
      <ErrorSummary errors={faultLinks(faults)} labels={labels} />
      {isInPlace ? (
        <Notice tone="warning">
          <p>{t('answering.noCookies')}</p>
        </Notice>
      ) : null}
      <p>{t(fixAt ? 'answering.review.missing' : 'answering.review.lead')}</p>
      {parts.map(({ pageId, title, entries }, at) => (
        <section key={pageId} className="review-part">
          <h2>{title || t('answering.review.part', { at: at + 1 })}</h2>
          <dl>
            {entries.map((entry) => (
              <Entry key={entry.id} surveyId={head.id} pageId={pageId} entry={entry} draft={draft} />
            ))}
          </dl>
        </section>
      ))}
      <Form action={paths.surveyAnswer(head.id)}>
        <input type="hidden" name="form-key" value={formKey} />
        <input type="hidden" name="form-draft" value={code} />
        {fixAt ? null : <p className="review-final">{t('answering.review.final')}</p>}
        <Actions>
          {fixAt ? (
            <GoTo surveyId={head.id} pageId={fixAt} draft={draft} label={t('answering.review.fix')} isMain />
          ) : (
            <Button name="form-intent" value="submit">
              {t('answering.submit')}
            </Button>
          )}
          {back ? <GoTo surveyId={head.id} pageId={back} draft={draft} label={t('answering.back')} /> : null}
          <Button kind="quiet" name="form-intent" value="put-away">
            {t('answering.save')}
          </Button>
        </Actions>
      </Form>
      <SecrecyWords survey={head} isFolded />
    </div>
  )
}

type EntryProps = { surveyId: number; pageId: string; entry: SaidAnswer; draft: string | null }

function Entry({ surveyId, pageId, entry: { id, title, words, fault }, draft }: EntryProps) {
  const t = useT()
  return (
    <div className={fault ? 'review-entry review-wrong' : 'review-entry'} id={anchorOf(id)} tabIndex={-1}>
      <dt>{title}</dt>
      <dd>
        {words === '' ? (
          <span className="muted">{t('answering.review.unanswered')}</span>
        ) : (
          <span className="review-words">{words}</span>
        )}
        {fault ? (
          <span className="field-error">
            <span className="visually-hidden">{t('field.error')}</span>
            {fault}
          </span>
        ) : null}
      </dd>
      <dd className="review-change">
        {draft ? (
          <form method="post" action={paths.surveyAnswer(surveyId)}>
            <OpenFields pageId={pageId} draft={draft} />
            <button type="submit" className="review-link">
              {t('answering.review.change')}
              <span className="visually-hidden">：{title}</span>
            </button>
          </form>
        ) : (
          <a className="review-link" href={paths.surveyAnswer(surveyId, { page: pageId }, anchorOf(id))}>
            {t('answering.review.change')}
            <span className="visually-hidden">：{title}</span>
          </a>
        )}
      </dd>
    </div>
  )
}

type GoToProps = { surveyId: number; pageId: string; draft: string | null; label: string; isMain?: boolean }

/** To a page: by its address, or, where the browser keeps no cookies, by the form. */
function GoTo({ surveyId, pageId, draft, label, isMain = false }: GoToProps) {
  const kind = isMain ? 'primary' : 'quiet'
  if (draft)
    return (
      <Button kind={kind} name="form-intent" value={`open ${pageId}`}>
        {label}
      </Button>
    )
  return (
    <LinkButton kind={kind} href={paths.surveyAnswer(surveyId, { page: pageId })}>
      {label}
    </LinkButton>
  )
}

function OpenFields({ pageId, draft }: { pageId: string; draft: string }) {
  return (
    <>
      <input type="hidden" name="form-intent" value={`open ${pageId}`} />
      <input type="hidden" name="form-draft" value={draft} />
    </>
  )
}
