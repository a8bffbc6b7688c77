export type ImportErrorCode =
  | 'too-large'
  | 'empty'
  | 'encrypted'
  | 'old-word'
  | 'not-word'
  | 'zip-bomb'
  | 'unknown-type'
  | 'not-text'
  | 'not-found'

/** A file that cannot be imported; the message is shown to the user as it is. */
export class ImportError extends Error {
  readonly code: ImportErrorCode

  constructor(code: ImportErrorCode, message: string) {
    super(message)
    this.name = 'ImportError'
    this.code = code
  }
}
