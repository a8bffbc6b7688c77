import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { stepForm } from '~/app/domain/audit/forms'
import { countByState } from '~/app/domain/comments/tallies.server'
import {
  consultationChoices,
  deskConsultation,
  earliestCloses,
  roundDraft,
} from '~/app/domain/consultations/desk.server'
import { consultationForm, extensionForm, terminationForm } from '~/app/domain/consultations/forms'
import { terminateConsultation } from '~/app/domain/consultations/terminate.server'
import {
  extendConsultation,
  takeConsultationStep,
  updateConsultation,
} from '~/app/domain/consultations/write.server'
import { countWaiting } from '~/app/domain/issues/waiting.server'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { newFormKey } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { postForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { Button, LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { CommentTabs } from '~/app/ui/comments/desk-parts'
import { ExtendForm, TerminateForm } from '~/app/ui/consultation/change-forms'
import { ConsultationFields, consultationValues } from '~/app/ui/consultation/consultation-fields'
import { Extensions } from '~/app/ui/consultation/extensions'
import { Terminated } from '~/app/ui/consultation/outcome'
import { roundName } from '~/app/ui/consultation/round-name'
import { ConsultationStateWord } from '~/app/ui/consultation/state-word'
import { Facts } from '~/app/ui/document-header'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Actions, Form } from '~/app/ui/form'
import { formatDate, formatDeadline } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import { Paragraphs } from '~/app/ui/paragraphs'
import type { Lang } from '~/app/ui/preferences'
import { SignOff, SignOffHistory, SignOffWord } from '~/app/ui/sign-off'

export const handle = {
  breadcrumb: ({ consultation }: { consultation: { title: string } }, lang: Lang) => [
    { label: translate(lang, 'desk.consultations'), href: paths.desk.consultations() },
    { label: consultation.title },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page?.consultation.title ?? '' },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const page = await deskConsultation(ctx, readId(params.id))
  const { opensAt } = page.consultation
  return {
    ...page,
    choices: page.canEdit ? await choicesOf(ctx, page.consultation.previousId) : null,
    earliest: earliestCloses(opensAt > ctx.now ? opensAt : ctx.now),
    counts: await countByState(ctx, page.consultation.id),
    waiting: await countWaiting(ctx, page.consultation.id),
    key: newFormKey(ctx),
  }
}

async function choicesOf(ctx: Ctx, previousId: number | null) {
  return previousId === null ? consultationChoices(ctx) : (await roundDraft(ctx, previousId)).choices
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  const to = () => paths.desk.consultation(id)
  switch (form.get('intent')) {
    case 'update':
      return postForm(ctx, form, {
        schema: consultationForm,
        work: (tx, typed) => updateConsultation(tx, id, typed),
        to,
      })
    case 'extend':
      return postForm(ctx, form, {
        schema: extensionForm,
        work: (tx, typed) => extendConsultation(tx, id, typed),
        to,
      })
    case 'terminate':
      return postForm(ctx, form, {
        schema: terminationForm,
        work: (tx, { terminationReason }) => terminateConsultation(tx, id, terminationReason),
        to,
      })
    default:
      return postForm(ctx, form, {
        schema: stepForm,
        work: (tx, { intent, reason }) => takeConsultationStep(tx, id, intent, reason),
        to,
      })
  }
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>
type FormProps = { page: Page; errors: Record<string, string>; typed: Record<string, string> | undefined }

export default function DeskConsultation() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const errors = refused?.errors ?? {}
  const { consultation, state } = page
  const isPublic = state === 'published'
  const lang = useLang()
  // Of what is public: open, over, terminated or answered.
  const standing = isPublic ? page.rounds.find(({ id }) => id === consultation.id)?.state : undefined
  return (
    <>
      <PageHeading
        kind={
          page.activity
            ? t('targeted.desk')
            : page.rounds.length > 1
              ? roundName(consultation.round, t, lang)
              : t('consultation.kind')
        }
        title={consultation.title}
        status={standing ? <ConsultationStateWord state={standing} /> : <SignOffWord state={state} />}
        meta={[
          page.department,
          <a key="matter" href={paths.desk.matter(consultation.matterId)}>
            {page.matter}
          </a>,
        ]}
        actions={
          isPublic ? (
            <LinkButton
              kind="quiet"
              href={page.activity ? paths.activity(page.activity.id) : paths.consultation(consultation.id)}
            >
              {t('desk.public')}
            </LinkButton>
          ) : null
        }
      />
      {isPublic ? <CommentTabs id={consultation.id} current="consultation" /> : null}
      <ErrorSummary errors={errors} />
      {page.activity ? <OfActivity activity={page.activity} /> : null}
      {page.termination ? (
        <Terminated termination={page.termination} isAnswered={standing === 'answered'} />
      ) : null}
      <Extensions extensions={page.extensions} />
      {isPublic ? <Next page={page} isAnswered={standing === 'answered'} /> : null}
      {page.activity || (isPublic && page.offered.length === 0) ? null : (
        <SignOff
          findings={page.findings}
          offered={page.offered}
          idempotencyKey={page.key}
          errors={errors}
          reason={refused?.values.reason}
        />
      )}
      {page.choices ? <Edit page={page} errors={errors} typed={refused?.values} /> : <Content page={page} />}
      <Rounds page={page} />
      {page.canExtend ? <ExtendForm formKey={page.key} errors={errors} typed={refused?.values} /> : null}
      {page.canTerminate ? (
        <TerminateForm formKey={page.key} errors={errors} typed={refused?.values} />
      ) : null}
      <SignOffHistory steps={page.steps} />
    </>
  )
}

function OfActivity({ activity }: { activity: { id: number; title: string } }) {
  const t = useT()
  return (
    <Notice title={t('targeted.ledgerOf', { title: activity.title })}>
      <p>{t('targeted.desk.text')}</p>
      <p>
        <a href={paths.desk.activity(activity.id)}>{t('targeted.desk.activity')}</a>
      </p>
    </Notice>
  )
}

/** What came in, and which queue it waits in: the next thing to do. */
function Next({ page, isAnswered }: { page: Page; isAnswered: boolean }) {
  const t = useT()
  const { id } = page.consultation
  const { pending, published, refused, withdrawn } = page.counts
  return (
    <MetaLine
      entries={[
        t('consultation.rounds.comments', { count: pending + published + refused + withdrawn }),
        pending > 0 ? (
          <a key="pending" href={paths.desk.moderation({ consultation: id })}>
            {t('consultationDesk.pending', { count: pending })}
          </a>
        ) : null,
        page.waiting.count > 0 && !isAnswered ? (
          <a key="waiting" href={paths.desk.issues(id)}>
            {t(page.waiting.orMore ? 'issues.waiting.more' : 'issues.waiting', { count: page.waiting.count })}
          </a>
        ) : null,
      ]}
    />
  )
}

function Edit({ page, errors, typed }: FormProps) {
  const t = useT()
  if (!page.choices) return null
  const values = consultationValues(page.consultation, typed?.title === undefined ? undefined : typed)
  return (
    <section>
      <h2>{t('desk.content')}</h2>
      <Form idempotencyKey={page.key}>
        <ConsultationFields choices={page.choices} values={values} errors={errors} earliest={page.earliest} />
        <Actions>
          <Button name="intent" value="update">
            {t('desk.saveChanges')}
          </Button>
        </Actions>
      </Form>
    </section>
  )
}

type FactRows = React.ComponentProps<typeof Facts>['facts']

function Content({ page }: { page: Page }) {
  const t = useT()
  const lang = useLang()
  const { consultation, draft } = page
  const text = (
    <a key="draft" href={paths.desk.text(draft.textId)}>
      {t('consultationForm.versionName', { title: draft.title, number: draft.number })}
    </a>
  )
  const { opensAt, closesAt, shortReason, letterTo, phone, email, draftKind } = consultation
  const from = formatDate(opensAt, lang)
  const heard: FactRows = [
    [t('targeted.text'), text],
    [t('targeted.days'), t('consultations.period', { from, to: formatDeadline(closesAt, lang) })],
  ]
  const called: FactRows = [
    [t('consultation.draft'), text],
    [t('consultation.type'), t(`consultation.draftKind.${draftKind}`)],
    [t('consultation.from'), from],
    [t('consultation.until'), formatDeadline(closesAt, lang)],
    ...(shortReason ? [[t('consultation.short'), shortReason] satisfies FactRows[number]] : []),
    [t('consultation.channel.letter'), letterTo || null],
    [t('consultation.channel.phone'), phone || null],
    [t('consultation.channel.email'), email || null],
  ]
  return (
    <>
      <section>
        <h2>{t('desk.content')}</h2>
        <Facts facts={page.activity ? heard : called} />
      </section>
      <section>
        <h2>{t('consultation.background')}</h2>
        <Paragraphs text={consultation.background} />
      </section>
      <section>
        <h2>{t('consultation.draftingNote')}</h2>
        <Paragraphs text={consultation.draftingNote} />
      </section>
    </>
  )
}

function Rounds({ page }: { page: Page }) {
  const t = useT()
  const lang = useLang()
  const { rounds, consultation, canContinue } = page
  if (rounds.length < 2 && !canContinue) return null
  return (
    <section>
      <h2>{t('consultationDesk.rounds')}</h2>
      {rounds.length < 2 ? null : (
        <ol className="rounds">
          {rounds.map((round) => (
            <li key={round.id} aria-current={round.id === consultation.id ? 'page' : undefined}>
              <p className="rounds-name">
                <a href={paths.desk.consultation(round.id)}>{roundName(round.round, t, lang)}</a>{' '}
                <ConsultationStateWord state={round.state} />
              </p>
              <MetaLine
                entries={[
                  t('consultation.rounds.draft', { number: round.versionNumber }),
                  t('consultation.rounds.comments', { count: round.comments }),
                ]}
              />
            </li>
          ))}
        </ol>
      )}
      {canContinue ? (
        <Actions>
          <LinkButton href={paths.desk.newConsultation({ previous: consultation.id })}>
            {t('consultationDesk.nextRound')}
          </LinkButton>
        </Actions>
      ) : null}
    </section>
  )
}
