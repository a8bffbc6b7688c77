import { fieldsAsTheyCame } from '~/app/domain/audit/as-it-came.server'
import { enteredForm, registrationForm, sealedFields } from '~/app/domain/registrations/forms'
import { enterRegistration, registerForActivity } from '~/app/domain/registrations/register.server'
import type { Ctx } from './context'
import { type FormAnswer, takeKeyedForm } from './keyed-form.server'

/** A citizen's posted form: the code of the registration, or everything that the page shows again. */
export function submitRegistrationForm(ctx: Ctx, activityId: number, form: FormData): Promise<FormAnswer> {
  return takeKeyedForm(ctx, form, registrationForm, (registration) =>
    registerForActivity(ctx, activityId, { ...registration, original: fieldsAsTheyCame(form, sealedFields) }),
  )
}

/** The same for what staff enter. */
export function enterRegistrationForm(ctx: Ctx, activityId: number, form: FormData): Promise<FormAnswer> {
  return takeKeyedForm(ctx, form, enteredForm, (registration) =>
    enterRegistration(ctx, activityId, { ...registration, original: fieldsAsTheyCame(form, sealedFields) }),
  )
}
