/**
 * Who this phone is, and how things stand: the one thing that every view is given (`.session`).
 *
 * A view draws itself anew on every change with a `new SessionController(this)`
 * (session-controller.ts), reads `me`, asks by `request`, and spends by `spend`. What the server
 * tells by itself comes as an event:
 *
 *   const stop = session.on('coupon:changed', ({ coupon, me }) => …);   // stop() ends it
 *
 * `changed` comes after everything else that changes a property here.
 */
import type * as v from 'valibot';
import {
  CreatedParticipantSchema,
  MeSchema,
  PassAnswerSchema,
  type CreatedParticipant,
  type Me,
} from '#domain/contract/people.ts';
import type { PassKind, Sign } from '#domain/pass.ts';
import type { ConnectionState } from '#ui/controllers/socket-connection.ts';
import {
  NoBodySchema,
  requestJson,
  type RequestAnswer,
  type RequestOptions,
  type RequestProblemCode,
} from '#ui/problem.ts';
import { leavesUndecided, newSpendingKey } from '#ui/spending-key.ts';
import { deviceKeyIn, publicKeyHexOf, signerOf } from './device-key.ts';
import { DeviceStore, type Membership } from './device-store.ts';
import { PhoneClock } from './phone-clock.ts';
import { PhoneLink } from './phone-link.ts';
import { SpendingIntents, type IntentStorage } from './spending-intents.ts';
import type { Ending, SessionEvents, Standing } from './standing.ts';

/** Heard of so long ago and no line: the figures are shown with their time. */
const FRESH_MS = 90_000;
/** Where sockets do not get through, figures come by asking. */
const REFRESH_INTERVAL_MS = 60_000;

export class PhoneSession extends EventTarget {
  standing: Standing = 'starting';
  /** The last figures that were heard, perhaps on an earlier visit: `meIsFresh`, `meAtMs`. */
  me: Me | null = null;
  /** When `me` was true, milliseconds since the epoch by the server's clock. */
  meAtMs: number | null = null;
  connection: ConnectionState['name'] = 'offline';
  /** Of the last asking for `me`; `null` after an answer. */
  problem: RequestProblemCode | null = null;
  /** Set when a session ended; until somebody joins again. */
  ending: Ending | null = null;
  /** Of this phone; `null` where it has no key, and codes do not move. */
  signWithDevice: Sign | null = null;

  /** Also keeps lists for when the network is away (kept-list.ts). */
  store: DeviceStore | null = null;
  #clock = new PhoneClock(Date.now);
  #membership: Membership | null = null;
  #pair: CryptoKeyPair | null = null;
  #link: PhoneLink | null = null;
  /** Figures came in this visit. */
  #heard = false;
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #intents: SpendingIntents;

  constructor(intentStorage: IntentStorage) {
    super();
    this.#intents = new SpendingIntents(intentStorage, newSpendingKey);
  }

