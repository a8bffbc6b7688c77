import { MeilisearchApiError, MeilisearchRequestError, MeilisearchTaskTimeOutError } from 'meilisearch'

/** True when the engine itself is away, hangs, is overloaded or refuses our key: nothing is wrong with what was sent. */
export function isOutage(error: unknown): boolean {
  if (error instanceof MeilisearchApiError) {
    const { status } = error.response
    return status === 401 || status === 403 || status === 429 || status >= 500
  }
  return error instanceof MeilisearchRequestError || error instanceof MeilisearchTaskTimeOutError
}
