/** Properties whose runs take long: as many runs as there is time for. */
import * as fc from 'fast-check';

export interface TimedRuns {
  readonly seed: number;
  readonly numRuns: number;
  readonly deadlineMs: number;
}

/**
 * Checks a property until all runs are through or the time is over. fast-check leaves the run alone
 * that is under way then; here it is waited for: what it finds counts, and the stores that it works on
 * are closed after it.
 */
export async function assertInTime<Value>(
  values: fc.Arbitrary<Value>,
  holds: (value: Value) => Promise<void>,
  { seed, numRuns, deadlineMs }: TimedRuns,
): Promise<void> {
  let underWay = Promise.resolve();
  const property = fc.asyncProperty(values, (value) => (underWay = holds(value)));
  try {
    await fc.assert(property, { seed, numRuns, interruptAfterTimeLimit: deadlineMs });
  } finally {
    await underWay.catch(() => undefined);
  }
  await underWay;
}