  get meIsFresh(): boolean {
    if (this.meAtMs === null || !this.#heard || this.problem !== null) return false;
    return this.connection === 'online' || this.nowMs() - this.meAtMs < FRESH_MS;
  }

  /** The credential for `showLivePass` when `passKind` is `phone`, else a card pass as it is. */
  get pass(): string | null {
    return this.#membership?.pass ?? null;
  }

  get passKind(): PassKind | null {
    return this.#membership?.passKind ?? null;
  }

  /** The server's time as well as this phone knows it, milliseconds since the epoch. */
  nowMs(): number {
    return this.#clock.nowMs();
  }

  /** By how much the phone's clock is ahead (negative: behind), ms; `null`: right, or not measured. */
  get clockWrongMs(): number | null {
    return this.#clock.wrongByMs;
  }

  /** For answers that are no JSON; `null`: nobody is inside. */
  get authorization(): Record<string, string> | null {
    return this.#membership && { authorization: `Bearer ${this.#membership.token}` };
  }

  /** @returns the function that ends it */
  on<Name extends keyof SessionEvents>(
    name: Name,
    listener: (detail: SessionEvents[Name]) => void,
  ): () => void {
    const listen = (event: Event) => {
      if (event instanceof CustomEvent) listener(event.detail);
    };
    this.addEventListener(name, listen);
    return () => this.removeEventListener(name, listen);
  }

  /** Reads what the phone remembers; the pass can be shown from then on. Once, at the start. */
  async start(): Promise<void> {
    try {
      await this.#open();
    } catch {
      this.standing = 'no-storage';
    }
    this.#tell('changed', undefined);
    if (this.standing === 'inside') this.#enter();
  }

  /** Joins as somebody new. */
  async join(nickname: string): Promise<RequestAnswer<CreatedParticipant>> {
    return this.#become('/api/participants', { nickname });
  }

  /** Comes over from the old phone, by the code that it shows; there the pass ends. */
  async move(code: string): Promise<RequestAnswer<CreatedParticipant>> {
    return this.#become('/api/participants/transfer', { code });
  }

  /** Asks the server with this phone's token. A token that is no longer good ends the session. */
  async request<Schema extends v.GenericSchema>(
    schema: Schema,
    path: string,
    options: RequestOptions = {},
  ): Promise<RequestAnswer<v.InferOutput<Schema>>> {
    const membership = this.#membership;
    const token = membership?.token;
    const headers = { ...options.headers, ...this.authorization };
    const sentMs = Date.now();
    const answer = await requestJson(schema, path, { ...options, headers });
    if (membership === null || this.#membership?.token !== token) return answer;
    if (!answer.ok && answer.serverTime !== undefined) {
      this.#measure({ sentMs, receivedMs: Date.now(), serverAt: answer.serverTime });
    }
    if (!answer.ok && answer.code === 'token-moved') await this.#end('moved');
    if (!answer.ok && answer.code === 'token-unknown') await this.#end('unknown');
    return answer;
  }

  /**
   * Asks for something that costs. It is safe to ask again after an answer that got lost: the same
   * path and body go under the same key until an answer says how it ended.
   */
  async spend<Schema extends v.GenericSchema>(
    schema: Schema,
    path: string,
    body: unknown,
  ): Promise<RequestAnswer<v.InferOutput<Schema>>> {
    const headers = { 'idempotency-key': this.#intents.keyFor(path, body) };
    const answer = await this.request(schema, path, { method: 'POST', body, headers });
    if (answer.ok || !leavesUndecided(answer.code)) this.#intents.settle(path, body);
    if (answer.ok) void this.refresh();
    return answer;
  }

  /** Takes figures from an answer, unless newer ones are here already. */
  takeMe(me: Me): void {
    const atMs = Date.parse(me.at);
    // What an earlier visit kept may bear the time of a clock that was wrong then.
    if (this.#heard && this.meAtMs !== null && atMs < this.meAtMs) return;
    this.#heard = true;
    this.me = me;
    this.meAtMs = atMs;
    this.problem = null;
    void this.store?.setKeptMe({ me, atMs }).catch(() => undefined);
    this.#tell('changed', undefined);
  }

  /** Asks for the figures. */
  async refresh(): Promise<void> {
    const token = this.#membership?.token;
    if (token === undefined) return;
    void this.#link?.readClock();
    const sentMs = Date.now();
    const answer = await this.request(MeSchema, '/api/me');
    // Whoever left meanwhile leaves nothing here (PP1).
    if (this.#membership?.token !== token) return;
    if (answer.ok) {
      this.#measure({ sentMs, receivedMs: Date.now(), serverAt: answer.value.at });
      this.takeMe(answer.value);
      return;
    }
    this.problem = answer.code;
    this.#tell('changed', undefined);
  }

  /** Erases the person at the server, then here (PP1). Balance and pass are gone for ever. */
  async erase(): Promise<RequestAnswer<unknown>> {
    const answer = await this.request(NoBodySchema, '/api/me', { method: 'DELETE' });
    if (answer.ok) await this.#end('erased');
    return answer;
  }

  /** The words of the end were read. */
  forgetEnding(): void {
    this.ending = null;
    this.#tell('changed', undefined);
  }

  /** Ends everything that runs by itself; for tests and for pages that are left. */
  stop(): void {
    clearInterval(this.#timer);
    this.#link?.close();
    document.removeEventListener('visibilitychange', this.#cameBack);
  }

  async #open(): Promise<DeviceStore> {
    const store = await DeviceStore.open();
    this.store = store;
    this.#clock = new PhoneClock(Date.now, await store.clockOffsetMs());
    this.#membership = await store.membership();
    this.#pair = await store.deviceKey();
    this.signWithDevice = this.#pair === null ? null : signerOf(this.#pair);
    const kept = await store.keptMe();
    this.me = kept?.me ?? null;
    this.meAtMs = kept?.atMs ?? null;
    this.standing = this.#membership === null ? 'outside' : 'inside';
    return store;
  }

  async #become(
    path: string,
    body: Record<string, string>,
  ): Promise<RequestAnswer<CreatedParticipant>> {
    const store = this.store ?? (await this.#open());
    const pair = await deviceKeyIn(store, this.#pair);
    this.#pair = pair;
    const answer = await requestJson(CreatedParticipantSchema, path, {
      method: 'POST',
      body: pair === null ? body : { ...body, devicePublicKeyHex: await publicKeyHexOf(pair) },
    });
    if (!answer.ok) return answer;
    await store.setMembership(answer.value);
    this.#membership = answer.value;
    this.signWithDevice = pair === null ? null : signerOf(pair);
    this.standing = 'inside';
    this.ending = null;
    // Best effort: it makes the browser keep our data when space is short, and is no gate.
    void navigator.storage?.persist?.().catch(() => undefined);
    this.#tell('changed', undefined);
    this.#enter();
    return answer;
  }

  #enter(): void {
    const membership = this.#membership;
    if (membership === null) return;
    this.#link?.close();
    this.#link = new PhoneLink(membership.token, {
      stateChanged: (state) => {
        this.connection = state;
        this.#tell('changed', undefined);
      },
      refused: (code) => {
        if (code === 'token-moved') void this.#end('moved');
        if (code === 'token-unknown') void this.#end('unknown');
      },
      snapshot: (me) => {
        this.takeMe(me);
        this.#tell('snapshot', undefined);
      },
      pointsPosted: (posted) => this.#hear('points:posted', posted),
      couponChanged: (changed) => this.#hear('coupon:changed', changed),
      ticketChanged: (changed) => this.#hear('ticket:changed', changed),
      lotteryChanged: (changed) => this.#tell('lottery:changed', changed),
      passEnded: ({ because }) => void this.#end(because === 'stopped' ? 'unknown' : because),
      clockRead: (heard) => this.#measure(heard),
    });
    document.addEventListener('visibilitychange', this.#cameBack);
    clearInterval(this.#timer);
    this.#timer = setInterval(() => {
      if (this.connection !== 'online' && !document.hidden) void this.refresh();
    }, REFRESH_INTERVAL_MS);
    void this.refresh();
    void this.#renewPass(membership);
  }

  readonly #cameBack = (): void => {
    if (!document.hidden) void this.refresh();
  };

  /** The pass may have been issued anew; the token stays. */
  async #renewPass(membership: Membership): Promise<void> {
    const answer = await this.request(PassAnswerSchema, '/api/me/pass');
    if (!answer.ok || this.#membership !== membership) return;
    // Newer than this phone's may be a card, from the counter: it takes nothing from the phone.
    const { pass, passKind } = answer.value;
    if (pass === membership.pass || passKind !== membership.passKind) return;
    this.#membership = { ...membership, ...answer.value };
    await this.store?.setMembership(this.#membership).catch(() => undefined);
    this.#tell('changed', undefined);
  }

  #hear<Name extends keyof SessionEvents>(
    name: Name,
    message: SessionEvents[Name] & { readonly me: Me },
  ): void {
    this.takeMe(message.me);
    this.#tell(name, message);
  }

  #measure(heard: Parameters<PhoneClock['measure']>[0]): void {
    if (!this.#clock.measure(heard)) return;
    const { offsetMs } = this.#clock;
    if (offsetMs !== null) void this.store?.setClockOffsetMs(offsetMs).catch(() => undefined);
    this.#tell('changed', undefined);
  }

  /** Nothing of the person stays on this phone. */
  async #end(ending: Ending): Promise<void> {
    if (this.#membership === null) return;
    this.stop();
    const store = this.store;
    this.#membership = null;
    this.#link = null;
    this.store = null;
    this.#pair = null;
    this.signWithDevice = null;
    this.me = null;
    this.meAtMs = null;
    this.#heard = false;
    this.problem = null;
    this.connection = 'offline';
    this.standing = 'outside';
    this.ending = ending;
    this.#intents.forgetAll();
    // Another tab may have wiped it already.
    await store?.wipe().catch(() => undefined);
    this.#tell('changed', undefined);
  }

  #tell<Name extends keyof SessionEvents>(name: Name, detail: SessionEvents[Name]): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
