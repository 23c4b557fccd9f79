import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ActivityChanged } from '#domain/contract/kiosk-channel.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import { BatchAnswerSchema, ScanAnswerSchema } from '#domain/contract/scan.ts';
import type { Scan, ScanAnswer } from '#domain/contract/scan.ts';
import { PASS_PREFIX, issuePass, readPass } from '#domain/pass.ts';
import { encodeBase45 } from '#domain/base45.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import { eraseParticipant } from '#stores/ledger/participants.ts';
import { connectBooks } from '#stores/ledger/connection.ts';
import { runSql } from '../../tests/ledger-database.ts';
import { eventually, scanOf, startSystem } from '../../tests/running-system.ts';
import type { KioskSocket, RunningSystem, SystemNode } from '../../tests/running-system.ts';
import { loadProgramKey } from '../program-key.ts';

const HOUR_MS = 60 * 60_000;

let system: RunningSystem;
let node: SystemNode;

beforeAll(async () => {
  system = await startSystem();
  node = system.node;
});

afterAll(() => system?.stop());

/** As a client that keeps no contract. */
const raw = (socket: Socket): Socket => socket;

async function submit(socket: KioskSocket, scan: unknown): Promise<ScanAnswer> {
  return v.parse(ScanAnswerSchema, await raw(socket).emitWithAck('scan:submit', scan));
}

async function submitAll(socket: KioskSocket, scans: unknown[]): Promise<ScanAnswer[]> {
  const answer: unknown = await raw(socket).emitWithAck('scan:submit-batch', { scans });
  const batch = v.parse(BatchAnswerSchema, answer);
  return 'answers' in batch ? batch.answers : [batch];
}

async function kioskOf(activityId: string, name?: string): Promise<KioskSocket> {
  const { token } = await node.enrollKiosk(activityId, name);
  return node.kioskSocket(token);
}

/** The `data` of the refusal to connect. */
function refusalOf(socket: KioskSocket): Promise<unknown> {
  return new Promise((resolve, reject) => {
    socket.once('connect_error', (error) => resolve('data' in error ? error.data : error.message));
    socket.once('connect', () => reject(new Error('connected')));
  });
}

describe('verdicts', () => {
  test('CI1 CI2 the same scan again gets its first verdict, other content is a conflict', async () => {
    const activity = await node.makeActivity();
    const kiosk = await kioskOf(activity.activityId);
    const person = await node.makePerson('はなこ');
    const scan = scanOf(person.pass);
    const first = await submit(kiosk, scan);
    expect(first).toMatchObject({
      outcome: 'admitted',
      replayed: false,
      points: 100,
      participant: { nickname: 'はなこ', participations: 1, rank: { rankId: 'sprout' } },
    });
    expect(await submit(kiosk, { ...scan, recordedOffline: true })).toEqual({
      ...first,
      replayed: true,
    });
    expect(await submit(kiosk, { ...scan, direction: 'out' })).toMatchObject({
      outcome: 'refused',
      reason: 'scan-conflict',
    });
  });

  test('CI3 the second kiosk names the first one', async () => {
    const activity = await node.makeActivity();
    const kiosk = await kioskOf(activity.activityId, '受付1（入口）');
    const other = await kioskOf(activity.activityId, '受付2');
    const { pass } = await node.makePerson();
    await submit(kiosk, scanOf(pass));
    expect(await submit(other, scanOf(pass))).toMatchObject({
      outcome: 'already-admitted',
      kiosk: '受付1（入口）',
    });
    expect(await submit(other, scanOf(pass, { direction: 'out' }))).toMatchObject({
      outcome: 'departed',
    });
  });

  test('CI3 of 100 sockets with the same pass at the same moment one admits', async () => {
    const activity = await node.makeActivity();
    const { pass } = await node.makePerson();
    const { token } = await node.enrollKiosk(activity.activityId);
    const sockets = Array.from({ length: 100 }, () => node.kioskSocket(token));
    await Promise.all(
      sockets.map((socket) => eventually('a socket connects', () => socket.connected)),
    );
    const answers = await Promise.all(sockets.map((socket) => submit(socket, scanOf(pass))));
    const count = (outcome: string) =>
      answers.filter((answer) => 'outcome' in answer && answer.outcome === outcome).length;
    expect([count('admitted'), count('already-admitted')]).toEqual([1, 99]);
    for (const socket of sockets) socket.disconnect();
  });

  test('a scan from the future counts as of now (CI5)', async () => {
    const activity = await node.makeActivity();
    const kiosk = await kioskOf(activity.activityId);
    const { pass } = await node.makePerson();
    const future = new Date(Date.now() + 24 * HOUR_MS).toISOString();
    expect(await submit(kiosk, scanOf(pass, { scannedAt: future }))).toMatchObject({
      outcome: 'admitted',
    });
    const answer = await submit(kiosk, scanOf(pass));
    if (!('firstAt' in answer)) throw new Error(JSON.stringify(answer));
    expect(Date.parse(answer.firstAt)).toBeLessThanOrEqual(Date.now());
  });

  test('a practice activity earns nothing and moves nobody up (RK1)', async () => {
    const activity = await node.makeActivity({ practice: true });
    const kiosk = await kioskOf(activity.activityId);
    const { pass } = await node.makePerson();
    expect(await submit(kiosk, scanOf(pass))).toMatchObject({
      outcome: 'admitted',
      points: 0,
      participant: { participations: 0, rank: { rankId: 'seed' } },
    });
  });
});

