/** What identifies the site on every page: M1's meta tags and M2's footer. */
export type Site = {
  /** 云岭县 · 共议 */
  name: string
  /** Without scheme: `gongyi.example`. */
  domain: string
  /** 政府网站标识码, ten digits. */
  code: string
  description: string
  organiser: string
  operator: string
  address: string
  postcode: string
  phone: string
  email: string
  icp: string
  police: string
}
