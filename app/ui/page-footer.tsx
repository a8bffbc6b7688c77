import { paths } from '~/app/paths'
import { useT } from '~/app/ui/language'
import type { Site } from '~/app/ui/site'

/** M2: who runs the site, how to reach them, its codes and filings, site map and error report. */
export function PageFooter({ site, current }: { site: Site; current: string }) {
  const t = useT()
  return (
    <footer className="page-footer">
      <div className="page-footer-columns">
        <div>
          <p className="page-footer-name">{site.name}</p>
          <p>{t('footer.organiser', { name: site.organiser })}</p>
          <p>{t('footer.operator', { name: site.operator })}</p>
        </div>
        <div>
          <p>{t('footer.phone', { value: site.phone })}</p>
          <p>
            {t('footer.email')}
            <a href={`mailto:${site.email}`}>{site.email}</a>
          </p>
          <p>{t('footer.address', { value: site.address, postcode: site.postcode })}</p>
        </div>
        <nav aria-label={t('footer.nav')}>
          <ul>
            <li>
              <a href={paths.about()}>{t('footer.about')}</a>
            </li>
            <li>
              <a href={paths.receipts()}>{t('footer.receipts')}</a>
            </li>
            <li>
              <a href={paths.departments()}>{t('footer.departments')}</a>
            </li>
            <li>
              <a href={paths.activities()}>{t('activities.title')}</a>
            </li>
            <li>
              <a href={paths.surveys()}>{t('surveys.title')}</a>
            </li>
            <li>
              <a href={paths.announcements()}>{t('footer.announcements')}</a>
            </li>
            <li>
              <a href={paths.siteMap()}>{t('footer.siteMap')}</a>
            </li>
            <li>
              <a href={paths.errorReport({ page: current })}>{t('footer.errorReport')}</a>
            </li>
            <li>
              <a href={paths.accessibility()}>{t('footer.accessibility')}</a>
            </li>
            <li>
              <a href={paths.privacy()}>{t('footer.privacy')}</a>
            </li>
            <li>
              <a href={paths.feed()}>{t('footer.feed')}</a>
            </li>
            <li>
              <a href={paths.desk.home()}>{t('footer.desk')}</a>
            </li>
          </ul>
        </nav>
      </div>
      <p className="print-only">{t('footer.printed', { address: `${site.domain}${current}` })}</p>
      <p className="page-footer-filings">
        <span>{t('footer.siteCode', { code: site.code })}</span>
        <span>{site.icp}</span>
        <span>{site.police}</span>
      </p>
    </footer>
  )
}
