/** The kiosk's pictures, both ways up and in three languages. */
import type { Page } from 'playwright-core';
import type { Picture } from '../pictures.ts';
import type { Stage } from './stage.ts';

const LYING = { width: 1280, height: 800 };
const UPRIGHT = { width: 800, height: 1280 };
const LANGUAGES = [
  { suffix: '', button: null },
  { suffix: '-en', button: 'English' },
  { suffix: '-easy', button: 'やさしい にほんご' },
] as const;
/** The ring closes, the bar begins to run. */
const SETTLED_MS = 700;

let taken = 0;

async function openKiosk(page: Page, stage: Stage, language: string | null): Promise<Opened> {
  const { enrollmentCode, exitPin } = await stage.makeKiosk('受付1（入口）');
  await page.goto(`${stage.venue.address}/kiosk/#code=${enrollmentCode}`);
  await page.locator('ts-kiosk-attract').waitFor();
  await page.evaluate(() => document.fonts.ready);
  if (language !== null) await page.getByText(language, { exact: true }).click();
  await page.waitForTimeout(SETTLED_MS);
  return { exitPin, language };
}

/** As a hand scanner does it: all keys at once, so that a busy machine does not slow them. */
async function type(page: Page, pass: string): Promise<void> {
  await page.evaluate((signs) => {
    for (const key of [...signs, 'Enter']) {
      const press = { key, bubbles: true, composed: true, cancelable: true };
      document.body.dispatchEvent(new KeyboardEvent('keydown', press));
    }
  }, Array.from(pass));
}

function newcomer(stage: Stage): string {
  const pass = stage.newcomers[taken % stage.newcomers.length]!;
  taken += 1;
  return pass;
}

interface Opened {
  readonly exitPin: string;
  /** As the language switch writes it; null: Japanese. */
  readonly language: string | null;
}

type Scene = (page: Page, stage: Stage, opened: Opened) => Promise<void>;

/** Shows a pass and waits for what comes of it. */
function after(passOf: (stage: Stage) => string, element: string): Scene {
  return async (page, stage) => {
    await type(page, passOf(stage));
    await page.locator(element).waitFor();
    await page.waitForTimeout(SETTLED_MS);
  };
}

function scenes(): { name: string; scene: Scene }[] {
  return [
    { name: 'attract', scene: async () => {} },
    { name: 'admitted', scene: after(newcomer, 'ts-kiosk-verdict[kind=admitted]') },
    {
      name: 'already',
      scene: after(({ knownPass }) => knownPass, 'ts-kiosk-verdict[kind=already]'),
    },
    { name: 'refused', scene: after(({ expiredPass }) => expiredPass, 'ts-kiosk-refusal') },
    { name: 'departed', scene: departed },
    { name: 'offline', scene: offline },
  ];
}

async function departed(page: Page, stage: Stage, opened: Opened): Promise<void> {
  const { exitPin, language } = opened;
  await openStaffMenu(page, exitPin);
  await page.locator('[data-mode=out]').click();
  await page.locator('ts-kiosk-menu button.primary').first().click();
  await page.locator('ts-kiosk-attract').waitFor();
  // Staff have left it in Japanese.
  if (language !== null) await page.getByText(language, { exact: true }).click();
  await type(page, stage.knownPass);
  await page.locator('ts-kiosk-verdict[kind=departed]').waitFor();
  await page.waitForTimeout(SETTLED_MS);
}

async function offline(page: Page, stage: Stage): Promise<void> {
  await stage.venue.stopServer();
  await page.waitForTimeout(SETTLED_MS);
  await type(page, newcomer(stage));
  await page.locator('ts-kiosk-verdict[kind=stored]').waitFor();
  await page.waitForTimeout(SETTLED_MS);
}

async function openStaffMenu(page: Page, exitPin: string): Promise<void> {
  await page.locator('ts-hold-button button').first().press('Enter');
  await page.locator('ts-kiosk-pin').waitFor();
  await page.keyboard.type(exitPin);
  await page.locator('ts-kiosk-menu').waitFor();
}

export const kioskPictures: readonly Picture[] = [
  ...LANGUAGES.flatMap(({ suffix, button }) =>
    scenes().map(({ name, scene }) => ({
      name: `kiosk-${name}${suffix}`,
      size: LYING,
      show: async (page: Page, stage: Stage) => {
        await scene(page, stage, await openKiosk(page, stage, button));
      },
    })),
  ),
  ...LANGUAGES.flatMap(({ suffix, button }) =>
    scenes()
      .filter(({ name }) => button === null || name === 'attract')
      .map(({ name, scene }) => ({
        name: `kiosk-${name}-portrait${suffix}`,
        size: UPRIGHT,
        show: async (page: Page, stage: Stage) => {
          await scene(page, stage, await openKiosk(page, stage, button));
        },
      })),
  ),
];
