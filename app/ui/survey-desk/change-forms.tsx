import type { Finding } from '~/app/domain/findings'
import { paths } from '~/app/paths'
import { Button, LinkButton } from '~/app/ui/button'
import { DateTimeField, TextArea } from '~/app/ui/field'
import { Findings } from '~/app/ui/findings'
import { Actions, Form } from '~/app/ui/form'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'

type ChangeProps = {
  formKey: string
  errors: Record<string, string>
  typed: Record<string, string> | undefined
}

/** A later end, with a public reason. */
export function ExtendForm({ formKey, errors, typed, closesAt }: ChangeProps & { closesAt: Date }) {
  const t = useT()
  const field = (name: 'newClosesAt' | 'extendReason') => ({
    ...{ name, value: typed?.[name], error: errors[name] },
  })
  return (
    <details className="change-form" open={Boolean(errors.newClosesAt || errors.extendReason)}>
      <summary>{t('surveyDesk.extend')}</summary>
      <p>{t('surveyDesk.extend.hint', { at: formatDateTime(closesAt) })}</p>
      <Form idempotencyKey={formKey}>
        <DateTimeField {...field('newClosesAt')} label={t('surveyDesk.extend.closesAt')} />
        <TextArea
          {...field('extendReason')}
          label={t('surveyDesk.extend.reason')}
          hint={t('surveyDesk.public.hint')}
          rows={3}
        />
        <Actions>
          <Button name="intent" value="extend">
            {t('surveyDesk.extend.submit')}
          </Button>
        </Actions>
      </Form>
    </details>
  )
}

/** Begins the next version. */
export function MendForm({ formKey, errors, typed }: ChangeProps) {
  const t = useT()
  return (
    <details className="change-form" open={Boolean(errors.note)}>
      <summary>{t('surveyDesk.mend')}</summary>
      <p>{t('surveyDesk.mend.hint')}</p>
      <Form idempotencyKey={formKey}>
        <TextArea
          name="note"
          label={t('surveyDesk.mend.note')}
          hint={t('surveyDesk.public.hint')}
          value={typed?.note}
          error={errors.note}
          rows={3}
        />
        <Actions>
          <Button name="intent" value="mend">
            {t('surveyDesk.mend.submit')}
          </Button>
        </Actions>
      </Form>
    </details>
  )
}

type VersionProps = ChangeProps & {
  id: number
  version: { number: number; note: string; revision: number }
  findings: Finding[]
  canWrite: boolean
  canPublish: boolean
}

/** The mended version until it is published. */
export function VersionInWork(props: VersionProps) {
  const { id, version, findings, canWrite, canPublish, formKey, errors, typed } = props
  const t = useT()
  return (
    <section aria-labelledby="version-in-work" className="version-in-work">
      <h2 id="version-in-work">{t('surveyDesk.version.inWork', { number: version.number })}</h2>
      <p>{t('surveyDesk.version.text')}</p>
      <Findings findings={findings} />
      <Form idempotencyKey={formKey}>
        <input type="hidden" name="revision" value={version.revision} />
        {canWrite ? (
          <TextArea
            name="note"
            label={t('surveyDesk.mend.note')}
            hint={t('surveyDesk.public.hint')}
            value={typed?.note ?? version.note}
            error={errors.note}
            rows={3}
          />
        ) : (
          <p className="version-note">{version.note}</p>
        )}
        {canPublish ? <p className="field-hint">{t('surveyDesk.version.publish.hint')}</p> : null}
        <Actions>
          {canPublish ? (
            <Button name="intent" value="publish-version">
              {t('surveyDesk.version.publish')}
            </Button>
          ) : null}
          <LinkButton kind={canPublish ? 'quiet' : 'primary'} href={paths.desk.surveyBuild(id)}>
            {t(canWrite ? 'surveyDesk.toBuild.edit' : 'surveyDesk.toBuild.look')}
          </LinkButton>
          {canWrite ? (
            <Button kind="quiet" name="intent" value="note">
              {t('surveyDesk.version.note')}
            </Button>
          ) : null}
        </Actions>
        {canWrite ? (
          <details className="change-form">
            <summary>{t('surveyDesk.version.drop')}</summary>
            <p>{t('surveyDesk.version.drop.confirm')}</p>
            <Actions>
              <Button kind="danger" name="intent" value="drop-version">
                {t('builder.delete.sure')}
              </Button>
            </Actions>
          </details>
        ) : null}
      </Form>
    </section>
  )
}
