import type { MetaDescriptor } from '@remix-run/node'
import { formatDateTime, type When } from '~/app/ui/format'
import type { Site } from '~/app/ui/site'

/** M1: the tags of every page. `title` is the page's own; the home page has none. */
export function siteMeta(site: Site, title?: string): MetaDescriptor[] {
  return [
    { title: title ? `${title}_${site.name}` : site.name },
    { name: 'SiteName', content: site.name },
    { name: 'SiteDomain', content: site.domain },
    { name: 'SiteIDCode', content: site.code },
  ]
}

type Column = { name: string; description: string; keywords: string[]; type: string }

/** M1: the tags of a column page, such as the list of consultations. */
export function columnMeta(site: Site, column: Column): MetaDescriptor[] {
  return [
    ...siteMeta(site, column.name),
    { name: 'description', content: column.description },
    { name: 'ColumnName', content: column.name },
    { name: 'ColumnDescription', content: column.description },
    { name: 'ColumnKeywords', content: column.keywords.join(',') },
    { name: 'ColumnType', content: column.type },
  ]
}

type Article = {
  title: string
  publishedAt: When
  source: string
  column?: string
  keywords?: string[]
  author?: string | null
  description?: string | null
  image?: string | null
  url?: string | null
}

/** M1: the tags of an article page; those that are not known are left out. */
export function articleMeta(site: Site, article: Article): MetaDescriptor[] {
  const known: [string, string | null | undefined][] = [
    ['ArticleTitle', article.title],
    ['PubDate', formatDateTime(article.publishedAt)],
    ['ContentSource', article.source],
    ['ColumnName', article.column],
    ['Keywords', article.keywords?.join(',')],
    ['Author', article.author],
    ['Description', article.description],
    ['Image', article.image],
    ['Url', article.url],
  ]
  return [
    ...siteMeta(site, article.title),
    ...known.flatMap(([name, content]) => (content ? [{ name, content }] : [])),
    ...(article.image ? cardOf(site, article.title, article.image) : []),
  ]
}

/** What a link shows of itself where it is shared; a picture is only taken under its whole address. */
function cardOf({ domain }: Site, title: string, image: string): MetaDescriptor[] {
  return [
    { property: 'og:title', content: title },
    { property: 'og:image', content: domain ? `https://${domain}${image}` : image },
  ]
}
