import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findOnPath, isProgram } from './project.mjs';

const macPrograms = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Where Playwright puts its own browsers, and the program within one of its folders. */
const playwrightFolders = ['.cache/ms-playwright', 'Library/Caches/ms-playwright'];
const playwrightPrograms = [
  'chrome-linux/chrome',
  'chrome-linux64/chrome',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
];

/**
 * Finds a Chromium or Chrome on this machine: the one that TSUDOI_CHROMIUM names, Playwright's own,
 * those on the PATH, macOS applications.
 *
 * @returns {string | undefined} the path of the program
 */
export function findChromium() {
  const named = process.env.TSUDOI_CHROMIUM;
  if (named !== undefined && named !== '') return isProgram(named) ? named : undefined;
  return (
    findPlaywrightChromium() ??
    findOnPath('google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser') ??
    macPrograms.find(isProgram)
  );
}

function findPlaywrightChromium() {
  const own = process.env.PLAYWRIGHT_BROWSERS_PATH;
  const folders = playwrightFolders.map((folder) => join(homedir(), folder));
  for (const folder of own === undefined ? folders : [own, ...folders]) {
    const builds = entriesOf(folder)
      .filter((name) => /^chromium-\d+$/.test(name))
      .sort((a, b) => Number(b.split('-')[1]) - Number(a.split('-')[1]));
    for (const build of builds) {
      const found = playwrightPrograms.map((path) => join(folder, build, path)).find(isProgram);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function entriesOf(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
