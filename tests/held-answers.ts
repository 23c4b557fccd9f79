/** Answers of the server that come when a test says so: forces which of two things comes first. */
import type { Page } from 'playwright-core';

/**
 * The server hears such requests at once; their answers are kept back.
 * @returns lets them through, and holds no more
 */
export async function holdBack(
  page: Page,
  method: string,
  url: string,
): Promise<() => Promise<void>> {
  const held = Promise.withResolvers<void>();
  const answers: Promise<void>[] = [];
  await page.route(url, async (route) => {
    if (route.request().method() !== method) return route.fallback();
    const response = await route.fetch();
    const answered = held.promise.then(() => route.fulfill({ response }));
    answers.push(answered);
    await answered;
  });
  return async () => {
    held.resolve();
    await Promise.all(answers);
    await page.unroute(url);
  };
}
