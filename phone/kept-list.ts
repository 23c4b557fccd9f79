/** Lists of the phone's views: asked for, and the last one shown with its time while there is no answer. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import * as v from 'valibot';
import type { RequestProblemCode } from '#ui/problem.ts';
import type { DeviceStore } from './device-store.ts';
import type { PhoneSession } from './phone-session.ts';

/** Long enough that a quick answer shows no flicker of waiting. */
const LOADING_SHOWN_AFTER_MS = 300;

/** A host that was given its session. */
export type SessionHost = ReactiveControllerHost & { readonly session: PhoneSession };
/** What a list needs of it. */
type ListSession = Pick<PhoneSession, 'connection' | 'nowMs' | 'on' | 'request'> & {
  readonly store: Pick<DeviceStore, 'keptList' | 'setKeptList'> | null;
};
type ListHost = ReactiveControllerHost & { readonly session: ListSession };

/**
 * One list of the server for one view. It asks when the view appears; `load()` asks again.
 *
 *   readonly #coupons = new KeptList(this, CouponListSchema, '/api/me/coupons');
 */
export class KeptList<Schema extends v.GenericSchema> implements ReactiveController {
  /** The last one that was heard, perhaps on an earlier visit. */
  value: v.InferOutput<Schema> | null = null;
  /** When it was true, milliseconds since the epoch by the server's clock. */
  atMs: number | null = null;
  /** Why it is not of now. */
  problem: RequestProblemCode | null = null;
  /** It has been asked for long enough that something should show it. */
  slow = false;
  readonly #host: ListHost;
  readonly #schema: Schema;
  readonly #path: string;
  /** Counts the questions: the answer to an earlier one is thrown away. */
  #asking = 0;
  /** The last question before what is kept was known: earlier answers are not kept over it. */
  #keptAt = 0;
  #slowTimer: ReturnType<typeof setTimeout> | undefined;
  #stop: (() => void) | undefined;
  #wasOnline = false;

  constructor(host: ListHost, schema: Schema, path: string) {
    this.#host = host;
    this.#schema = schema;
    this.#path = path;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = this.#host.session.on('changed', () => this.#listen());
    void this.load();
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#asking += 1;
    clearTimeout(this.#slowTimer);
  }

  async load(): Promise<void> {
    this.#asking += 1;
    const asking = this.#asking;
    this.#waitSlowly();
    const { session } = this.#host;
    const store = session.store;
    const answer = await session.request(this.#schema, this.#path);
    // Kept only where it belongs: the person may have left while the answer was under way.
    if (answer.ok && store === session.store && asking > this.#keptAt) {
      this.#keptAt = asking;
      await this.#write(answer.value);
    }
    if (asking !== this.#asking) return;
    if (answer.ok) this.take(answer.value);
    else await this.#fall(answer.code, asking);
    clearTimeout(this.#slowTimer);
    this.slow = false;
    this.#host.requestUpdate();
  }

  /** What is known otherwise to be true now. */
  take(value: v.InferOutput<Schema>): void {
    this.value = value;
    this.atMs = this.#host.session.nowMs();
    this.problem = null;
    this.#host.requestUpdate();
  }

  /** As `take`; from here on it is there without the network too. */
  async keep(value: v.InferOutput<Schema>): Promise<void> {
    this.#keptAt = this.#asking;
    this.take(value);
    await this.#write(value);
  }

  async #write(value: v.InferOutput<Schema>): Promise<void> {
    const { session } = this.#host;
    const kept = { value, atMs: session.nowMs() };
    await session.store?.setKeptList(this.#path, kept).catch(() => undefined);
  }

  /** The line is back: what could not be had is asked for again. */
  #listen(): void {
    const isOnline = this.#host.session.connection === 'online';
    if (isOnline && !this.#wasOnline && this.problem !== null) void this.load();
    this.#wasOnline = isOnline;
  }

  async #fall(code: RequestProblemCode, asking: number): Promise<void> {
    const kept = this.value === null ? await this.#readKept() : null;
    if (asking !== this.#asking) return;
    this.problem = code;
    if (kept === null) return;
    this.value = kept.value;
    this.atMs = kept.atMs;
  }

  async #readKept(): Promise<{ value: v.InferOutput<Schema>; atMs: number } | null> {
    const kept = (await this.#host.session.store?.keptList(this.#path).catch(() => null)) ?? null;
    if (kept === null) return null;
    const parsed = v.safeParse(this.#schema, kept.value);
    return parsed.success ? { value: parsed.output, atMs: kept.atMs } : null;
  }

  #waitSlowly(): void {
    clearTimeout(this.#slowTimer);
    this.#slowTimer = setTimeout(() => {
      this.slow = true;
      this.#host.requestUpdate();
    }, LOADING_SHOWN_AFTER_MS);
  }
}
