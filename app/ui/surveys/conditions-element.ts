// What a page of questions does in a browser that runs scripts: questions come and go as they are answered, by the same
// code as on the server; a choice that excludes all others lets go of them; and whoever leaves the page finds it again as
// it was. Without this script the server does the same, one page later.
import { readAnswers } from '~/app/domain/surveys/read-answers'
import { askedOf } from '~/app/domain/surveys/walk'
import type { Answers, Question } from '~/db/schema/survey-definition'

class SurveyPage extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector('form')
    if (!form) return
    const questions: Question[] = JSON.parse(this.dataset.questions ?? '[]')
    const earlier: Answers = JSON.parse(this.dataset.earlier ?? '{}')
    let isToBeKept = false
    const react = () =>
      this.show(askedOf(questions, readAnswers(questions, new FormData(form)), { ...earlier }))
    form.addEventListener('input', (event) => {
      isToBeKept = true
      if (event.target instanceof HTMLInputElement) this.exclude(event.target)
      react()
    })
    form.addEventListener('submit', () => {
      isToBeKept = false
    })
    const keep = () => {
      if (!isToBeKept) return
      const sent = new FormData(form)
      sent.set('form-intent', 'keep')
      isToBeKept = !navigator.sendBeacon(form.action, sent)
    }
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') keep()
    })
    addEventListener('pagehide', keep)
    const kept = this.parentElement?.querySelector('.answering-kept')
    if (kept) kept.textContent = this.dataset.kept ?? ''
    // A browser that goes back fills the fields in anew.
    addEventListener('pageshow', react)
    react()
  }

  /** Shows the questions that are asked, hides the others, says so to those who do not see it, and tells the form. */
  show(asked: Question[]) {
    const ids = asked.map(({ id }) => id)
    const shown = this.querySelector<HTMLInputElement>('input[name="form-shown"]')
    const before = shown?.value.split(' ') ?? []
    if (!shown || ids.join(' ') === before.join(' ')) return
    for (const question of this.querySelectorAll<HTMLElement>('[data-question]'))
      question.hidden = !ids.includes(question.dataset.question ?? '')
    shown.value = ids.join(' ')
    const added = ids.filter((id) => !before.includes(id))
    const status = this.querySelector('[role=status]')
    if (status)
      status.textContent =
        added.length > 0
          ? (this.dataset.added ?? '').replace('{title}', added.map((id) => this.titleOf(id)).join('；'))
          : (this.dataset.removed ?? '')
  }

  titleOf(id: string): string {
    return this.querySelector(`[data-question="${id}"] .question-title`)?.textContent ?? ''
  }

  /** «None of these» and what it excludes are never ticked together, nor are two that exclude each other. */
  exclude(ticked: HTMLInputElement) {
    if (ticked.type !== 'checkbox' || !ticked.checked) return
    const isAlone = 'exclusive' in ticked.dataset
    for (const box of this.querySelectorAll<HTMLInputElement>(`input[type=checkbox][name="${ticked.name}"]`))
      if (box !== ticked && (isAlone || 'exclusive' in box.dataset)) box.checked = false
  }
}

customElements.define('survey-page', SurveyPage)
