import { childJobs, type JobRequest } from './child-jobs'

// The program of the child process: one job after the other, each answered with its value or its fault.
process.on('message', async ({ job, input }: JobRequest) => {
  try {
    const work = childJobs[job] as (input: unknown) => Promise<unknown>
    process.send?.({ ok: true, value: await work(input) })
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error))
    process.send?.({ ok: false, refused: refusals.includes(name), message })
  }
})
process.on('disconnect', () => process.exit(0))

/** The errors whose words are for the person who sent the file. */
const refusals = ['ImageError', 'MediaError', 'AttachmentError']
