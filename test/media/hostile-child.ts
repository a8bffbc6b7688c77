// A child process in which the work of a hostile file goes wrong, in each of the ways it can.
const held: Buffer[] = []

process.on('message', ({ input }: { input: { fault: string } }) => {
  if (input.fault === 'crash') process.kill(process.pid, 'SIGSEGV')
  else if (input.fault === 'hang') for (;;) Math.random()
  else if (input.fault === 'grow') setInterval(() => held.push(Buffer.alloc(20 * 1024 * 1024, 1)), 5)
  else process.send?.({ ok: true, value: { pid: process.pid, secret: process.env.DATABASE_URL ?? null } })
})
process.on('disconnect', () => process.exit(0))
