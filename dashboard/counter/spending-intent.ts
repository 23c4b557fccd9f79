/**
 * PT5 on this side: one key for one intent. When no clear answer came, the same wish is asked again
 * under the same key, so that it happens once; another wish, or one that was answered, gets a new key.
 */
import type { RequestAnswer } from '#ui/problem.ts';
import { leavesUndecided, newSpendingKey } from '#ui/spending-key.ts';

export class SpendingIntent {
  readonly #makeKey: () => string;
  #pending: { wish: string; key: string } | null = null;

  /** @param makeKey a fresh one that nobody guesses, printable ASCII */
  constructor(makeKey: () => string = newSpendingKey) {
    this.#makeKey = makeKey;
  }

  /** @param wish whatever tells one wish from another: who, what, how many */
  async ask<Value>(
    wish: readonly (string | number)[],
    request: (key: string) => Promise<RequestAnswer<Value>>,
  ): Promise<RequestAnswer<Value>> {
    const written = JSON.stringify(wish);
    const key = this.#pending?.wish === written ? this.#pending.key : this.#makeKey();
    this.#pending = { wish: written, key };
    const answer = await request(key);
    if (answer.ok || !leavesUndecided(answer.code)) this.#pending = null;
    return answer;
  }
}
