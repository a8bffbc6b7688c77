import type { TranscriptDesk } from '~/app/domain/transcripts/transcript-desk-types'
import { sayMegabytes } from '~/app/ui/activity/record-parts'
import { Button } from '~/app/ui/button'
import { FileField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'

type Props = { desk: TranscriptDesk; formKey: string; errors: Record<string, string> }

/** L7: a recording comes with its captions, in one form. */
export function RecordingForm({ desk: { recording }, formKey, errors }: Props) {
  const t = useT()
  return (
    <section id="recording" className="no-print">
      <h2>{t('recording.title')}</h2>
      <p>{t('recording.desk.text')}</p>
      {recording ? (
        <p>
          {t('recording.desk.now', {
            name: recording.name,
            size: sayMegabytes(recording.size),
            at: formatDateTime(recording.addedAt),
          })}
        </p>
      ) : null}
      <Form encType="multipart/form-data" idempotencyKey={`${formKey}-recording`}>
        <input type="hidden" name="intent" value="recording" />
        <FileField
          name="file"
          label={t('recording.file')}
          hint={t('recording.file.hint')}
          error={errors.file}
          accept=".mp4,.webm,.mp3,.m4a,video/mp4,video/webm,audio/mpeg,audio/mp4"
        />
        <FileField
          name="captions"
          label={t('recording.captionsFile')}
          hint={t('recording.captionsFile.hint')}
          error={errors.captions}
          accept=".vtt,text/vtt"
        />
        <Actions>
          <Button>{t('recording.upload')}</Button>
        </Actions>
      </Form>
    </section>
  )
}
