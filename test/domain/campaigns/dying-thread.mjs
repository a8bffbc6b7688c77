import { parentPort } from 'node:worker_threads'

parentPort?.on('message', ({ kind }) => {
  if (kind === 'group') throw new Error('this thread dies in the middle of its work')
})
