import { goOnTrying, readCarried, showTrial, type TrialView } from '~/app/domain/survey-building/trial-steps'
import type { Trial } from '~/app/domain/survey-building/trials.server'

/** The page of a trial that is asked for by its address. */
export function trialPage({ version, setting }: Trial, request: Request): TrialView {
  const pageId = new URL(request.url).searchParams.get('page')
  return showTrial({ definition: version.definition, setting, answers: {} }, { pageId })
}

/** On from the page that was sent. */
export function trialAfter({ version, setting }: Trial, form: FormData): TrialView {
  const word = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  const answers = readCarried(word('form-answers'))
  return goOnTrying(
    { definition: version.definition, setting, answers },
    {
      ...{ pageId: word('form-page'), intent: word('form-intent'), form },
      shown: word('form-shown').split(' ').filter(Boolean),
    },
  )
}
