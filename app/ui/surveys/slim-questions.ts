import type { Question } from '~/db/schema/survey-definition'

/** The questions of a page as far as conditions need them: without a word of them. */
export function conditionsOf(questions: Question[]): Question[] {
  return questions.map((question) => {
    const slim = { ...question, title: '', hint: undefined }
    if ('rows' in slim) return { ...slim, rows: bare(slim.rows), columns: [] }
    return 'options' in slim ? { ...slim, options: bare(slim.options) } : slim
  })
}

function bare(options: { id: string }[]) {
  return options.map(({ id }) => ({ id, label: '' }))
}
