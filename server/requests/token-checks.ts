/**
 * Whose token it is, asked with measure: everybody may try a token, and each that nobody knows costs
 * the books a query. Only failures count, by address; a whole hall may share one, so that a token
 * that was right before is asked for however many wrong ones come from beside it.
 */
import { ProblemError } from '../errors.ts';
import { SourceLimit } from './rate-limits.ts';

/** Wrong tokens from one address: at once, and then on and on. */
const FAILURES_BURST_MAX = 30;
const FAILURES_PER_SECOND_MAX = 2;
/** Tokens that were not seen before, from one address, that are being asked for at once. */
const UNDER_WAY_MAX = 200;
const UNDER_WAY_RETRY_MS = 500;
/** Right tokens that are remembered; the longest unused is forgotten first. */
const KNOWN_MAX = 10_000;

export interface TokenAttempt {
  readonly address: string;
  readonly tokenHash: string;
}

export class TokenChecks {
  readonly #nowMs: () => number;
  readonly #failures = new SourceLimit(FAILURES_PER_SECOND_MAX, FAILURES_BURST_MAX);
  readonly #underWay = new Map<string, number>();
  readonly #known = new Set<string>();

  constructor({ nowMs }: { readonly nowMs: () => number }) {
    this.#nowMs = nowMs;
  }

  /** A token that was given out here just now. */
  learn(tokenHash: string): void {
    this.#known.delete(tokenHash);
    this.#known.add(tokenHash);
    if (this.#known.size > KNOWN_MAX) this.#known.delete(this.#known.values().next().value!);
  }

  /**
   * What `look` finds. What it rejects with says nothing about the token and does not count.
   * @param isGood whether what was found may come in: a revoked one counts as a failure too
   * @throws ProblemError rate-limited, before anything is asked
   */
  async find<T>(
    attempt: TokenAttempt,
    look: () => Promise<T | null>,
    isGood: (found: T) => boolean = () => true,
  ): Promise<T | null> {
    const { address, tokenHash } = attempt;
    const found = this.#known.has(tokenHash)
      ? await look()
      : await this.#lookWithMeasure(address, look);
    if (found !== null && isGood(found)) {
      this.learn(tokenHash);
    } else {
      this.#known.delete(tokenHash);
      this.#failures.charge(address, this.#nowMs());
    }
    return found;
  }

  async #lookWithMeasure<T>(address: string, look: () => Promise<T | null>): Promise<T | null> {
    const underWay = this.#underWay.get(address) ?? 0;
    const waitMs = Math.max(
      this.#failures.waitMs(address, this.#nowMs()),
      underWay < UNDER_WAY_MAX ? 0 : UNDER_WAY_RETRY_MS,
    );
    if (waitMs > 0) throw new ProblemError('rate-limited', { retryAfterMs: waitMs });
    this.#underWay.set(address, underWay + 1);
    try {
      return await look();
    } finally {
      const left = this.#underWay.get(address)! - 1;
      if (left > 0) this.#underWay.set(address, left);
      else this.#underWay.delete(address);
    }
  }
}
