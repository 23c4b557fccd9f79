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

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'rooms',
          include: ['**/*.test.ts'],
          exclude: [...never, ...journeys],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          globalSetup: 'tests/postgres-setup.ts',
        },
      },
      {
        test: {
          name: 'journeys',
          include: journeys,
          exclude: never,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
