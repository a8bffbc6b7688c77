import type { AnswerView, SaidAnswer } from '~/app/domain/survey-answering/answer-types'
import { paths } from '~/app/paths'
import { Button, LinkButton } from '~/app/ui/button'
import { ErrorSummary } from '~/app/ui/error-summary'
import { TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { formatDateTime, formatDeadline } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { AnswerHeading } from './answer-heading'
import { SecrecyWords } from './secrecy-words'

// Where there are no questions to be shown: why, and what one can do.

type ViewOf<Kind extends AnswerView['kind']> = Extract<AnswerView, { kind: Kind }>

export function NotOpen({ view: { head, state, kept } }: { view: ViewOf<'not-open'> }) {
  const t = useT()
  const lang = useLang()
  const isUpcoming = state === 'upcoming'
  return (
    <div className="answering">
      <AnswerHeading head={head} title={t(isUpcoming ? 'answering.upcoming' : 'answering.closed')} />
      <p>
        {isUpcoming
          ? t('answering.upcoming.text', { at: formatDateTime(head.opensAt) })
          : t('answering.closed.text', { at: formatDeadline(head.closesAt, lang) })}
      </p>
      <KeptWords kept={kept} />
      <Actions>
        <LinkButton href={paths.survey(head.id)}>
          {t(isUpcoming ? 'answering.toSurvey' : 'answering.toResults')}
        </LinkButton>
      </Actions>
    </div>
  )
}

function KeptWords({ kept }: { kept: SaidAnswer[] }) {
  const t = useT()
  if (kept.length === 0) return null
  return (
    <section className="review-part">
      <h2>{t('answering.keptWords')}</h2>
      <dl>
        {kept.map(({ id, title, words }) => (
          <div key={id} className="review-entry">
            <dt>{title}</dt>
            <dd className="review-words">{words}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

export function Taken({ view: { head } }: { view: ViewOf<'taken'> }) {
  const t = useT()
  const { access } = head
  return (
    <div className="answering">
      <AnswerHeading head={head} title={t('answering.taken')} />
      <p>{t(`answering.taken.${access === 'open' ? 'browser' : access}`)}</p>
      <Actions>
        <LinkButton href={paths.survey(head.id)}>{t('answering.toSurvey')}</LinkButton>
        {access === 'invitation' ? (
          <Form action={paths.surveyAnswer(head.id)}>
            <Button kind="quiet" name="form-intent" value="other-code">
              {t('answering.otherAccess')}
            </Button>
          </Form>
        ) : null}
      </Actions>
    </div>
  )
}

/** A quota that is full, found before or at the end; or whatever else the end was refused for. */
export function Full({ view: { head, label, message } }: { view: ViewOf<'full'> }) {
  const t = useT()
  return (
    <div className="answering">
      <AnswerHeading head={head} title={t(message === null ? 'answering.full' : 'answering.notTaken')} />
      <Notice tone="warning">
        <p>{message ?? t('answering.full.text', { label })}</p>
      </Notice>
      {message === null ? <p>{t('answering.full.else')}</p> : null}
      <Actions>
        <LinkButton href={paths.survey(head.id)}>{t('answering.toSurvey')}</LinkButton>
        <LinkButton kind="quiet" href={paths.surveyAnswer(head.id, { page: 'first' })}>
          {t('answering.full.change')}
        </LinkButton>
      </Actions>
    </div>
  )
}

export function InvitationForm({ view: { head, typed, fault } }: { view: ViewOf<'invitation'> }) {
  const t = useT()
  const errors: Record<string, string> = fault ? { 'form-code': fault } : {}
  return (
    <div className="answering">
      <AnswerHeading head={head} title={t('answering.invitation')} />
      <ErrorSummary errors={errors} labels={{ 'form-code': t('answering.invitation.code') }} />
      <p>{t('answering.invitation.text')}</p>
      <Form action={paths.surveyAnswer(head.id)}>
        <TextField
          name="form-code"
          label={t('answering.invitation.code')}
          hint={t('answering.invitation.hint')}
          error={fault}
          value={typed}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
        />
        <Actions>
          <Button name="form-intent" value="code">
            {t('answering.invitation.submit')}
          </Button>
        </Actions>
      </Form>
      <SecrecyWords survey={head} isFolded />
    </div>
  )
}
