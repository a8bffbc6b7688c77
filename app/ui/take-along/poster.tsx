import type { PosterPage } from '~/app/domain/take-along/types'
import { paths } from '~/app/paths'
import { useT } from '~/app/ui/language'
import { QrCode } from '~/app/ui/qr-code'

/** One sheet of A4 for the wall of a service hall; on the screen it is shown as it will come out of the printer. */
export function Poster({ poster }: { poster: PosterPage }) {
  const t = useT()
  return (
    <>
      <p className="poster-how">
        {t('takeAlong.poster.how')} <a href={paths.interpretation(poster.id)}>{t('takeAlong.back')}</a>
      </p>
      <article className="poster" lang="zh-CN">
        <p className="poster-kind">政策解读</p>
        <h1 className={[...poster.title].length > 26 ? 'poster-title poster-title-long' : 'poster-title'}>
          {poster.title}
        </h1>
        <p className="poster-policy">{poster.policy}</p>
        {poster.points.length > 0 ? (
          <ol className="poster-points">
            {poster.points.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ol>
        ) : null}
        <div className="poster-foot">
          <div>
            <p className="poster-scan">手机扫一扫，看全文</p>
            <p className="poster-address">{poster.address}</p>
            <p>
              {poster.department}　{poster.day}
            </p>
          </div>
          <QrCode text={poster.address} label={`二维码：${poster.address}`} />
        </div>
      </article>
    </>
  )
}
