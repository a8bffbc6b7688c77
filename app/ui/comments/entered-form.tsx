import { authorKinds, enteredChannels } from '~/app/domain/comments/types'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Checkbox, DateTimeField, Radios, Select, TextArea, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { formatDeadline } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import {
  AttachmentsField,
  type CommentChoices,
  type FormState,
  TownshipAndGroup,
} from './comment-form-fields'

type Page = CommentChoices & { opensAt: Date; closesAt: Date; now: Date }
type EnteredFormProps = FormState & { page: Page; formKey: string }

/** What came on paper, by telephone or in a meeting, entered by staff with a scan of it. */
export function EnteredForm({ page, errors, values, formKey }: EnteredFormProps) {
  const t = useT()
  const lang = useLang()
  const labels = {
    channel: t('deskComments.channel'),
    receivedAt: t('deskComments.receivedAt'),
    clauseId: t('comment.clause'),
    quote: t('commenting.quote'),
    body: t('deskComments.body'),
    attachments: t('deskComments.scan'),
    authorKind: t('deskComments.authorKind'),
    displayName: t('deskComments.name'),
  }
  const { opensAt, closesAt, now } = page
  const period = {
    from: formatDeadline(opensAt, lang),
    to:
      new Date(closesAt) < new Date(now) ? formatDeadline(closesAt, lang) : t('deskComments.receivedAt.now'),
  }
  return (
    <>
      <ErrorSummary errors={errors} labels={labels} />
      <Form idempotencyKey={formKey} action={paths.desk.newComment(page.id)} encType="multipart/form-data">
        <Select
          name="channel"
          label={labels.channel}
          error={errors.channel}
          value={values.channel}
          choices={enteredChannels.map((channel) => ({ value: channel, label: t(`comment.${channel}`) }))}
        />
        <DateTimeField
          name="receivedAt"
          label={labels.receivedAt}
          hint={t('deskComments.receivedAt.hint', period)}
          error={errors.receivedAt}
          value={values.receivedAt}
        />
        <Select
          name="clauseId"
          label={labels.clauseId}
          error={errors.clauseId}
          value={values.clauseId}
          empty={t('comment.wholeDraft')}
          choices={page.clauses.map(({ clauseId, label }) => ({ value: String(clauseId), label }))}
          optional
        />
        <TextField
          name="quote"
          label={labels.quote}
          hint={t('deskComments.quote.hint')}
          error={errors.quote}
          value={values.quote}
          optional
        />
        <TextArea
          name="body"
          label={labels.body}
          hint={t('deskComments.body.hint')}
          error={errors.body}
          value={values.body}
          rows={9}
        />
        <AttachmentsField
          label={labels.attachments}
          hint={t('deskComments.scan.hint')}
          error={errors.attachments}
        />
        <Author page={page} errors={errors} values={values} />
        <Actions>
          <Button>{t('deskComments.save')}</Button>
        </Actions>
      </Form>
    </>
  )
}

function Author({ page, errors, values }: FormState & { page: Page }) {
  const t = useT()
  return (
    <>
      <Radios
        name="authorKind"
        label={t('deskComments.authorKind')}
        error={errors.authorKind}
        value={values.authorKind ?? 'anonymous'}
        choices={authorKinds.map((kind) => ({ value: kind, label: t(`comments.author.${kind}`) }))}
      />
      <TextField
        name="displayName"
        label={t('deskComments.name')}
        error={errors.displayName}
        value={values.displayName}
        maxLength={40}
        optional
      />
      <Checkbox
        name="publishName"
        label={t('deskComments.publishName')}
        hint={t('deskComments.publishName.hint')}
        checked={values.publishName === 'on'}
      />
      <TownshipAndGroup choices={page} groupLabel={t('deskComments.group')} {...{ errors, values }} />
      <TextField
        name="contact"
        label={t('deskComments.contact.of')}
        error={errors.contact}
        value={values.contact}
        optional
      />
      <TextField
        name="wishEmail"
        type="email"
        label={t('deskComments.wish')}
        error={errors.wishEmail}
        value={values.wishEmail}
        optional
      />
    </>
  )
}
