/**
 * For `fc.assert`: so many runs, the same ones each time, so that a build does not fail by chance. More, or others:
 * `PROPERTY_TIMES=20 PROPERTY_SEED=7 npx vitest run …`
 */
export function runs(runs: number): { numRuns: number; seed: number } {
  const { PROPERTY_TIMES = '1', PROPERTY_SEED = '1' } = process.env
  return { numRuns: runs * Number(PROPERTY_TIMES), seed: Number(PROPERTY_SEED) }
}