describe('refusals', () => {
  let kiosk: KioskSocket;
  const reasonOf = async (pass: string, changes: Partial<Scan> = {}) => {
    const answer = await submit(kiosk, scanOf(pass, changes));
    return 'reason' in answer ? answer.reason : answer;
  };

  beforeAll(async () => {
    kiosk = await kioskOf((await node.makeActivity()).activityId);
  });

  test('a code that is not ours', async () => {
    expect(await reasonOf('https://example.com/hello')).toBe('pass-unreadable');
  });

  test('a forged signature, of a known and of an unknown person', async () => {
    const { pass } = await node.makePerson();
    const { signedBytes, signature } = readPass(pass)!;
    const bytes = Uint8Array.from([...signedBytes, ...signature]);
    bytes[90] = bytes[90]! ^ 1;
    expect(await reasonOf(PASS_PREFIX + encodeBase45(bytes))).toBe('pass-forged');
    bytes[5] = bytes[5]! ^ 1;
    expect(await reasonOf(PASS_PREFIX + encodeBase45(bytes))).toBe('pass-forged');
    expect(await reasonOf(pass)).not.toBe('pass-forged');
  });

  test('signed by us, of nobody in the books; expired; revoked; erased', async () => {
    const ledger = createLedger({ databaseUrl: system.databaseUrl });
    const books = connectBooks({ databaseUrl: system.databaseUrl, poolSize: 1 });
    try {
      const { keyId, sign } = await loadProgramKey(ledger);
      const nobody = {
        keyId,
        participantId: randomUUID(),
        serial: 9_999_999,
        kind: 'card',
      } as const;
      const validUntilS = Math.floor((Date.now() + HOUR_MS) / 1000);
      expect(await reasonOf(await issuePass({ ...nobody, validUntilS }, sign))).toBe(
        'pass-unknown',
      );

      const participantId = randomUUID();
      const past = Math.floor((Date.now() - HOUR_MS) / 1000);
      const row = await ledger.createParticipant({
        participantId,
        nickname: 'けやき',
        tokenHash: null,
        pass: { kind: 'card', keyId, validUntilS: past, devicePublicKeyHex: null },
      });
      const expired = await issuePass(row, sign);
      expect(await reasonOf(expired)).toBe('pass-expired');
      // Again, now from the cache.
      expect(await reasonOf(expired)).toBe('pass-expired');

      const fresh = randomUUID();
      const revokedRow = await ledger.createParticipant({
        participantId: fresh,
        nickname: 'ゆうひ',
        tokenHash: null,
        pass: { kind: 'card', keyId, validUntilS, devicePublicKeyHex: null },
      });
      await runSql(system.databaseUrl, 'update passes set revoked_at = now() where serial = $1', [
        revokedRow.serial,
      ]);
      expect(await reasonOf(await issuePass(revokedRow, sign))).toBe('pass-revoked');

      const erased = await ledger.createParticipant({
        participantId: randomUUID(),
        nickname: 'つばめ',
        tokenHash: null,
        pass: { kind: 'card', keyId, validUntilS, devicePublicKeyHex: null },
      });
      await eraseParticipant(books, erased.participantId, new Date().toISOString());
      expect(await reasonOf(await issuePass(erased, sign))).toBe('pass-unknown');
    } finally {
      await ledger.close();
      await books.destroy();
    }
  });

  test('not open yet, over, cancelled, full; a departure before any arrival (CI5)', async () => {
    const now = Date.now();
    const at = (ms: number) => new Date(now + ms).toISOString();
    const times = { startsAt: at(2 * HOUR_MS), endsAt: at(3 * HOUR_MS) };
    const cases = [
      ['activity-not-open', times],
      ['activity-over', { startsAt: at(-3 * HOUR_MS), endsAt: at(-2 * HOUR_MS) }],
    ] as const;
    for (const [reason, changes] of cases) {
      kiosk = await kioskOf((await node.makeActivity(changes)).activityId);
      expect(await reasonOf((await node.makePerson()).pass)).toBe(reason);
    }
    const full = await node.makeActivity({ capacity: 1 });
    kiosk = await kioskOf(full.activityId);
    const [first, second] = [await node.makePerson(), await node.makePerson()];
    expect(await reasonOf(first.pass, { direction: 'out' })).toBe('not-checked-in');
    await submit(kiosk, scanOf(first.pass));
    expect(await reasonOf(second.pass)).toBe('activity-full');
    await node.ask('PATCH', `/api/activities/${full.activityId}`, { capacity: 2 });
    expect(await submit(kiosk, scanOf(second.pass))).toMatchObject({ outcome: 'admitted' });
    await node.ask('PATCH', `/api/activities/${full.activityId}`, { cancelled: true });
    expect(await reasonOf((await node.makePerson()).pass)).toBe('activity-cancelled');
    await node.ask('PATCH', `/api/activities/${full.activityId}`, { cancelled: false });
    expect(await reasonOf((await node.makePerson()).pass)).toBe('activity-full');
  });
});

