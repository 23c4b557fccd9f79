/** A full hall: what all look at is read once for all of them. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { io as connect } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NAMESPACES, PROTOCOL_VERSION } from '#domain/contract/protocol.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { migrateLedger } from '#stores/ledger/migrate.ts';
import { LiveStoreUnavailable } from '#stores/live/live-store.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import { startLedgerDatabase } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { openLiveStore } from '../../tests/live-samples.ts';
import { addOpenLottery } from '../../tests/lottery-samples.ts';
import type { StageSocket } from '../../tests/lottery-venue.ts';
import { startRedisServer } from '../../tests/redis-server.ts';
import type { RedisServer } from '../../tests/redis-server.ts';
import { eventually } from '../../tests/running-system.ts';
import { createDrawKeyReader } from '../lotteries/draw-keys.ts';
import { createDrawShelf } from '../lotteries/draw-shelf.ts';
import { createStageDesk } from '../lotteries/stage-desk.ts';
import { Traffic } from '../traffic.ts';
import { createSocketServer } from './sockets.ts';
import type { SocketServer } from './sockets.ts';
import { openStageChannel } from './stage.ts';
import type { StageChannel } from './stage.ts';

const PEOPLE = 300;

let redis: RedisServer;
let database: LedgerDatabase;
let ledger: Ledger;
let live: LiveStore;
let http: Server;
let io: SocketServer;
let channel: StageChannel;
let reads = 0;
/** Of so many readings to come nothing is heard. */
let failing = 0;
const failures: unknown[] = [];
const sockets: StageSocket[] = [];

beforeAll(async () => {
  [redis, database] = await Promise.all([startRedisServer(), startLedgerDatabase()]);
  await migrateLedger({ databaseUrl: database.url });
  ledger = createLedger({ databaseUrl: database.url });
  live = await openLiveStore(redis.url);
  http = createServer();
  io = createSocketServer(http);
  const parts = {
    ledger,
    live,
    shelf: createDrawShelf({ ledger, packBundle: () => Promise.reject(new Error('not asked')) }),
    changed: () => {},
    nowMs: Date.now,
  };
  const stage = createStageDesk(parts);
  channel = openStageChannel(io, {
    ...parts,
    stage: {
      ...stage,
      snapshot(lotteryId) {
        reads += 1;
        if (failing > 0) {
          failing -= 1;
          return Promise.reject(new LiveStoreUnavailable('away for a moment'));
        }
        return stage.snapshot(lotteryId);
      },
    },
    drawKey: createDrawKeyReader({ ledger }),
    traffic: new Traffic(),
    trustProxy: false,
    report: (what, error) => failures.push([what, error]),
  });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
}, 120_000);

afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  await channel?.stop();
  await io?.close();
  await Promise.all([ledger?.close(), live?.close()]);
  await database?.stop();
  await redis?.stop();
});

test('they come, are told of a change and agree, all at once, and the stores are asked a few times', async () => {
  const { lotteryId } = await addOpenLottery(ledger);
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const told = Array.from({ length: PEOPLE }, (): number[] => []);
  for (const seqs of told) {
    const socket: StageSocket = connect(`http://127.0.0.1:${address.port}${NAMESPACES.stage}`, {
      transports: ['websocket'],
      forceNew: true,
      auth: { protocolVersion: PROTOCOL_VERSION },
    });
    sockets.push(socket);
    socket.on('lottery:changed', ({ seq }) => seqs.push(seq));
  }
  // All are at the door before anybody asks, or a slow machine would let them in one by one.
  await eventually('all are connected', () => sockets.every(({ connected }) => connected));
  await Promise.all(sockets.map((socket) => socket.emitWithAck('lottery:watch', { lotteryId })));
  expect(channel.size()).toBe(PEOPLE);
  expect(reads).toBeLessThan(PEOPLE / 3);

  reads = 0;
  await live.touchStage(lotteryId, Date.now());
  channel.lotteryChanged(lotteryId);
  await eventually('all are told', () => told.every((seqs) => seqs.length > 0));
  expect(told.map((seqs) => seqs.length)).toEqual(told.map(() => 1));
  expect(reads).toBe(1);

  reads = 0;
  const agreement = { lotteryId, resultSha256: 'none yet' };
  const answers = await Promise.all(
    sockets.map((socket) => socket.emitWithAck('lottery:agree', agreement)),
  );
  expect(answers).toEqual(answers.map(() => ({ agreeing: 0 })));
  expect(reads).toBeLessThan(PEOPLE / 3);
  expect(failures).toEqual([]);
}, 60_000);

test('a change that could not be read is told when the stores answer again', async () => {
  const { lotteryId } = await addOpenLottery(ledger);
  const [socket] = sockets;
  const seqs: number[] = [];
  socket!.on('lottery:changed', ({ seq, lottery }) => {
    if (lottery.lotteryId === lotteryId) seqs.push(seq);
  });
  await socket!.emitWithAck('lottery:watch', { lotteryId });
  failing = 2;
  channel.lotteryChanged(lotteryId);
  await eventually('the hall is told', () => seqs.length > 0);
  expect(failures.splice(0)).not.toEqual([]);
});
