import { blocks, type Finding } from '~/app/domain/findings'

type RefusalStatus = 400 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 503

/** A request that is refused in words meant for the person who made it; nothing was written. */
export class Refusal extends Error {
  readonly status: RefusalStatus
  readonly findings: Finding[]
  readonly fields: Record<string, string>

  constructor(
    status: RefusalStatus,
    message: string,
    details: { findings?: Finding[]; fields?: Record<string, string> } = {},
  ) {
    super(message)
    this.name = 'Refusal'
    this.status = status
    this.findings = details.findings ?? []
    this.fields = details.fields ?? {}
  }
}

export function notFound(what = '页面'): Refusal {
  return new Refusal(404, `没有找到这个${what}，它可能尚未公开，或者地址有误。`)
}

/** What is wrong with one field, said there; `message` is without its full stop. */
export function wrongField(field: string, message: string): Refusal {
  return new Refusal(422, `${message}。`, { fields: { [field]: message } })
}

/** Enforces the same findings that the page shows. */
export function refuseIfBlocked(findings: Finding[]): void {
  const blocking = blocks(findings)
  if (blocking.length > 0) {
    throw new Refusal(422, blocking.map((finding) => finding.message).join(' '), { findings: blocking })
  }
}
