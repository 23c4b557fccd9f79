import { installWithApt } from './apt.mjs';
import { findChromium } from './chromium.mjs';
import { SetUpError } from './project.mjs';

/** Sees to a Chromium for the tests and pictures; says where it is as TSUDOI_CHROMIUM. */
export async function setUpChromium() {
  const found = findChromium();
  if (found !== undefined) return { TSUDOI_CHROMIUM: found };
  const named = process.env.TSUDOI_CHROMIUM;
  if (named !== undefined && named !== '') {
    throw new SetUpError(`TSUDOI_CHROMIUM names ${named}, which is not a program that can be run.`);
  }
  const obstacle = installWithApt(['chromium']);
  const installed = obstacle === undefined ? findChromium() : undefined;
  if (installed !== undefined) return { TSUDOI_CHROMIUM: installed };
  throw new SetUpError(
    `There is no Chromium for the browser tests (${obstacle ?? 'the installed one cannot be run'}): on Debian "sudo apt install chromium", on Ubuntu and macOS "npx playwright-core install chromium" or Google Chrome, or name one with TSUDOI_CHROMIUM=/path/to/it.`,
  );
}
