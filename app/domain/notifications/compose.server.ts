import type { CommentMail, RegistrationMail, SurveyMail, UnclearMail } from '~/app/domain/audit/record.server'
import { addressLetters } from '~/app/domain/survey-answering/address-letters.server'
import { unclearLetters } from '~/app/domain/unclear-clauses/letters.server'
import type { Ctx } from '~/app/server/context'
import { commentLetters } from './comment-letters.server'
import type { Letter, Occasion } from './letters'
import { registrationLetters } from './registration-letters.server'

/** What is written to people, as things stood when it was put into the outbox, under the ids of the entries. */
export async function composeLetters(
  ctx: Ctx,
  occasions: Occasion[],
  { sayCode = (code: string) => code }: { sayCode?: (code: string) => string } = {},
): Promise<Map<number, Letter>> {
  const ofComments = await commentLetters(ctx, occasions.filter(isOfComment), sayCode)
  const ofRegistrations = await registrationLetters(ctx, occasions.filter(isOfRegistration), sayCode)
  const ofSurveys = await addressLetters(ctx, occasions.filter(isOfSurvey))
  const ofUnclear = await unclearLetters(ctx, occasions.filter(isOfUnclear))
  return new Map([...ofComments, ...ofRegistrations, ...ofSurveys, ...ofUnclear])
}

function isOfComment(occasion: Occasion): occasion is Occasion<CommentMail> {
  return 'commentId' in occasion.mail
}

function isOfRegistration(occasion: Occasion): occasion is Occasion<RegistrationMail> {
  return 'registrationId' in occasion.mail
}

function isOfSurvey(occasion: Occasion): occasion is Occasion<SurveyMail> {
  return 'mark' in occasion.mail
}

function isOfUnclear(occasion: Occasion): occasion is Occasion<UnclearMail> {
  return 'unclearMarkId' in occasion.mail
}
