import type { Reporter, TestModule } from 'vitest/node'

/** Ends a run with one plain line, for people and programs that look only at the end. */
export function closingLine(): Reporter {
  return {
    onTestRunEnd(modules, unhandled) {
      const count = { passed: 0, failed: unhandled.length, skipped: 0 }
      for (const module of modules) addModule(module, count)
      console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`)
    },
  }
}

function addModule(module: TestModule, count: { passed: number; failed: number; skipped: number }): void {
  for (const test of module.children.allTests()) {
    const { state } = test.result()
    if (state !== 'pending') count[state]++
  }
  // A file that could not even be loaded has no tests to count.
  if (module.state() === 'failed' && module.errors().length > 0) count.failed++
}
