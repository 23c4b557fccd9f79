/** `/stage`: the public draw, told to the big screen and to every phone in the hall. No log-in. */
import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import * as v from 'valibot';
import { LIMITS } from '#domain/contract/limits.ts';
import { NAMESPACES, PROTOCOL_VERSION } from '#domain/contract/protocol.ts';
import {
  AgreementSchema,
  ContributionSchema,
  LotteryWatchSchema,
} from '#domain/contract/stage-channel.ts';
import type {
  RevealedPlace,
  ServerToStage,
  StageFailure,
  StageSnapshot,
  StageToServer,
  WatchingAs,
} from '#domain/contract/stage-channel.ts';
import { ownerTagOf } from '#domain/draw/digest.ts';
import { contributionOf } from '#domain/draw/tables.ts';
import { newsOf } from '#domain/stage-news.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import { Coalesced } from '../coalesced.ts';
import { RETRY_AFTER_MS, failureOf } from '../errors.ts';
import type { Report } from '../errors.ts';
import type { DrawKeyReader } from '../lotteries/draw-keys.ts';
import { addressOf } from '../requests/origin.ts';
import type { ProxyTrust } from '../requests/origin.ts';
import { SourceLimit, TokenBucket } from '../requests/rate-limits.ts';
import { Renewals } from '../renewals.ts';
import type { StageDesk } from '../lotteries/stage-desk.ts';
import type { Traffic } from '../traffic.ts';
import { countHalls } from './hall-count.ts';
import type { Hall } from './hall-count.ts';
import { acknowledgeWith, connectError, handshake } from './sockets.ts';
import type { SocketServer } from './sockets.ts';

/**
 * A hall may share one address: five thousand phones throw in all that they may in its minute. Nobody
 * fills the list in that time.
 */
const CONTRIBUTIONS_PER_SECOND = 200;
const CONTRIBUTIONS_BURST = 6_000;
/** What stands in a row of audience.tsv at most (`#domain/draw/tables.ts`), in hex. */
const CONTRIBUTION_HEX_MAX = 512;

interface SocketData {
  lotteryId: string | null;
  as: WatchingAs;
  /** It computed the same result. */
  agrees: boolean;
}
type StageSocket = Socket<StageToServer, ServerToStage, DefaultEventsMap, SocketData>;
type StageNamespace = Namespace<StageToServer, ServerToStage, DefaultEventsMap, SocketData>;

export interface StageChannelParts extends ProxyTrust {
  readonly ledger: Ledger;
  readonly live: LiveStore;
  readonly stage: StageDesk;
  readonly drawKey: DrawKeyReader;
  /** Told to every node's stage. */
  readonly changed: (lotteryId: string) => void;
  readonly traffic: Traffic;
  readonly report: Report;
  readonly nowMs: () => number;
}

export interface StageChannel {
  /** Something of it changed: whoever watches here is told, soon. */
  lotteryChanged(lotteryId: string): void;
  /** Something may have been missed: everybody is told how things are. */
  startOver(): void;
  size(): number;
  stop(): Promise<void>;
}

