import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Each of these takes minutes: begun last, one would go on alone. */
const longest = ['e2e/accessible.test.ts', 'seed/county.test.ts', 'routes/odd-input.test.ts']

/** The longest files first; those that share a process last and in a row, or it would be ended between two of them. */
export class InTurn extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((one, other) => turnOf(one) - turnOf(other))
  }
}

function turnOf({ moduleId, project }: TestSpecification): number {
  if (longest.some((file) => moduleId.endsWith(file))) return 0
  return project.config.isolate ? 1 : 2
}
