import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { postInOpenLoop } from './open-loop'

// Answers that are handed in: node survey-load.ts FORM-ADDRESS RATE SECONDS FILE-OF-CODES
const [address = '', rate = '110', seconds = '60', codes = ''] = process.argv.slice(2)
const drafts = readFileSync(codes, 'utf8').split('\n')

await postInOpenLoop({
  ...{ address, rate: Number(rate), seconds: Number(seconds) },
  type: 'application/x-www-form-urlencoded',
  receipt: /\/surveys\/\d+\/(thanks)$/,
  form: (at) => {
    const key = randomUUID()
    const code = drafts[at] ?? ''
    const fields = { 'form-intent': 'submit', 'form-key': key, 'form-draft': code }
    return { key, body: new URLSearchParams(fields).toString() }
  },
})