describe('handshake', () => {
  test('an unknown token, an old screen, a missing token', async () => {
    expect(await refusalOf(node.kioskSocket('nobody'))).toEqual({ code: 'token-unknown' });
    expect(await refusalOf(node.kioskSocket('nobody', { protocolVersion: 0 }))).toEqual({
      code: 'protocol-outdated',
    });
    expect(await refusalOf(node.kioskSocket(''))).toEqual({ code: 'token-unknown' });
  });

  test('the namespace that is no screen’s lets nobody stay', async () => {
    const socket = io(node.base, { transports: ['websocket'], reconnection: false });
    try {
      expect(await refusalOf(socket)).toEqual({ code: 'not-found' });
    } finally {
      socket.disconnect();
    }
  });

  test('a page of another origin is not let in', async () => {
    const { token } = await node.enrollKiosk((await node.makeActivity()).activityId);
    const socket = io(`${node.base}/kiosk`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { token, protocolVersion: 1 },
      extraHeaders: { origin: 'https://elsewhere.example' },
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect_error', () => resolve());
      socket.once('connect', () => reject(new Error('connected')));
    });
    socket.disconnect();
  });

  test('a connected kiosk is told its settings and the count', async () => {
    const activity = await node.makeActivity();
    const { token, kioskId } = await node.enrollKiosk(activity.activityId);
    const kiosk = node.kioskSocket(token);
    const settings = await new Promise<unknown>((resolve) => {
      kiosk.once('kiosk:settings', resolve);
    });
    expect(settings).toMatchObject({ kioskId, activity, exitPin: { iterations: 100_000 } });
    expect(JSON.stringify(settings)).not.toContain(token);
  });
});

