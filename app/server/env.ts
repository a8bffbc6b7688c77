import { z } from 'zod'

const secret = z.string().min(32, '至少 32 个字符 (at least 32 characters)')
const contactKey = z
  .string()
  .refine((value) => Buffer.from(value, 'base64').length === 32, '应为 32 字节的 base64 (32 bytes in base64)')

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('localhost'),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: '应为 postgres:// 开头的地址' }).optional(),
  MEILI_URL: z.url().optional(),
  MEILI_KEY: z.string().optional(),
  /** Before the name of every index, so that several sites can share one search engine. */
  MEILI_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9_-]*$/)
    .default(''),
  SESSION_SECRET: secret.optional(),
  CONTACT_KEY: contactKey.optional(),
  /** Keys of earlier times, comma separated: with them is read what `npm run contacts:rotate` has not sealed anew yet. */
  CONTACT_KEYS_BEFORE: z
    .string()
    .default('')
    .transform((keys) => keys.split(',').flatMap((key) => key.trim() || []))
    .pipe(z.array(contactKey)),
  /** Without it mail is written to files in DATA_DIR/outbox. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: '应为 smtp:// 或 smtps:// 开头的地址' }).optional(),
  MAIL_FROM: z.email('应为一个邮箱地址 (an e-mail address)').optional(),
  SITE_URL: z.url().optional(),
  SITE_NAME: z.string().default('云岭县人民政府 · 共议'),
  SITE_ID_CODE: z.string().default('0000000000'),
  SITE_ICP: z.string().default('ICP备00000000号（演示）'),
  SITE_POLICE: z.string().default('公网安备00000000000000号（演示）'),
  SITE_POSTCODE: z.string().default('000000'),
  S3_ENDPOINT: z.url().optional(),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().default('auto'),
  S3_KEY: z.string().optional(),
  S3_SECRET: z.string().optional(),
})

/** The configuration as given: what `npm start` may still have to supply is optional. */
export type Settings = z.infer<typeof schema>

const provided = ['DATABASE_URL', 'MEILI_URL', 'MEILI_KEY', 'SESSION_SECRET', 'CONTACT_KEY'] as const

/** The configuration of a running application: nothing is missing any more. */
export type Env = Settings & Required<Pick<Settings, (typeof provided)[number]>>

/** Reads the settings; a wrong one throws an Error whose message names it. An empty value counts as not set. */
export function readSettings(source: NodeJS.ProcessEnv = process.env): Settings {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse({ ...set, NODE_ENV: knownMode(source.NODE_ENV) })
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`环境变量有误 (wrong environment variable): ${issues.join('; ')}`)
}

let current: Env | undefined

/** The application's configuration, complete once `npm start` has started the parts. */
export function env(): Env {
  current ??= completeEnv(readSettings())
  return current
}

function completeEnv(settings: Settings): Env {
  const missing = provided.filter((name) => settings[name] === undefined)
  if (missing.length > 0) throw new Error(`缺少环境变量 (not set): ${missing.join(', ')}`)
  return settings as Env
}

function knownMode(mode: string | undefined) {
  return mode === 'production' || mode === 'test' ? mode : 'development'
}
