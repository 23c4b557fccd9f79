/**
 * A tablet at work in a shop: it asks the server whether it still may, sends what is read and what the
 * clerk chose, and shows what came of it. Only the server redeems; without it nothing is taken.
 */
import type { ShopDesk } from '#domain/contract/coupons.ts';
import type { EnrolledShopDevice } from '#domain/contract/shops.ts';
import type { RequestAnswer } from '#ui/problem.ts';
import type { VerdictSoundName } from '#ui/verdict-sound.ts';
import { ClockOffset } from './clock-offset.ts';
import { CodeIntake } from './code-intake.ts';
import type { LinkEnd } from './kiosk-link.ts';
import { KIOSK_LIMITS } from './kiosk-limits.ts';
import { answerOfProblem, endOf, isDecided, problemAnswer } from './shop-answers.ts';
import {
  nextShopState,
  SHOP_READY,
  stayMs,
  takesCodes,
  type ShopAnswer,
  type ShopEvent,
  type ShopState,
  type ShopTake,
} from './shop-desk-state.ts';
import { ShopLink } from './shop-link.ts';

export interface ShopSessionParts {
  readonly enrollment: EnrolledShopDevice;
  readonly play: (sound: VerdictSoundName) => void;
  /** Something that is shown may have changed. */
  readonly onChange: () => void;
  readonly onEnd: (end: LinkEnd) => void;
}

export type ShopLine = 'connecting' | 'online' | 'offline';

