import { paths } from '~/app/paths'
import { Button, LinkButton } from '~/app/ui/button'
import { Select, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'

type Props = {
  attachments: { mediaId: number; title: string; name: string }[]
  choices: { mediaId: number; label: string }[]
  mayEdit: boolean
  errors: Record<string, string>
  values?: Record<string, string> | undefined
}

/** At the desk: what is published with the policy, and until sign-off more of it from the media library. */
export function AttachmentsPanel({ attachments, choices, mayEdit, errors, values }: Props) {
  const t = useT()
  return (
    <section aria-labelledby="attachments">
      <h2 id="attachments">{t('deskAttachment.title')}</h2>
      {mayEdit ? <p>{t('deskAttachment.lead')}</p> : null}
      {attachments.length === 0 ? <p>{t('deskAttachment.none')}</p> : null}
      <ol className="attachments">
        {attachments.map(({ mediaId, title, name }) => (
          <li key={mediaId}>
            <a href={paths.desk.mediaItem(mediaId)}>{title}</a>
            <span className="attachment-facts">（{name}）</span>
            {mayEdit ? (
              <Form>
                <input type="hidden" name="mediaId" value={mediaId} />
                <Button
                  kind="quiet"
                  name="intent"
                  value="detach"
                  aria-label={t('deskAttachment.removeNamed', { title })}
                >
                  {t('deskAttachment.remove')}
                </Button>
              </Form>
            ) : null}
          </li>
        ))}
      </ol>
      {mayEdit ? <AttachForm choices={choices} errors={errors} values={values} /> : null}
    </section>
  )
}

function AttachForm({ choices, errors, values }: Pick<Props, 'choices' | 'errors' | 'values'>) {
  const t = useT()
  const own = values?.intent === 'attach'
  if (choices.length === 0)
    return (
      <p>
        {t('deskAttachment.noFile')}{' '}
        <LinkButton kind="quiet" href={paths.desk.media()}>
          {t('deskAttachment.upload')}
        </LinkButton>
      </p>
    )
  return (
    <Form>
      <Select
        name="mediaId"
        label={t('deskAttachment.file')}
        hint={t('deskAttachment.file.hint')}
        empty="—"
        value={own ? values?.mediaId : undefined}
        error={errors.mediaId}
        choices={choices.map(({ mediaId, label }) => ({ value: String(mediaId), label }))}
      />
      <TextField
        name="title"
        label={t('deskAttachment.name')}
        hint={t('deskAttachment.name.hint')}
        value={own ? values?.title : undefined}
        error={own ? errors.title : undefined}
      />
      <Actions>
        <Button kind="quiet" name="intent" value="attach">
          {t('deskAttachment.add')}
        </Button>
        <LinkButton kind="quiet" href={paths.desk.media()}>
          {t('deskAttachment.upload')}
        </LinkButton>
      </Actions>
    </Form>
  )
}
