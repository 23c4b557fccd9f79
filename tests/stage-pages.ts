/** The built stage in a real browser, in a hall that shows what a test tells it to. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import { buildScreens, type BuiltScreens } from './built-screens.ts';
import { openHall, type Hall } from './stage-hall.ts';
import { stageMoments, type Told } from './stage-moments.ts';
import { LOTTERY_ID, START_MS, sampleHall, snapshotOf } from './stage-samples.ts';

export const BIG = { width: 1920, height: 1080 } as const;
export const SMALL_BEAMER = { width: 1280, height: 720 } as const;
export const PHONE = { width: 390, height: 844 } as const;
/** How long anything may take to appear; nothing waits so long without a reason. */
const WAIT_MS = 20_000;
export const SOON = { timeout: WAIT_MS } as const;

export class StagePages {
  readonly sample = sampleHall();
  readonly #contexts: BrowserContext[] = [];
  #screens: BuiltScreens | undefined;
  #browser: Browser | undefined;
  #hall: Hall | undefined;
  #seq = 0;

  /** To be called once a file: sets up before its tests, and clears away after them. */
  constructor() {
    beforeAll(async () => {
      this.#screens = await buildScreens(['stage']);
      this.#browser = await launchBrowser({ noCamera: true });
    });
    beforeEach(async () => {
      this.#hall = await openHall(this.#screens?.folder ?? '');
      this.#hall.bundle = this.sample.bundle;
    });
    afterEach(async () => {
      for (const context of this.#contexts.splice(0)) await context.close();
      await this.#hall?.close();
    });
    afterAll(async () => {
      await this.#browser?.close();
      this.#screens?.remove();
    });
  }

  get hall(): Hall {
    if (this.#hall === undefined) throw new Error('only inside a test');
    return this.#hall;
  }

  /** As they are told now, however long the test has taken so far. */
  get moments(): Readonly<Record<string, Told>> {
    return stageMoments(this.sample, this.hall.elapsedMs());
  }

  async open(size: { width: number; height: number }, path = `/stage/${LOTTERY_ID}`) {
    if (this.#browser === undefined) throw new Error('only inside a test');
    const opened = await openPage(this.#browser, this.hall.base + path, size);
    opened.page.setDefaultTimeout(WAIT_MS);
    this.#contexts.push(opened.context);
    return opened;
  }

  /** A page whose time passes only when `page.clock.runFor` says so, however slow the machine is. */
  async openStill(size: { width: number; height: number }) {
    const opened = await this.open(size);
    await opened.page.clock.install({ time: START_MS });
    await opened.page.clock.pauseAt(START_MS + 1_000);
    // It reads the hall's clock anew, and loses no moment by asking.
    await opened.page.reload();
    return opened;
  }

  show(told: Told | undefined): void {
    if (told === undefined) throw new Error('no such moment');
    this.hall.show(snapshotOf(this.sample, { ...told, seq: (this.#seq += 1) }));
  }
}

/** The big screen is at this moment. */
export function atMoment(page: Page, name: string): Promise<void> {
  return page.locator(`main[data-moment="${name}"]`).waitFor();
}