describe('messages', () => {
  test('a malformed scan, no acknowledgement, an acknowledgement that is no function', async () => {
    const kiosk = await kioskOf((await node.makeActivity()).activityId);
    const { pass } = await node.makePerson();
    const malformed: unknown[] = [
      null,
      'scan',
      [],
      { ...scanOf(pass), scanId: 'x' },
      { ...scanOf(pass), direction: 'up' },
      { ...scanOf(pass), scannedAt: 'yesterday' },
      { ...scanOf(pass), pass: 'A'.repeat(LIMITS.passLengthMax + 1) },
      { ...scanOf(pass), pass: '' },
    ];
    for (const message of malformed) {
      expect(await submit(kiosk, message)).toEqual({ failure: 'message-malformed' });
    }
    raw(kiosk).emit('scan:submit');
    raw(kiosk).emit('scan:submit', scanOf(pass));
    raw(kiosk).emit('scan:submit', scanOf(pass), 'not a function');
    raw(kiosk).emit('scan:submit-batch', { scans: 'all' }, 7);
    raw(kiosk).emit('kiosk:status', undefined);
    raw(kiosk).emit('no:such-event', {});
    expect(await submit(kiosk, scanOf(pass))).toMatchObject({ outcome: 'already-admitted' });
  });

  test('a message above the limit ends the connection, and the next one works', async () => {
    const kiosk = await kioskOf((await node.makeActivity()).activityId);
    const ended = new Promise<string>((resolve) => {
      kiosk.once('disconnect', resolve);
    });
    const { pass } = await node.makePerson();
    kiosk.emit('scan:submit', scanOf('A'.repeat(LIMITS.socketMessageBytesMax)), () => undefined);
    await ended;
    expect(await submit(kiosk, scanOf(pass))).toMatchObject({ outcome: 'admitted' });
  });

  test('a flood from one kiosk is slowed over all its sockets, new ones too', async () => {
    const activity = await node.makeActivity();
    const { token } = await node.enrollKiosk(activity.activityId);
    const sockets = Array.from({ length: 3 }, () => node.kioskSocket(token));
    for (const each of sockets) await eventually('connected', () => each.connected);
    const { pass } = await node.makePerson();
    const scan = scanOf(pass);
    const startedAtMs = performance.now();
    const flood = (socket: KioskSocket) =>
      Promise.all(Array.from({ length: LIMITS.scansBurstMax }, () => submit(socket, scan)));
    const answers = (await Promise.all(sockets.map(flood))).flat();
    for (const each of sockets) each.disconnect();
    const again = node.kioskSocket(token);
    answers.push(...(await flood(again)));
    const passedS = (performance.now() - startedAtMs) / 1_000;
    const decided = answers.filter((answer) => !('failure' in answer)).length;
    expect(decided).toBeLessThanOrEqual(
      LIMITS.scansBurstMax + Math.ceil(passedS * LIMITS.scansPerSecondMax),
    );
    // What the tablet holds is still taken, in time.
    const first = await eventually('the kiosk is heard again', async () => {
      const [answer] = await submitAll(again, [scan]);
      return answer !== undefined && !('failure' in answer) && answer;
    });
    expect(first).toMatchObject({ outcome: 'admitted', replayed: true });
  });

  test('a flood from one kiosk is slowed, others are not', async () => {
    // Its clock stands: however slowly this goes, nothing is filled up meanwhile.
    const atMs = Date.now();
    const flooded = await system.startNode({ nowMs: () => atMs });
    const { activityId } = await flooded.makeActivity();
    const open = async () => flooded.kioskSocket((await flooded.enrollKiosk(activityId)).token);
    const [flood, calm] = [await open(), await open()];
    const { pass } = await flooded.makePerson();
    const scan = scanOf(pass);
    const many = Array.from({ length: LIMITS.scansBurstMax * 3 }, () => submit(flood, scan));
    const answers = await Promise.all(many);
    const limited = answers.filter((answer) => 'failure' in answer);
    expect(limited).toHaveLength(answers.length - LIMITS.scansBurstMax);
    expect(limited[0]).toMatchObject({ failure: 'rate-limited', retryAfterMs: expect.any(Number) });
    expect(await submit(calm, scanOf(pass))).toMatchObject({ outcome: 'already-admitted' });
  });

  test('KS2 one bad scan of a batch is answered by itself and holds up no other', async () => {
    const kiosk = await kioskOf((await node.makeActivity()).activityId);
    const [one, two] = [await node.makePerson(), await node.makePerson()];
    const scans = [scanOf(one.pass), { scanId: 7 }, scanOf('?'), scanOf(two.pass)];
    expect(await submitAll(kiosk, scans)).toMatchObject([
      { outcome: 'admitted' },
      { failure: 'message-malformed' },
      { outcome: 'refused', reason: 'pass-unreadable' },
      { outcome: 'admitted' },
    ]);
    const tooMany = Array.from({ length: LIMITS.batchScansMax + 1 }, () => scanOf(one.pass));
    expect(await submitAll(kiosk, tooMany)).toEqual([{ failure: 'message-malformed' }]);
  });

  test('CI5 a batch is decided in the order of scannedAt', async () => {
    const kiosk = await kioskOf((await node.makeActivity()).activityId);
    const { pass } = await node.makePerson();
    const now = Date.now();
    const at = (ms: number) => ({ scannedAt: new Date(now - ms).toISOString() });
    const scans = [
      scanOf(pass, { direction: 'out', ...at(1_000) }),
      scanOf(pass, at(2_000)),
      scanOf(pass, at(3_000)),
    ];
    expect(await submitAll(kiosk, scans)).toMatchObject([
      { outcome: 'departed' },
      { outcome: 'already-admitted' },
      { outcome: 'admitted' },
    ]);
  });

  test('kiosk:status answers with the clock and shows on the dashboard side', async () => {
    const activity = await node.makeActivity();
    const { kioskId, token } = await node.enrollKiosk(activity.activityId);
    const kiosk = node.kioskSocket(token);
    const status = { waiting: 3, booking: 1, camera: 'stalled', clockOffsetMs: -40 } as const;
    const answer = await kiosk.emitWithAck('kiosk:status', status);
    expect(answer).toEqual({ at: expect.stringMatching(/^\d{4}-/) });
    const shown = () =>
      node.ask('GET', `/api/kiosks/${kioskId}`).then((response) => response.json());
    await eventually('the status is kept', async () => (await shown()).status !== null);
    expect(await shown()).toMatchObject({ online: true, state: 'enrolled', status });
    kiosk.disconnect();
    await eventually('the kiosk is offline', async () => (await shown()).online === false);
    expect(await shown()).toMatchObject({ status });
  });
});

