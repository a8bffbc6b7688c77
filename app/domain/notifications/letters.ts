import type { Mail } from '~/app/domain/audit/record.server'

export type Letter = { subject: string; text: string }
/** A mail as it was put into the outbox, under the id of its entry. */
export type Occasion<M extends Mail = Mail> = { id: number; mail: M; at: Date }
/** How a receipt's code is written into the letter: at the desk it is masked. */
export type SayCode = (code: string) => string

export function letterOf(subject: string, lines: string[]): Letter {
  return { subject, text: `${['您好：', '', ...lines, '这封邮件由系统发出，请不要回复。'].join('\n')}\n` }
}
