/**
 * PT5 on this side: one key for one intent. When no clear answer came, the same wish is asked again
 * under the same key, so that it happens once; another wish, or one that was answered, gets a new key.
 */
import type { RequestAnswer, RequestProblemCode } from '#ui/problem.ts';

/** After these, nobody knows whether it happened. */
const UNDECIDED: ReadonlySet<RequestProblemCode> = new Set([
  'network-unreachable',
  'answer-unreadable',
  'unavailable',
  'internal',
  'rate-limited',
]);

export class SpendingIntent {
  readonly #makeKey: () => string;
  #pending: { wish: string; key: string } | null = null;

  /** @param makeKey a fresh one that nobody guesses, printable ASCII */
  constructor(makeKey: () => string = randomKey) {
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
    if (answer.ok || !UNDECIDED.has(answer.code)) this.#pending = null;
    return answer;
  }
}

/** `crypto.randomUUID` is missing where the dashboard is opened without TLS. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
