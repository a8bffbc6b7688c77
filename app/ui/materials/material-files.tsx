import type { DeskMaterials } from '~/app/domain/materials/materials-types'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { FileField } from '~/app/ui/field'
import { Findings } from '~/app/ui/findings'
import { Actions, Form } from '~/app/ui/form'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { TableScroll } from '~/app/ui/table-scroll'
import { describeFile } from './file-words'

type FilesProps = {
  page: Pick<DeskMaterials, 'head' | 'materials' | 'adding' | 'mayWrite'>
  formKey: string
  errors: Record<string, string>
}

/** What there is to send beside draft, explanation and agenda. */
export function MaterialFiles({ page, formKey, errors }: FilesProps) {
  const t = useT()
  const { head, materials, adding, mayWrite } = page
  return (
    <section id="material-files">
      <h2>{t('materialsDesk.files')}</h2>
      {materials.length === 0 ? <p>{t('materialsDesk.files.none')}</p> : null}
      {materials.length === 0 ? null : (
        <TableScroll label={t('materialsDesk.files')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('materialsDesk.file')}</th>
                <th scope="col">{t('materialsDesk.size')}</th>
                <th scope="col">{t('materialsDesk.added')}</th>
                <th scope="col">
                  <span className="visually-hidden">{t('materialsDesk.remove')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {materials.map((file) => (
                <tr key={file.id}>
                  <th scope="row">
                    <a href={paths.desk.material(head.id, file.id)}>{file.name}</a>
                  </th>
                  <td>{describeFile(file)}</td>
                  <td>{formatDateTime(file.addedAt)}</td>
                  <td>
                    {file.isDelivered ? (
                      t('materialsDesk.isDelivered')
                    ) : (
                      <Removal id={file.id} may={mayWrite} />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      <Findings findings={adding} title={t('materialsDesk.adding')} />
      {mayWrite && adding.length === 0 ? (
        <Form idempotencyKey={formKey} encType="multipart/form-data">
          <FileField
            name="files"
            label={t('materialsDesk.add')}
            hint={t('materialsDesk.add.hint')}
            error={errors.files}
            multiple
            accept=".pdf,.doc,.docx,.jpg,.jpeg,.png"
          />
          <Actions>
            <Button kind="quiet" name="intent" value="add">
              {t('materialsDesk.add')}
            </Button>
          </Actions>
        </Form>
      ) : null}
    </section>
  )
}

function Removal({ id, may }: { id: number; may: boolean }) {
  const t = useT()
  if (!may) return null
  return (
    <Form>
      <input type="hidden" name="material" value={id} />
      <Button kind="quiet" name="intent" value="remove">
        {t('materialsDesk.remove')}
      </Button>
    </Form>
  )
}
