import { randomUUID } from 'node:crypto'
import { postInOpenLoop } from './open-loop'

// Comments: node submit-load.ts FORM-ADDRESS RATE SECONDS
const [address = '', rate = '200', seconds = '60'] = process.argv.slice(2)
const boundary = '----the-form-of-a-browser'

/** As a browser sends the form where no file was chosen. */
function encode(form: Record<string, string>): string {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name=`
  const fields = Object.entries(form).map(([name, value]) => `${head}"${name}"\r\n\r\n${value}\r\n`)
  const noFile = `${head}"attachments"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n`
  return `${fields.join('')}${noFile}--${boundary}--\r\n`
}

await postInOpenLoop({
  ...{ address, rate: Number(rate), seconds: Number(seconds) },
  type: `multipart/form-data; boundary=${boundary}`,
  receipt: /\/receipts\/(.+)$/,
  form: (at) => {
    const key = randomUUID()
    const words = `第${at}位：路灯早上关得太早，冬天六点天还没亮，请推迟到七点，孩子上学要走那条路。`
    const unused = { clauseId: '', displayName: '', township: '', contact: '', wishEmail: '' }
    return { key, body: encode({ key, body: words, authorKind: 'anonymous', ...unused }) }
  },
})
