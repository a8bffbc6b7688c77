import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { TextArea } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { Paragraphs } from '~/app/ui/paragraphs'

type IntroductionFormProps = {
  id: number
  formKey: string
  introduction: string
  isProposed: boolean
  isClosed: boolean
  /** The words that were in the form when it was written anew: nothing that somebody typed is lost. */
  kept?: string
  error?: string
}

/** 基本情况, written from the ledger and then edited by a person. */
export function IntroductionForm(props: IntroductionFormProps) {
  const { id, formKey, introduction, isClosed, error } = props
  const kept = props.kept === introduction ? undefined : props.kept
  const t = useT()
  return (
    <Form idempotencyKey={formKey} action={paths.desk.report(id)}>
      <State {...props} />
      <TextArea
        key={introduction}
        name="introduction"
        label={t('report.introduction')}
        hint={t('report.introduction.hint')}
        error={error}
        value={introduction}
        rows={14}
      />
      {kept ? (
        <details open>
          <summary>{t('report.kept')}</summary>
          <input type="hidden" name="kept" value={kept} />
          <Paragraphs text={kept} />
        </details>
      ) : null}
      <Actions>
        <Button name="intent" value="save">
          {t('report.save')}
        </Button>
        {isClosed ? (
          <Button kind="quiet" name="intent" value="regenerate">
            {t('report.regenerate')}
          </Button>
        ) : null}
        {kept ? (
          <Button kind="quiet" name="intent" value="restore">
            {t('report.restore')}
          </Button>
        ) : null}
      </Actions>
    </Form>
  )
}

function State({ introduction, isProposed, isClosed, kept }: IntroductionFormProps) {
  const t = useT()
  if (kept !== undefined && kept === introduction) return <Notice title={t('report.regenerated.same')} />
  if (kept)
    return (
      <Notice title={t('report.regenerated')}>
        <p>{t('report.regenerated.text')}</p>
      </Notice>
    )
  if (isProposed)
    return (
      <Notice title={t('report.proposed')}>
        <p>{t('report.proposed.text')}</p>
      </Notice>
    )
  return isClosed || introduction ? null : <p>{t('report.early')}</p>
}
