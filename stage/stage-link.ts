/** The stage's line to the server: snapshots, parsed, and the server's clock. */
import * as v from 'valibot';
import { OwnerTagSchema } from '#domain/contract/lotteries.ts';
import { NAMESPACES } from '#domain/contract/protocol.ts';
import {
  StageFailureSchema,
  StageNewsSchema,
  StageSnapshotSchema,
  type AgreementSchema,
  type ContributionSchema,
  type ServerToStage,
  type StageFailure,
  type StageSnapshot,
  type StageToServer,
  type WatchingAs,
} from '#domain/contract/stage-channel.ts';
import { snapshotFrom } from '#domain/stage-news.ts';
import { clockSample, type ClockSample } from '#ui/controllers/clock-offset.ts';
import { SocketConnection, type ConnectionState } from '#ui/controllers/socket-connection.ts';

const ANSWER_TIMEOUT_MS = 8_000;
/** What the server could not answer is asked again. */
const AGAIN_MS = 3_000;

const ContributedSchema = v.object({ seq: v.number(), ownerTag: OwnerTagSchema });
const AgreedSchema = v.object({ agreeing: v.number() });

export interface StageLinkListeners {
  stateChanged(state: ConnectionState['name']): void;
  snapshot(snapshot: StageSnapshot): void;
  clockRead(sample: ClockSample): void;
  /** There is no such draw. */
  unknown(): void;
  /** What it is watched on, whenever it is asked for. */
  as(): WatchingAs;
}

/** `silence`: no answer came; it may or may not have arrived. */
export type LinkAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: StageFailure['failure'] | 'silence' };

export class StageLink {
  readonly #lotteryId: string;
  readonly #listeners: StageLinkListeners;
  readonly #connection: SocketConnection<ServerToStage, StageToServer>;
  #watchTimer: ReturnType<typeof setTimeout> | undefined;
  #agreeTimer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  #isAsking = false;
  /** The last one that was whole. */
  #held: StageSnapshot | null = null;
  /** What this phone computed; the server forgets it with the line. */
  #agreed: string | null = null;

  constructor(lotteryId: string, listeners: StageLinkListeners) {
    this.#lotteryId = lotteryId;
    this.#listeners = listeners;
    this.#connection = new SocketConnection<ServerToStage, StageToServer>({
      namespace: NAMESPACES.stage,
      listen: (socket) => {
        socket.on('lottery:changed', (message: unknown) => this.#hear(message));
      },
      connected: () => void this.#watch(),
      changed: ({ name }) => {
        if (!this.#closed) listeners.stateChanged(name);
      },
    });
    this.#connection.reconnect();
  }

  contribute(
    contribution: Omit<v.InferInput<typeof ContributionSchema>, 'lotteryId'>,
  ): Promise<LinkAnswer<v.InferOutput<typeof ContributedSchema>>> {
    const { socket } = this.#connection;
    const message = { ...contribution, lotteryId: this.#lotteryId };
    return answered(ContributedSchema, () =>
      socket.timeout(ANSWER_TIMEOUT_MS).emitWithAck('lottery:contribute', message),
    );
  }

  /**
   * Tells that this phone computed the same result, until the server has heard it, and whenever the
   * line comes back.
   */
  async agree(resultSha256: v.InferInput<typeof AgreementSchema>['resultSha256']): Promise<void> {
    clearTimeout(this.#agreeTimer);
    const { socket } = this.#connection;
    this.#agreed = resultSha256;
    const message = { resultSha256, lotteryId: this.#lotteryId };
    const answer = await answered(AgreedSchema, () =>
      socket.timeout(ANSWER_TIMEOUT_MS).emitWithAck('lottery:agree', message),
    );
    // While the line is away, it is told when that is back.
    if (answer.ok || this.#closed || !socket.connected) return;
    clearTimeout(this.#agreeTimer);
    // A whole hall was not heard in the same moment: not all come back at once.
    this.#agreeTimer = setTimeout(() => this.#agreeAgain(), AGAIN_MS * (1 + Math.random()));
  }

  #agreeAgain(): void {
    if (this.#agreed !== null) void this.agree(this.#agreed);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#watchTimer);
    clearTimeout(this.#agreeTimer);
    this.#connection.close();
  }

  async #watch(): Promise<void> {
    clearTimeout(this.#watchTimer);
    const { socket } = this.#connection;
    const sentMs = Date.now();
    this.#isAsking = true;
    const answer = await answered(StageSnapshotSchema, () =>
      socket
        .timeout(ANSWER_TIMEOUT_MS)
        .emitWithAck('lottery:watch', { lotteryId: this.#lotteryId, as: this.#listeners.as() }),
    );
    this.#isAsking = false;
    if (this.#closed) return;
    if (answer.ok) {
      const serverAt = answer.value.at;
      const sample = clockSample({ sentMs, receivedMs: Date.now(), serverAt });
      if (sample !== undefined) this.#listeners.clockRead(sample);
      this.#take(answer.value);
      this.#agreeAgain();
    } else if (answer.failure === 'lottery-unknown') {
      this.#listeners.unknown();
    } else if (socket.connected) {
      this.#watchTimer = setTimeout(() => void this.#watch(), AGAIN_MS);
    }
  }

  /** Places that were missed are asked for, once. */
  #hear(message: unknown): void {
    const parsed = v.safeParse(StageNewsSchema, message);
    if (!parsed.success || this.#closed) return;
    if (parsed.output.lottery.lotteryId !== this.#lotteryId) return;
    const snapshot = snapshotFrom(this.#held, parsed.output);
    if (snapshot !== null) this.#take(snapshot);
    else if (!this.#isAsking) void this.#watch();
  }

  #take(snapshot: StageSnapshot): void {
    this.#held = snapshot;
    this.#listeners.snapshot(snapshot);
  }
}

async function answered<Schema extends v.GenericSchema>(
  schema: Schema,
  ask: () => Promise<unknown>,
): Promise<LinkAnswer<v.InferOutput<Schema>>> {
  let answer: unknown;
  try {
    answer = await ask();
  } catch {
    // The line is slow or gone; its state says so.
    return { ok: false, failure: 'silence' };
  }
  const value = v.safeParse(schema, answer);
  if (value.success) return { ok: true, value: value.output };
  const failure = v.safeParse(StageFailureSchema, answer);
  return { ok: false, failure: failure.success ? failure.output.failure : 'internal' };
}