export class ShopSession {
  readonly #parts: ShopSessionParts;
  readonly #link: ShopLink;
  /** A coupon that is held on after it was taken is not asked for a second time. */
  readonly #intake = new CodeIntake(Infinity);
  readonly #clock = new ClockOffset(null);
  #state: ShopState = SHOP_READY;
  #desk: ShopDesk | null = null;
  #line: ShopLine = 'connecting';
  #answers = 0;
  #lastRedeemedAtMs = -Infinity;
  #isClosed = false;
  #check: ReturnType<typeof setTimeout> | undefined;
  #return: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: ShopSessionParts) {
    this.#parts = parts;
    this.#link = new ShopLink(parts.enrollment.token);
    this.#intake.start();
    void this.#checkIn();
  }

  get state(): ShopState {
    return this.#state;
  }

  get line(): ShopLine {
    return this.#line;
  }

  get shop(): EnrolledShopDevice['shop'] {
    return this.#desk?.shop ?? this.#parts.enrollment.shop;
  }

  get name(): string {
    return this.#desk?.name ?? this.#parts.enrollment.name;
  }

  /** Coupons taken today; `null`: the server has not said, in this run. */
  get redeemedToday(): number | null {
    return this.#desk?.redeemedToday ?? null;
  }

  get hasNewest(): boolean {
    return performance.now() - this.#lastRedeemedAtMs < KIOSK_LIMITS.newestMs;
  }

  /** Nobody is served. */
  get isPause(): boolean {
    return this.#state.screen === 'ready';
  }

  /** The server's time, as well as it is known; milliseconds since the epoch. */
  now(): number {
    return this.#clock.correct(Date.now());
  }

  /** A code, whatever read it. One that comes while another is on its way is shown again. */
  take(text: string): void {
    if (!takesCodes(this.#state)) {
      this.#intake.noteHeld(text);
      return;
    }
    if (!this.#intake.isNew(text)) return;
    this.dispatch({ type: 'read' });
    void this.#read(text);
  }

  /** A card was there and told nothing. */
  failToRead(): void {
    if (this.#state.screen === 'ready') this.#answer(problemAnswer('card-unread'));
  }

  /** The clerk taps what the card's person wants; then they are asked. */
  choose(take: ShopTake): void {
    this.dispatch({ type: 'chosen', intent: { take, idempotencyKey: crypto.randomUUID() } });
  }

  /** The clerk said yes, or tries again. */
  async confirm(): Promise<void> {
    const { state } = this;
    if (state.screen !== 'asking' || state.isSending) return;
    this.dispatch({ type: 'sent' });
    const answer = await this.#ask(async () => this.#link.redeem(state.code, state.intent));
    if (this.#isClosed || answer === null) return;
    if (answer.ok) {
      const { coupon, balance } = answer.value;
      const at = coupon.redeemedAt ?? new Date(this.now()).toISOString();
      this.#answer({ kind: 'redeemed', coupon, at, balance });
      return;
    }
    const told = answer.told;
    if (told.kind === 'problem' && !isDecided(told.problem)) {
      this.#parts.play('refused');
      this.dispatch({ type: 'unclear', problem: told.problem });
    } else this.#answer(told);
  }

  dispatch(event: ShopEvent): void {
    const before = this.#state;
    this.#state = nextShopState(before, event);
    if (this.#state === before) return;
    this.#stay();
    this.#parts.onChange();
  }

  /** The clerk is there: a choice waits its time again. An answer goes when its time is over. */
  touch(): void {
    if (this.#state.screen !== 'answer') this.#stay();
  }

  close(): void {
    this.#isClosed = true;
    this.#intake.stop();
    clearTimeout(this.#check);
    clearTimeout(this.#return);
    this.#state = SHOP_READY;
  }

  #stay(): void {
    clearTimeout(this.#return);
    const stay = stayMs(this.#state);
    if (stay === null) return;
    this.#return = setTimeout(() => this.dispatch({ type: 'returned' }), stay);
  }

  async #read(code: string): Promise<void> {
    const answer = await this.#ask(async () => this.#link.read(code));
    if (this.#isClosed || answer === null) return;
    if (!answer.ok) {
      if (answer.told.kind === 'problem' && answer.told.problem === 'code-stale') {
        this.#intake.noteStale();
      }
      this.#answer(answer.told);
      return;
    }
    const reading = answer.value;
    if (reading.kind === 'card') this.dispatch({ type: 'card-read', code, card: reading });
    else this.#answer({ ...reading, balance: null });
  }

  /** `null`: the tablet's time here is over. */
  async #ask<Value>(
    send: () => Promise<RequestAnswer<Value>>,
  ): Promise<{ ok: true; value: Value } | { ok: false; told: ShopAnswer } | null> {
    if (!navigator.onLine) {
      this.#become('offline');
      return { ok: false, told: problemAnswer('offline') };
    }
    const answer = await send();
    if (answer.ok) {
      this.#become('online');
      return { ok: true, value: answer.value };
    }
    const end = endOf(answer.code);
    if (end !== null) {
      if (!this.#isClosed) this.#parts.onEnd(end);
      return null;
    }
    this.#become(answer.code === 'network-unreachable' ? 'offline' : 'online');
    return { ok: false, told: answerOfProblem(answer) };
  }

  #answer(answer: ShopAnswer): void {
    this.#answers += 1;
    this.dispatch({ type: 'answered', answer, number: this.#answers });
    this.#parts.play(SOUNDS[answer.kind]);
    if (answer.kind !== 'redeemed') return;
    this.#lastRedeemedAtMs = performance.now();
    void this.#checkIn();
  }

  async #checkIn(): Promise<void> {
    clearTimeout(this.#check);
    const sentAtMs = Date.now();
    const answer = await this.#ask(async () => this.#link.check());
    if (this.#isClosed) return;
    if (answer?.ok) {
      this.#desk = answer.value;
      this.#clock.measure(sentAtMs, Date.parse(answer.value.at), Date.now());
      this.#parts.onChange();
    }
    const waitMs =
      this.#line === 'online' ? KIOSK_LIMITS.shopCheckMs : KIOSK_LIMITS.shopCheckOfflineMs;
    clearTimeout(this.#check);
    this.#check = setTimeout(() => void this.#checkIn(), waitMs);
  }

  #become(line: ShopLine): void {
    if (this.#isClosed || line === this.#line) return;
    this.#line = line;
    this.#parts.onChange();
  }
}

const SOUNDS = { redeemed: 'admitted', used: 'already', problem: 'refused' } as const;
