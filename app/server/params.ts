import { notFound } from './errors'

/** The number in an address; anything else is an address that does not exist. */
export function readId(param: string | undefined): number {
  if (!/^[1-9]\d{0,14}$/.test(param ?? '')) throw notFound()
  return Number(param)
}

/** An optional number in a query; anything else counts as absent. */
export function readOptionalId(query: URLSearchParams, name: string): number | null {
  const value = query.get(name)
  return /^[1-9]\d{0,14}$/.test(value ?? '') ? Number(value) : null
}
