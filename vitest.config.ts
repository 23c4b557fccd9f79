import { defineConfig } from 'vitest/config';

/**
 * Two projects: `rooms` holds what stands beside the code and is quick, `journeys` drives real
 * browsers, kills processes and starts whole systems: one file at a time, so that they do not
 * take the machine from each other.
 */
const journeys = [
  '**/*.browser.test.ts',
  'tests/journeys/**/*.test.ts',
  'tests/faults/**/*.test.ts',
];
const never = ['**/node_modules/**', 'dist/**', 'data/**'];

/** What is waited for comes as soon as it can; a second is not enough on a machine that is busy. */
const expect = { poll: { timeout: 30_000 } };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'rooms',
          include: ['**/*.test.ts'],
          exclude: [...never, ...journeys],
          expect,
          testTimeout: 60_000,
          // What begins here is work, not a wait: a database that makes itself on a busy machine.
          hookTimeout: 120_000,
          maxWorkers: 2,
          globalSetup: 'tests/postgres-setup.ts',
        },
      },
      {
        test: {
          name: 'journeys',
          include: journeys,
          exclude: never,
          expect,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
