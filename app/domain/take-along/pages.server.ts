import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { keyPoints } from './key-points'
import { dayOf } from './long-picture.server'
import { partsOf } from './parts'
import { mediaOf, readPublic } from './read.server'
import type { PosterPage, WechatArticle } from './types'
import { wechatHtml } from './wechat-html'

/** One sheet for the service hall: what it says in five points, and the code that leads to all of it. */
export async function posterPage(ctx: Ctx, id: number, origin: string): Promise<PosterPage> {
  const { title, department, interpreter, policy, document, publishedAt } = await readPublic(ctx, id)
  return {
    ...{ id, title, department, interpreter, policy, day: dayOf(publishedAt) },
    points: keyPoints(document),
    address: origin + paths.interpretation(id),
  }
}

/** The article for a WeChat account, with every picture and link by its whole address. */
export async function wechatArticle(ctx: Ctx, id: number, origin: string): Promise<WechatArticle> {
  const { title, department, interpreter, policy, document } = await readPublic(ctx, id)
  const parts = partsOf(document, await mediaOf(ctx, document))
  const html = wechatHtml(
    {
      ...{ parts, policy },
      from: `${department}　解读人：${interpreter}`,
    },
    {
      origin,
      address: origin + paths.interpretation(id),
      pictureAddress: (sha) => origin + paths.media(sha, '960.jpg'),
    },
  )
  return { id, title, html }
}
