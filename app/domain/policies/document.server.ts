import { type Clause, versionOf } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import { attachmentsOf } from './attachments.server'
import { issuerOf } from './issuer.server'
import { publicPolicy } from './public-policy.server'
import { type ShownValidity, shownValidity } from './shown-validity.server'

/** A policy as the document that it is, without anything that hangs on it. */
export type OfficialDocument = {
  id: number
  textId: number
  title: string
  documentNumber: string
  /** Who signed it: as the text says, else as the number says, else the department. */
  issuer: string
  /** YYYY-MM-DD */
  signedOn: string
  publishedAt: Date
  validity: ShownValidity
  body: Clause[]
  /** What stands after the signature: 附件1. */
  annexes: Clause[]
  /** The names of the files that go with it, and of the annexes, in their order. */
  attachments: string[]
}

export async function officialDocument(ctx: Ctx, id: number): Promise<OfficialDocument> {
  const { policy, department, publishedAt, versionId } = await publicPolicy(ctx, id)
  const version = await versionOf(ctx, versionId)
  const end = version.clauses.findIndex(({ kind }) => kind === 'annex')
  const annexes = end < 0 ? [] : version.clauses.slice(end)
  const files = await attachmentsOf(ctx, id)
  return {
    ...{ id, textId: policy.textId, title: policy.title, documentNumber: policy.documentNumber },
    issuer: await issuerOf(ctx, policy.documentNumber, version.issuer, department.name),
    signedOn: policy.signedOn,
    publishedAt,
    validity: await shownValidity(ctx, id),
    body: end < 0 ? version.clauses : version.clauses.slice(0, end),
    annexes,
    attachments: [
      ...annexes
        .filter(({ kind }) => kind === 'annex')
        .map(({ label, heading, body }) => heading || body || label || ''),
      ...files.map(({ title }) => title),
    ],
  }
}

/** 2026年11月16日, in Arabic numerals (GB/T 9704). */
export function sayDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
