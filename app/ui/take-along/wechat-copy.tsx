import { createElement } from 'react'
import type { WechatArticle } from '~/app/domain/take-along/types'
import { paths } from '~/app/paths'
import { LinkButton } from '~/app/ui/button'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import script from './copy-article-element.ts?worker&url'

/** The article as it will look; copied by the button, or selected and copied by hand where there is no script. */
export function WechatCopy({ article }: { article: WechatArticle }) {
  const t = useT()
  return (
    <article>
      <PageHeading kind={t('takeAlong.wechat')} title={article.title} lead={t('takeAlong.wechat.lead')} />
      <ol className="wechat-how">
        <li>{t('takeAlong.wechat.first')}</li>
        <li>{t('takeAlong.wechat.second')}</li>
        <li>{t('takeAlong.wechat.third')}</li>
      </ol>
      {createElement(
        'copy-article',
        {
          'data-from': 'wechat-article',
          'data-done': t('takeAlong.copied'),
          'data-failed': t('takeAlong.notCopied'),
        },
        <button type="button" className="button button-primary" hidden>
          {t('takeAlong.copy')}
        </button>,
        <span role="status" className="copy-said" />,
      )}
      <p>
        <LinkButton kind="quiet" href={paths.interpretationWechatFile(article.id)}>
          {t('takeAlong.wechat.save')}
        </LinkButton>{' '}
        <a href={paths.interpretation(article.id)}>{t('takeAlong.back')}</a>
      </p>
      {/* Made by the server of the checked document: plain elements with styles, everything escaped. */}
      {createElement('div', {
        ...{ id: 'wechat-article', className: 'wechat-article', lang: 'zh-CN' },
        dangerouslySetInnerHTML: { __html: article.html },
      })}
      <script type="module" src={script} />
    </article>
  )
}