export function openStageChannel(io: SocketServer, parts: StageChannelParts): StageChannel {
  const { report, stage } = parts;
  const namespace: StageNamespace = io.of(NAMESPACES.stage);
  const reading = new Renewals<StageSnapshot | null>();
  const told = new Map<string, Set<string>>();
  const read = (lotteryId: string) => reading.run(lotteryId, () => stage.snapshot(lotteryId));
  /** From here on what is revealed is news. */
  async function greet(lotteryId: string): Promise<StageSnapshot | null> {
    const snapshot = await read(lotteryId);
    if (snapshot !== null && !told.has(lotteryId)) newlyRevealed(told, snapshot);
    return snapshot;
  }
  const watched = () => [...namespace.adapter.rooms.keys()].filter(isRoom).map(lotteryOf);

  async function tell(lotteryId: string): Promise<void> {
    if (!namespace.adapter.rooms.has(roomOf(lotteryId))) {
      told.delete(lotteryId);
      return;
    }
    try {
      const snapshot = await read(lotteryId);
      if (snapshot === null) return;
      const room = namespace.to(roomOf(lotteryId));
      room.emit('lottery:changed', newsOf(snapshot));
      for (const place of newlyRevealed(told, snapshot)) room.emit('prize:revealed', place);
    } catch (error) {
      report('tell the stage', error);
      // A store was away for a moment: the hall would stay as it was until something else changes.
      news.ask(lotteryId);
    }
  }

  const news = new Coalesced(LIMITS.stageIntervalMs, tell);
  const halls = countHalls({
    ...parts,
    hallOf: (lotteryId) => hallOf(namespace, lotteryId),
    watched,
    told: parts.changed,
  });

  namespace.use(
    handshake(
      (socket: StageSocket) => Promise.resolve(refusalOf(socket, parts)),
      (error) => report('stage handshake', error),
    ),
  );
  const limit = new SourceLimit(CONTRIBUTIONS_PER_SECOND, CONTRIBUTIONS_BURST);
  namespace.on('connection', (socket) =>
    listen(socket, {
      ...parts,
      limit,
      read: greet,
      counted: (lotteryId) => halls.changed(lotteryId),
    }),
  );

  return {
    lotteryChanged: (lotteryId) => news.ask(lotteryId),
    startOver() {
      for (const lotteryId of watched()) news.ask(lotteryId);
    },
    size: () => namespace.sockets.size,
    stop() {
      news.stop();
      return halls.stop();
    },
  };
}

const ROOM_PREFIX = 'lottery ';
const roomOf = (lotteryId: string) => ROOM_PREFIX + lotteryId;
const isRoom = (room: string) => room.startsWith(ROOM_PREFIX);
const lotteryOf = (room: string) => room.slice(ROOM_PREFIX.length);

/** Big screens and the desks that lead are not the hall. */
function hallOf(namespace: StageNamespace, lotteryId: string): Hall {
  const ids = namespace.adapter.rooms.get(roomOf(lotteryId)) ?? new Set<string>();
  let watching = 0;
  let agreeing = 0;
  for (const id of ids) {
    const socket = namespace.sockets.get(id);
    if (socket?.data.as !== 'phone') continue;
    watching += 1;
    if (socket.data.agrees) agreeing += 1;
  }
  return { watching, agreeing };
}

const keyOf = ({ prizeId, kind, place }: RevealedPlace) => `${prizeId} ${kind} ${place}`;

/** Places that this node has not told of; of those before its first telling it says nothing. */
function newlyRevealed(
  told: Map<string, Set<string>>,
  { lottery: { lotteryId }, revealed }: StageSnapshot,
): RevealedPlace[] {
  const known = told.get(lotteryId);
  told.set(lotteryId, new Set(revealed.map(keyOf)));
  return known === undefined ? [] : revealed.filter((place) => !known.has(keyOf(place)));
}

function refusalOf(socket: StageSocket, { traffic }: StageChannelParts): Error | null {
  if (socket.handshake.auth['protocolVersion'] !== PROTOCOL_VERSION) {
    return connectError('protocol-outdated');
  }
  socket.data.lotteryId = null;
  socket.data.as = 'phone';
  socket.data.agrees = false;
  return traffic.isStopping ? connectError('unavailable', RETRY_AFTER_MS) : null;
}

interface Listening extends StageChannelParts {
  readonly limit: SourceLimit;
  readonly read: (lotteryId: string) => Promise<StageSnapshot | null>;
  /** Who watches or agrees has changed. */
  readonly counted: (lotteryId: string) => void;
}

