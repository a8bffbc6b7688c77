import { categoriesOf } from '~/app/domain/activities/row.server'
import { fieldsAsTheyCame } from '~/app/domain/audit/as-it-came.server'
import { enteredForm, registrationForm, sealedFields } from '~/app/domain/registrations/forms'
import { missingDetails } from '~/app/domain/registrations/missing-details'
import { enterRegistration, registerForActivity } from '~/app/domain/registrations/register.server'
import type { Ctx } from './context'
import { type FormAnswer, takeKeyedForm } from './keyed-form.server'

/** A citizen's posted form: the code of the registration, or everything that the page shows again. */
export async function submitRegistrationForm(
  ctx: Ctx,
  activityId: number,
  form: FormData,
): Promise<FormAnswer> {
  const answer = await takeKeyedForm(ctx, form, registrationForm, (registration) =>
    registerForActivity(ctx, activityId, { ...registration, original: fieldsAsTheyCame(form, sealedFields) }),
  )
  return withMissingDetails(ctx, activityId, answer)
}

/** What the category wants as well is said together with the rest, not when that is mended. */
async function withMissingDetails(ctx: Ctx, activityId: number, answer: FormAnswer): Promise<FormAnswer> {
  if ('code' in answer || answer.status !== 422) return answer
  const { values, errors } = answer
  const category = (await categoriesOf(ctx, activityId)).find(({ id }) => String(id) === values.categoryId)
  return category ? { ...answer, errors: { ...missingDetails(values, category), ...errors } } : answer
}

/** The same for what staff enter. */
export function enterRegistrationForm(ctx: Ctx, activityId: number, form: FormData): Promise<FormAnswer> {
  return takeKeyedForm(ctx, form, enteredForm, (registration) =>
    enterRegistration(ctx, activityId, { ...registration, original: fieldsAsTheyCame(form, sealedFields) }),
  )
}
