import { paths } from '~/app/paths'
import { useT } from '~/app/ui/language'

/** An interpretation in the forms in which it is carried elsewhere. */
export function TakeAlongLinks({ interpretationId }: { interpretationId: number }) {
  const t = useT()
  return (
    <section aria-labelledby="take-along" className="take-along">
      <h2 id="take-along">{t('takeAlong.title')}</h2>
      <ul>
        <li>
          <a href={paths.interpretationPicture(interpretationId)}>{t('takeAlong.picture')}</a>
          <span className="meta">{t('takeAlong.picture.for')}</span>
        </li>
        <li>
          <a href={paths.interpretationPoster(interpretationId)}>{t('takeAlong.poster')}</a>
          <span className="meta">{t('takeAlong.poster.for')}</span>
        </li>
        <li>
          <a href={paths.interpretationWechat(interpretationId)}>{t('takeAlong.wechat')}</a>
          <span className="meta">{t('takeAlong.wechat.for')}</span>
        </li>
      </ul>
    </section>
  )
}
