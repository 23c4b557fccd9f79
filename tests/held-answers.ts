/** Answers of the server that come when a test says so: forces which of two things comes first. */
import type { APIResponse, Page, Route } from 'playwright-core';

/**
 * The server hears such requests at once; their answers are kept back.
 * @param times  so many of them, the next ones
 * @returns lets them through, and holds no more
 */
export async function holdBack(
  page: Page,
  method: string,
  url: string,
  times = Infinity,
): Promise<() => Promise<void>> {
  const released = Promise.withResolvers<void>();
  const answers: Promise<void>[] = [];
  let left = times;
  const answer = async (response: Promise<APIResponse>, route: Route) => {
    await released.promise;
    await route.fulfill({ response: await response });
  };
  await page.route(url, (route) => {
    if (left === 0 || route.request().method() !== method) return route.fallback();
    left -= 1;
    const answered = answer(route.fetch(), route);
    answers.push(answered);
    return answered;
  });
  // It stays a route: taken away, it would answer by itself what is on its way.
  return async () => {
    left = 0;
    released.resolve();
    await Promise.all(answers);
  };
}
