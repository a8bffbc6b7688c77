import { createElement } from 'react'
import { type DrawReport, reportWords } from '~/app/domain/draws/report'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { FileField } from '~/app/ui/field'
import { useT } from '~/app/ui/language'
import script from './draw-check-element.ts?worker&url'
import { DrawReportSection } from './draw-report'

/** With its script the file is computed here and stays here; without, the server computes it (invariant 6). */
export function DrawCheckForm({ report, error }: { report: DrawReport | null; error: string | null }) {
  const t = useT()
  const words = {
    ...Object.fromEntries(reportWords.map((key) => [key, t(key)])),
    working: t('drawVerify.working'),
    results: t('drawCheck.results'),
    prints: t('drawCheck.prints'),
  }
  return (
    <>
      {createElement(
        'draw-check',
        { 'data-words': JSON.stringify(words), 'data-private': t('drawVerify.private') },
        <form
          method="post"
          action={paths.drawVerify()}
          encType="multipart/form-data"
          className="form"
          noValidate
        >
          <FileField
            name="file"
            label={t('drawVerify.file')}
            hint={t('drawVerify.file.hint')}
            error={error}
            accept=".txt,text/plain"
          />
          <p data-where="">{t('drawVerify.posted')}</p>
          <Button>{t('drawVerify.submit')}</Button>
        </form>,
        <div className="draw-check-result" aria-live="polite">
          {report ? <DrawReportSection report={report} /> : null}
        </div>,
      )}
      <script type="module" src={script} />
    </>
  )
}
