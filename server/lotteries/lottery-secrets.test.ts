/** A whole draw, overheard: what is secret is nowhere but in the books, before its time or ever. */
import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LotteryEntryListSchema } from '#domain/contract/lotteries.ts';
import { LOTTERY_MODES } from '#domain/lottery.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import {
  bundleOf,
  enter,
  lead,
  makeLottery,
  phoneWithTickets,
  stageSocket,
} from '../../tests/lottery-venue.ts';
import type { StageSocket } from '../../tests/lottery-venue.ts';
import { eventually, read, startSystem } from '../../tests/running-system.ts';
import type { RunningSystem, SystemNode } from '../../tests/running-system.ts';

let system: RunningSystem;
let node: SystemNode;
let ledger: Ledger;
let ear: Redis;
let socket: StageSocket;
/** What Redis was told, jobs and feed included, and what the hall was. */
const heard: string[] = [];

beforeAll(async () => {
  system = await startSystem();
  node = system.node;
  ear = await new Redis(system.redis.url).monitor();
  ear.on('monitor', (_at: string, words: readonly string[]) => heard.push(words.join(' ')));
  ledger = createLedger({ databaseUrl: system.databaseUrl });
  await system.startWorker();
  socket = stageSocket(node);
  socket.onAny((...message: unknown[]) => heard.push(JSON.stringify(message)));
}, 120_000);

afterAll(async () => {
  socket?.disconnect();
  ear?.disconnect();
  await ledger?.close();
  await system?.stop();
});

/** However it might be written. */
function writings(bytes: Uint8Array): string[] {
  const given = Buffer.from(bytes);
  return [given.toString('hex'), given.toString('base64'), given.toString('base64url')];
}

async function answersAbout(lotteryId: string): Promise<string> {
  const paths = [
    '/api/lotteries',
    '/api/lottery-desk',
    ...['', '/transitions'].map((rest) => `/api/lotteries/${lotteryId}${rest}`),
    `/api/lottery-desk/${lotteryId}`,
  ];
  const answers = await Promise.all(paths.map((path) => node.ask('GET', path)));
  return (await Promise.all(answers.map((answer) => answer.text()))).join('\n');
}

test.each(LOTTERY_MODES)(
  'PP1 LT1 keys, nonces and k of a %s draw stay where they belong',
  async (mode) => {
    heard.length = 0;
    const lottery = await makeLottery(node, { mode });
    const { lotteryId } = lottery;
    const phone = await phoneWithTickets(node, ledger, 3);
    await lead(node, lottery, 'open');
    await socket.emitWithAck('lottery:watch', { lotteryId });
    await enter(phone, lottery, 'tea', 3);
    const entries = `/api/me/lottery-entries/${lotteryId}`;
    const own = await read(LotteryEntryListSchema, await phone.ask('GET', entries), 200);
    const nonceHex = own.nonceHex ?? '';
    await lead(node, lottery, 'closed', 'gathering');
    const randomHex = randomBytes(16).toString('hex');
    await socket.emitWithAck('lottery:contribute', { lotteryId, nonceHex, randomHex });
    const secrets = await ledger.lotterySecrets(lotteryId);
    if (secrets === null) throw new Error('no secrets');
    const k = writings(Buffer.from(secrets.kHex, 'hex'));
    const others = [
      ...writings(secrets.privateKeyPkcs8),
      // The key itself, without what stands before it.
      ...writings(secrets.privateKeyPkcs8.slice(-32)),
      ...writings(Buffer.from(nonceHex, 'hex')),
    ];
    const said = async () =>
      [
        ...heard,
        ...system.lines,
        await answersAbout(lotteryId),
        ...[...(await bundleOf(node, lottery)).values()].map((bytes) =>
          Buffer.from(bytes).toString(),
        ),
      ].join('\n');
    const found = async (words: readonly string[]) => {
      const text = await said();
      return words.filter((word) => text.includes(word));
    };
    expect(await found([...k, ...others])).toEqual([]);
    await lead(node, lottery, 'frozen');
    // In drand mode the freeze tells k, before any beacon exists.
    const toldK = [secrets.kHex];
    expect(await found([...k, ...others])).toEqual(mode === 'drand' ? toldK : []);
    await lead(node, lottery, 'final');
    if (mode === 'sealed') {
      expect(await found([...k, ...others])).toEqual([]);
      await lead(node, lottery, 'drawn');
    }
    expect(await found([...k, ...others])).toEqual(toldK);
    // It is heard in a file alone, never on the way.
    await eventually('the hall heard of it', () =>
      heard.some((line) => line.includes('final.txt')),
    );
    expect([...heard, ...system.lines].filter((line) => line.includes(secrets.kHex))).toEqual([]);
    expect(heard.some((line) => line.includes(own.ownerTag ?? '-'))).toBe(false);
    expect(heard.some((line) => line.includes('{jobs}:lead-lottery'))).toBe(true);
  },
);
