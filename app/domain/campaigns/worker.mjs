import { register } from 'tsx/esm/api'

// A thread does not inherit from its process that Node reads TypeScript: Node 20 has to be told in each.
register()
await import('./worker.ts')