function listen(socket: StageSocket, parts: Listening): void {
  const { nowMs, report, counted } = parts;
  const tokens = new TokenBucket(LIMITS.messagesPerSecondMax, LIMITS.messagesBurstMax, nowMs());

  /** One message: not too many, parsed, answered, and nothing thrown. */
  function on<S extends v.GenericSchema, A>(
    name: keyof StageToServer,
    schema: S,
    answer: (message: v.InferOutput<S>) => Promise<A | StageFailure>,
  ): void {
    socket.on(name, (message: unknown, acknowledge: unknown) => {
      const waitMs = tokens.take(1, nowMs());
      if (waitMs > 0) return acknowledgeWith(acknowledge, refused('rate-limited', waitMs));
      const parsed = v.safeParse(schema, message);
      if (!parsed.success) return acknowledgeWith(acknowledge, refused('message-malformed'));
      answer(parsed.output).then(
        (given) => acknowledgeWith(acknowledge, given),
        (error: unknown) => {
          report(name, error);
          acknowledgeWith(acknowledge, failureOf(error));
        },
      );
    });
  }

  socket.on('disconnect', () => {
    if (socket.data.lotteryId !== null) counted(socket.data.lotteryId);
  });
  on('lottery:watch', LotteryWatchSchema, (message) => watch(socket, parts, message));
  on('lottery:contribute', ContributionSchema, (message) => contribute(socket, parts, message));
  on('lottery:agree', AgreementSchema, (message) => agree(socket, parts, message));
}

/** First into the room, then the snapshot: nothing falls in between. */
async function watch(
  socket: StageSocket,
  { read, counted }: Listening,
  { lotteryId, as }: v.InferOutput<typeof LotteryWatchSchema>,
): Promise<StageSnapshot | StageFailure> {
  const before = socket.data.lotteryId;
  if (before !== null && before !== lotteryId) {
    await socket.leave(roomOf(before));
    socket.data.agrees = false;
    counted(before);
  }
  socket.data.as = as;
  await socket.join(roomOf(lotteryId));
  socket.data.lotteryId = lotteryId;
  const snapshot = await read(lotteryId);
  if (snapshot !== null) {
    counted(lotteryId);
    return snapshot;
  }
  await socket.leave(roomOf(lotteryId));
  socket.data.lotteryId = null;
  return refused('lottery-unknown');
}

async function contribute(
  socket: StageSocket,
  parts: Listening,
  { lotteryId, nonceHex, randomHex, word }: v.InferOutput<typeof ContributionSchema>,
): Promise<{ readonly seq: number; readonly ownerTag: string } | StageFailure> {
  const { ledger, limit, drawKey, nowMs, changed } = parts;
  const waitMs = limit.take(addressOf(socket.request, parts), nowMs());
  if (waitMs > 0) return refused('rate-limited', waitMs);
  const hex = contributionOf(Buffer.from(randomHex, 'hex'), word ?? '');
  // A few characters may be many bytes.
  if (hex.length > CONTRIBUTION_HEX_MAX) return refused('message-malformed');
  const known = await drawKey(lotteryId);
  if (known === null) return refused('lottery-unknown');
  // By the secret itself: nobody adds anything in the name of another.
  const ownerTag = ownerTagOf(known.draw, nonceHex);
  const made = await ledger.contribute({
    lotteryId,
    ownerTag,
    hex,
    limit: LIMITS.contributionsOfTagMax,
    at: new Date(nowMs()).toISOString(),
  });
  if (!made.ok) return refused(made.code);
  changed(lotteryId);
  return { seq: made.row.seq, ownerTag };
}

async function agree(
  socket: StageSocket,
  { read, counted }: Listening,
  { lotteryId, resultSha256 }: v.InferOutput<typeof AgreementSchema>,
): Promise<{ readonly agreeing: number } | StageFailure> {
  if (socket.data.lotteryId !== lotteryId) return refused('lottery-unknown');
  // Thousands agree in the same moment: they share a reading.
  const snapshot = await read(lotteryId);
  if (snapshot === null) return refused('lottery-unknown');
  const { lottery, agreeing } = snapshot;
  const result = lottery.files.find(({ name }) => name === 'result.tsv');
  if (result?.sha256 !== resultSha256 || socket.data.agrees) return { agreeing };
  socket.data.agrees = true;
  counted(lotteryId);
  return { agreeing: agreeing + 1 };
}

function refused(failure: StageFailure['failure'], retryAfterMs?: number): StageFailure {
  return retryAfterMs === undefined ? { failure } : { failure, retryAfterMs };
}
