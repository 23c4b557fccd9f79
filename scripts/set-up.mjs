// Sets up what is missing on this machine, quietly when nothing is: `node scripts/set-up.mjs redis`.
import { pathToFileURL } from 'node:url';
import { SetUpError } from './project.mjs';
import { setUpChromium } from './set-up-chromium.mjs';
import { setUpPackages } from './set-up-packages.mjs';
import { setUpPython } from './set-up-python.mjs';
import { setUpRedis } from './set-up-redis.mjs';
import { setUpScreens } from './set-up-screens.mjs';

const steps = {
  packages: setUpPackages,
  redis: setUpRedis,
  chromium: setUpChromium,
  python: setUpPython,
  screens: setUpScreens,
};

/**
 * Runs the named steps in order.
 *
 * @param {string[]} needs names of steps: packages, redis, chromium, python, screens
 * @returns {Promise<Record<string, string> | undefined>} environment variables for what runs next
 *   (where a program was found), or undefined when a step failed; then its one line is printed
 */
export async function setUp(needs) {
  const settings = {};
  for (const need of needs) {
    const step = Object.hasOwn(steps, need) ? steps[need] : undefined;
    if (step === undefined) {
      console.error(`Unknown set-up step ${need}; there is ${Object.keys(steps).join(', ')}.`);
      return undefined;
    }
    try {
      Object.assign(settings, await step());
    } catch (error) {
      if (!(error instanceof SetUpError)) throw error;
      console.error(error.message);
      return undefined;
    }
  }
  return settings;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const asked = process.argv.slice(2);
  const settings = await setUp(asked.length === 0 ? Object.keys(steps) : asked);
  process.exitCode = settings === undefined ? 1 : 0;
}
