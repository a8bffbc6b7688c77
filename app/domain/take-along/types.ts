export type PosterPage = {
  id: number
  title: string
  department: string
  interpreter: string
  policy: string
  points: string[]
  address: string
  day: string
}

export type WechatArticle = { id: number; title: string; html: string }
