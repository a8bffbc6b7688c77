import type { Settings } from './env'

/** One sentence for the person who starts the program; never a stack trace. */
export function explainFailure(error: unknown, settings?: Settings): string {
  const code = codeOf(error)
  const message = error instanceof Error ? error.message : String(error)
  switch (code) {
    case 'EADDRINUSE':
      return `端口 ${settings?.PORT} 已被占用，请用 PORT 指定另一个端口 (port ${settings?.PORT} is taken; set PORT to another).`
    case 'EADDRNOTAVAIL':
      return `本机没有 HOST 指定的地址 ${settings?.HOST} (this machine has no address ${settings?.HOST}; check HOST).`
    case 'EACCES':
    case 'EPERM':
      return `没有权限 (no permission): ${message}`
    case 'ENOSPC':
      return '磁盘已满，请清理后再启动 (the disk is full).'
  }
  if (/No space left on device/.test(message)) return '磁盘已满，请清理后再启动 (the disk is full).'
  return explainDatabase(code, message, settings?.DATABASE_URL) ?? message
}

function explainDatabase(code: string, message: string, url: string | undefined): string | undefined {
  if (!url) return undefined
  const place = withoutPassword(url)
  switch (code) {
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ETIMEDOUT':
      return `连接不上 DATABASE_URL 指定的数据库 ${place} (cannot reach the database of DATABASE_URL).`
    case '28P01':
    case '28000':
      return `数据库拒绝了 DATABASE_URL 中的用户名或密码 ${place} (the database refused the name or password).`
    case '3D000':
      return `DATABASE_URL 指定的数据库不存在 ${place} (the database of DATABASE_URL does not exist).`
    case '42501':
      return `DATABASE_URL 的用户没有足够的权限 ${place} (no permission): ${message}`
  }
  if (/timeout|terminated unexpectedly/i.test(message)) {
    return `连接不上 DATABASE_URL 指定的数据库 ${place} (cannot reach the database of DATABASE_URL).`
  }
  return undefined
}

/** Of the error, of what caused it, or of the first attempt where several addresses were tried. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  if ('errors' in error && Array.isArray(error.errors)) return codeOf(error.errors[0])
  return 'cause' in error ? codeOf(error.cause) : ''
}

function withoutPassword(url: string): string {
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}
