import type { Ctx } from '~/app/server/context'
import { decideAppeal, refuseCorrection, takeUpCorrection } from './decide-requests.server'
import { type Moderated, maskComments, publishComments, refuseComments } from './moderate.server'
import type { ModerationForm } from './moderation-forms'
import type { CommentState } from './types'

export type Done = Moderated & {
  what: 'published' | 'refused' | 'masked' | 'corrected' | 'correction-refused' | 'granted' | 'upheld'
}

type Posted = {
  form: ModerationForm
  /** Every field of the form: `mask-7` is what the public is to read of comment 7. */
  values: Record<string, string>
  /** Which comments the page showed. */
  from: CommentState
}

/** Does what the moderation page's form asks for. */
export async function applyModeration(ctx: Ctx, { form, values, from }: Posted): Promise<Done> {
  switch (form.intent) {
    case 'publish':
    case 'publish-proposed': {
      const asProposed = form.intent === 'publish-proposed'
      const publications = form.id.map((id) => ({ id, mask: values[`mask-${id}`], asProposed }))
      return {
        what: 'published',
        ...(await publishComments(ctx, publications, seenIn(form.id, values, from), form)),
      }
    }
    case 'mask': {
      const maskings = form.id.map((id) => ({ id, mask: values[`mask-${id}`] ?? '' }))
      return { what: 'masked', ...(await maskComments(ctx, maskings, { from })) }
    }
    case 'refuse':
      return {
        what: 'refused',
        ...(await refuseComments(ctx, form.id, form, seenIn(form.id, values, from))),
      }
    case 'take-up':
      await takeUpCorrection(ctx, form.correction, { mask: values[`mask-${values.comment}`] })
      return one('corrected', form.correction)
    case 'take-up-proposed':
      await takeUpCorrection(ctx, form.correction, { asProposed: true })
      return one('corrected', form.correction)
    case 'refuse-correction':
      await refuseCorrection(ctx, form.correction, values[`reason-${form.correction}`] ?? '')
      return one('correction-refused', form.correction)
    case 'grant':
    case 'uphold': {
      const granted = form.intent === 'grant'
      const words = values[`words-${form.appeal}`]
      await decideAppeal(ctx, form.appeal, { granted, words, mask: values[`mask-${values.comment}`] })
      return one(granted ? 'granted' : 'upheld', form.appeal)
    }
  }
}

function seenIn(ids: number[], values: Record<string, string>, from: CommentState) {
  const shown = ids.flatMap((id): [number, number][] => {
    const correction = values[`correction-${id}`]
    return correction === undefined ? [] : [[id, Number(correction)]]
  })
  return { from, corrections: new Map(shown) }
}

function one(what: Done['what'], id: number): Done {
  return { what, done: [id], moved: [] }
}
