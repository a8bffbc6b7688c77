import { parentPort } from 'node:worker_threads'
import { type CommentToGroup, findChanges } from './match-campaigns'
import type { FromWorker, ToWorker } from './messages'

// Runs in a thread of its own. It knows neither the database nor the clock: comments come in, changes go out.

const atOnce = 1000
let comments: CommentToGroup[] = []

parentPort?.on('message', (message: ToWorker) => {
  if (message.kind === 'comments') {
    for (const comment of message.comments) comments.push(comment)
    return
  }
  const { found, gone, members, left } = findChanges(comments, message.draft)
  comments = []
  send({ kind: 'campaigns', found, gone })
  for (let from = 0; from < members.ids.length; from += atOnce) {
    const to = from + atOnce
    send({
      kind: 'members',
      members: {
        ids: members.ids.slice(from, to),
        campaigns: members.campaigns.slice(from, to),
        relations: members.relations.slice(from, to),
        additions: members.additions.slice(from, to),
      },
    })
  }
  for (let from = 0; from < left.length; from += atOnce)
    send({ kind: 'left', ids: left.slice(from, from + atOnce) })
  send({ kind: 'done' })
})

function send(message: FromWorker): void {
  parentPort?.postMessage(message)
}