describe('revocation', () => {
  test('KS3 cuts the socket, decides nothing more, and lets nobody in again', async () => {
    const activity = await node.makeActivity();
    const { kioskId, token } = await node.enrollKiosk(activity.activityId);
    const kiosk = node.kioskSocket(token);
    const { pass } = await node.makePerson();
    await submit(kiosk, scanOf(pass));
    const told = new Promise<void>((resolve) => {
      kiosk.once('kiosk:revoked', resolve);
    });
    const cut = new Promise<string>((resolve) => {
      kiosk.once('disconnect', resolve);
    });
    // Scans that are under way while it is revoked are decided before or not at all.
    const people = await Promise.all(Array.from({ length: 20 }, () => node.makePerson()));
    let answered = 0;
    for (const person of people) {
      kiosk.emit('scan:submit', scanOf(person.pass), (answer) => {
        if ('outcome' in answer) answered += 1;
      });
    }
    expect((await node.ask('DELETE', `/api/kiosks/${kioskId}`)).status).toBe(204);
    const attendance = () =>
      node
        .ask('GET', `/api/activities/${activity.activityId}/attendance`)
        .then((response) => response.json());
    const { counters } = await attendance();
    await told;
    expect(await cut).toBe('io server disconnect');
    expect(answered).toBeLessThanOrEqual(counters.admitted - 1);
    expect(await refusalOf(node.kioskSocket(token))).toEqual({ code: 'kiosk-revoked' });
    expect((await attendance()).counters).toEqual(counters);
  });

  test('KS3 a revocation at one node cuts the socket at another', async () => {
    const second = await system.startNode();
    const activity = await node.makeActivity();
    const { kioskId, token } = await node.enrollKiosk(activity.activityId);
    const kiosk = second.kioskSocket(token);
    await eventually('connected', () => kiosk.connected);
    const cut = new Promise<string>((resolve) => {
      kiosk.once('disconnect', resolve);
    });
    await node.ask('DELETE', `/api/kiosks/${kioskId}`);
    expect(await cut).toBe('io server disconnect');
    expect(await refusalOf(second.kioskSocket(token))).toEqual({ code: 'kiosk-revoked' });
  });

  test('a tablet that enrolls as the kiosk takes the place of the one before', async () => {
    const activity = await node.makeActivity();
    const { kioskId, token } = await node.enrollKiosk(activity.activityId);
    const before = node.kioskSocket(token);
    await eventually('connected', () => before.connected);
    const cut = new Promise<string>((resolve) => {
      before.once('disconnect', resolve);
    });
    const { enrollmentCode } = await (
      await node.ask('POST', `/api/kiosks/${kioskId}/enrollment-code`)
    ).json();
    const enrolled = await node.askPublic('POST', '/api/kiosks/enroll', { enrollmentCode });
    const { token: fresh } = await enrolled.json();
    expect(await cut).toBe('io server disconnect');
    expect(await refusalOf(node.kioskSocket(token))).toEqual({ code: 'token-unknown' });
    const after = node.kioskSocket(fresh);
    await eventually('the new tablet connects', () => after.connected);
  });
});

test('a changed activity reaches its kiosks', async () => {
  const activity = await node.makeActivity();
  const kiosk = await kioskOf(activity.activityId);
  await eventually('connected', () => kiosk.connected);
  const seen: ActivityChanged[] = [];
  kiosk.on('activity:changed', (change) => seen.push(change));
  await node.ask('PATCH', `/api/activities/${activity.activityId}`, { name: '新しい名前' });
  await eventually('the new name', () => seen.some((each) => each.activity.name === '新しい名前'));
  await submit(kiosk, scanOf((await node.makePerson()).pass));
  await eventually('the count', () => seen.some((each) => each.admitted === 1));
});
