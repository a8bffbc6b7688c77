import type { Photo } from '~/app/domain/occasions/occasion-types'
import { paths } from '~/app/paths'
import type { RecordFormProps } from '~/app/ui/activity-desk/attendance-form'
import { Button } from '~/app/ui/button'
import { FileField, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'

type PhotoFormsProps = RecordFormProps & {
  photos: Photo[]
  library: { id: number; sha256: string; name: string }[]
  canWrite: boolean
  /** Also when the record is closed: a picture can always be taken away. */
  mayRemove: boolean
}

/** The photographs that stand here, each with a way to take it away, and one more. */
export function PhotoForms(props: PhotoFormsProps) {
  const t = useT()
  const { photos, canWrite } = props
  return (
    <section id="photos">
      <h2>{t('record.photos')}</h2>
      {photos.length === 0 ? <p>{t('record.photo.none')}</p> : null}
      <ul className="occasion-photos">
        {photos.map((photo) => (
          <li key={photo.mediaId}>
            <figure>
              <img src={paths.media(photo.sha256, '480.webp')} alt={photo.caption} loading="lazy" />
              <figcaption aria-hidden="true">{photo.caption}</figcaption>
            </figure>
            {props.mayRemove ? <Removal {...props} photo={photo} /> : null}
          </li>
        ))}
      </ul>
      {canWrite ? <Addition {...props} /> : null}
    </section>
  )
}

function Removal({ photo, canWrite, formKey, errors, typed }: PhotoFormsProps & { photo: Photo }) {
  const t = useT()
  const isTyped = typed?.mediaId === String(photo.mediaId)
  return (
    <Form idempotencyKey={formKey}>
      <input type="hidden" name="mediaId" value={photo.mediaId} />
      {canWrite ? null : (
        <div className={isTyped && errors.photoReason ? 'field field-wrong' : 'field'}>
          <label>
            <span className="field-label">{t('record.photo.removeReason')}</span>
            <input type="text" name="photoReason" defaultValue={isTyped ? typed?.photoReason : ''} />
          </label>
          {isTyped && errors.photoReason ? <p className="field-error">{errors.photoReason}</p> : null}
        </div>
      )}
      <Button kind="quiet" name="intent" value="photo-removed">
        {t('record.photo.remove')}
        <span className="visually-hidden">（{photo.caption}）</span>
      </Button>
    </Form>
  )
}

function Addition({ library, formKey, errors, typed }: PhotoFormsProps) {
  const t = useT()
  return (
    <Form idempotencyKey={formKey} encType="multipart/form-data">
      <p className="field-hint">{t('record.photos.hint')}</p>
      {library.length > 0 ? (
        <fieldset className="field" id="mediaId">
          <legend className="field-label">{t('record.photo.choose')}</legend>
          {errors.mediaId ? <p className="field-error">{errors.mediaId}</p> : null}
          <ul className="occasion-library">
            {library.map(({ id, sha256, name }) => (
              <li key={id}>
                <label>
                  <input
                    type="radio"
                    name="mediaId"
                    value={id}
                    defaultChecked={typed?.mediaId === String(id)}
                  />
                  <img src={paths.media(sha256, '480.webp')} alt={name} loading="lazy" />
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
      ) : null}
      <FileField
        name="file"
        label={t(library.length > 0 ? 'record.photo.upload' : 'record.photo.uploadOnly')}
        hint={t('deskMedia.file.hint')}
        error={errors.file ?? (library.length === 0 ? errors.mediaId : undefined)}
        accept="image/*"
        optional
      />
      <TextField
        name="caption"
        label={t('record.photo.caption')}
        hint={t('record.photo.caption.hint')}
        value={typed?.caption}
        error={errors.caption}
      />
      <Actions>
        <Button name="intent" value="photo">
          {t('record.photo.add')}
        </Button>
      </Actions>
    </Form>
  )
}
