export type Validity = 'valid' | 'amended' | 'repealed' | 'lapsed'
export type Disclosure = 'open' | 'on-request' | 'withheld'

export const validities: readonly Validity[] = ['valid', 'amended', 'repealed', 'lapsed']
export const disclosures: readonly Disclosure[] = ['open', 'on-request', 'withheld']

/** How a policy is called in the list of kinds; free text in the database, these are offered. */
export const policyKinds = ['normative', 'plan', 'notice', 'other'] as const

/** The themes of the county's policy library. */
export const policyThemes = [
  '城乡建设',
  '民政、养老、救助',
  '教育',
  '农业、林业、水利',
  '卫生、健康',
  '工业、交通、能源',
  '财政、金融、审计',
  '市场监管、安全生产',
  '国土资源、环境',
  '综合政务',
] as const
