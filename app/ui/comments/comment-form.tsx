import { authorKinds, type ClauseOfForm } from '~/app/domain/comments/types'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Checkbox, Radios, TextArea, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { AboutWhat } from './comment-form-clause'
import {
  AttachmentsField,
  type CommentChoices,
  type FormState,
  TownshipAndGroup,
} from './comment-form-fields'
import { Folded, ModerationRules, PrivacyNotice } from './comment-form-parts'
import { QuoteSelection } from './quote-selection'

type CommentFormProps = FormState & {
  page: CommentChoices
  clause: ClauseOfForm | null
  formKey: string
}

/** One's words first, then who says them; everything that may be left out is folded. */
export function CommentForm({ page, clause, errors, values, formKey }: CommentFormProps) {
  const t = useT()
  const labels = {
    clauseId: t('comment.clause'),
    quote: t('commenting.quote'),
    body: t('comment.body'),
    attachments: t('commenting.attachments'),
    authorKind: t('commenting.authorKind'),
    displayName: t('comment.name'),
    contact: t('comment.contact'),
    wishEmail: t('commenting.wish'),
    township: t('comment.township'),
    affectedGroup: t('commenting.group'),
  }
  const state = { errors, values }
  return (
    <>
      <ErrorSummary errors={errors} labels={labels} />
      <Form
        idempotencyKey={formKey}
        action={paths.commentForm(page.id, { clause: clause?.clauseId })}
        encType="multipart/form-data"
      >
        <AboutWhat clauses={page.clauses} clause={clause} {...state} />
        <TextArea
          name="body"
          label={labels.body}
          hint={t('comment.body.hint')}
          error={errors.body}
          value={values.body}
          rows={9}
        />
        <Folded title={t('commenting.attachments.title')} open={Boolean(errors.attachments)}>
          <AttachmentsField
            label={labels.attachments}
            hint={t('commenting.attachments.hint')}
            error={errors.attachments}
          />
        </Folded>
        <Author {...state} />
        <Folded title={t('commenting.more')} open={isTouched(state, moreFields)}>
          <More page={page} {...state} />
        </Folded>
        <PrivacyNotice />
        <ModerationRules />
        <Actions>
          <Button>{t('comment.submit')}</Button>
        </Actions>
      </Form>
      {clause ? <QuoteSelection consultationId={page.id} /> : null}
    </>
  )
}

const moreFields = ['township', 'affectedGroup', 'contact', 'wishEmail']

function isTouched({ errors, values }: FormState, fields: string[]): boolean {
  return fields.some((field) => errors[field] || values[field])
}

function Author({ errors, values }: FormState) {
  const t = useT()
  return (
    <>
      <Radios
        name="authorKind"
        label={t('commenting.authorKind')}
        error={errors.authorKind}
        value={values.authorKind ?? 'anonymous'}
        choices={authorKinds.map((kind) => ({
          value: kind,
          label: t(`commenting.authorKind.${kind}`),
          hint: kind === 'anonymous' ? t('commenting.authorKind.anonymous.hint') : undefined,
        }))}
      />
      <TextField
        name="displayName"
        label={t('comment.name')}
        hint={t('commenting.name.hint')}
        error={errors.displayName}
        value={values.displayName}
        autoComplete="name"
        maxLength={40}
        required={false}
      />
      <Checkbox
        name="publishName"
        label={t('comment.publishName')}
        hint={t('commenting.publishName.hint')}
        checked={values.publishName === 'on'}
      />
    </>
  )
}

function More({ page, errors, values }: FormState & { page: CommentChoices }) {
  const t = useT()
  return (
    <>
      <TownshipAndGroup
        choices={page}
        townshipHint={t('comment.township.hint')}
        groupLabel={t('commenting.group')}
        groupHint={t('commenting.group.hint')}
        {...{ errors, values }}
      />
      <TextField
        name="contact"
        label={t('comment.contact')}
        hint={t('comment.contact.hint')}
        error={errors.contact}
        value={values.contact}
        autoComplete="tel"
        optional
      />
      <TextField
        name="wishEmail"
        type="email"
        label={t('commenting.wish')}
        hint={t('commenting.wish.hint')}
        error={errors.wishEmail}
        value={values.wishEmail}
        autoComplete="email"
        optional
      />
    </>
  )
}
