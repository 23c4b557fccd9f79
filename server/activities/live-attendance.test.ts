import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AttendanceChange } from '#domain/contract/attendance.ts';
import type { Attendance } from '#domain/contract/attendance.ts';
import { kioskOnlineKey } from '#stores/live/keys.ts';
import { runSql } from '../../tests/ledger-database.ts';
import { eventually, scanOf, startSystem } from '../../tests/running-system.ts';
import type { DashboardSocket, RunningSystem, SystemNode } from '../../tests/running-system.ts';

let system: RunningSystem;
let node: SystemNode;

beforeAll(async () => {
  system = await startSystem();
  node = system.node;
});

afterAll(() => system?.stop());

/** A client as the dashboard is: it starts at a snapshot and takes only changes that fit. */
class Follower {
  readonly socket: DashboardSocket;
  seq = -1;
  gaps = 0;
  admitted = 0;
  readonly seen = new Map<number, string | null>();
  readonly arrivals = new Map<string, number>();

  constructor(socket: DashboardSocket) {
    this.socket = socket;
    socket.on('attendance:changed', (change) => this.take(change));
  }

  async watch(activityId: string): Promise<Attendance> {
    const snapshot = await this.socket.emitWithAck('attendance:watch', { activityId });
    if ('failure' in snapshot) throw new Error(snapshot.failure);
    this.seq = snapshot.counters.seq;
    this.admitted = snapshot.counters.admitted;
    for (const line of snapshot.latest) this.seen.set(line.seq, line.nickname);
    for (const { minute, count } of snapshot.arrivals) this.arrivals.set(minute, count);
    return snapshot;
  }

  take(change: AttendanceChange): void {
    if (change.seq <= this.seq) return;
    if (change.fromSeq !== this.seq) {
      this.gaps += 1;
      return;
    }
    this.seq = change.seq;
    this.admitted = change.counters.admitted;
    for (const line of change.latest) this.seen.set(line.seq, line.nickname);
    for (const { minute, count } of change.arrivals) this.arrivals.set(minute, count);
  }
}

test('dashboards that join in the middle of a rush see every change without a gap', async () => {
  const activity = await node.makeActivity();
  const { token } = await node.enrollKiosk(activity.activityId);
  const kiosk = node.kioskSocket(token);
  const people = await Promise.all(
    Array.from({ length: 60 }, (_, index) => node.makePerson(`人${index}`)),
  );
  const followers: Follower[] = [];
  for (const [index, person] of people.entries()) {
    await kiosk.emitWithAck('scan:submit', scanOf(person.pass));
    if (index % 10 === 0) {
      const follower = new Follower(node.dashboardSocket());
      followers.push(follower);
      await follower.watch(activity.activityId);
    }
  }
  await eventually('everybody is up to date', () =>
    followers.every(({ seq }) => seq === people.length),
  );
  for (const follower of followers) {
    expect(follower.gaps).toBe(0);
    expect(follower.admitted).toBe(people.length);
    const arrived = [...follower.arrivals.values()].reduce((sum, count) => sum + count, 0);
    expect(arrived).toBe(people.length);
  }
  // The first one saw all of them come, by name.
  const names = new Set(followers[0]!.seen.values());
  expect(names).toContain('人59');
  expect(names).not.toContain(null);
});

test('a dashboard that changes its mind is told of the last activity only', async () => {
  const [one, two] = [await node.makeActivity(), await node.makeActivity()];
  const kiosk = node.kioskSocket((await node.enrollKiosk(one.activityId)).token);
  const other = node.kioskSocket((await node.enrollKiosk(two.activityId)).token);
  const socket = node.dashboardSocket();
  const told = new Set<string>();
  socket.on('attendance:changed', ({ activityId }) => told.add(activityId));
  await Promise.all([
    socket.emitWithAck('attendance:watch', { activityId: one.activityId }),
    socket.emitWithAck('attendance:watch', { activityId: two.activityId }),
  ]);
  await kiosk.emitWithAck('scan:submit', scanOf((await node.makePerson()).pass));
  await other.emitWithAck('scan:submit', scanOf((await node.makePerson()).pass));
  await eventually('the second activity', () => told.has(two.activityId));
  expect(told).toEqual(new Set([two.activityId]));
});

test('an unknown activity and a malformed wish are answered', async () => {
  const socket = node.dashboardSocket();
  const activityId = '01900000-0000-7000-8000-000000000000';
  expect(await socket.emitWithAck('attendance:watch', { activityId })).toEqual({
    failure: 'activity-unknown',
  });
  expect(await socket.emitWithAck('attendance:watch', { activityId: 'x' })).toEqual({
    failure: 'message-malformed',
  });
});

test('nobody looks without a session', async () => {
  const refused = await new Promise<unknown>((resolve) => {
    node
      .dashboardSocket({ cookie: 'tsudoi_session=nobody' })
      .once('connect_error', (error) => resolve('data' in error ? error.data : null));
  });
  expect(refused).toEqual({ code: 'not-logged-in' });
});

test('staff see kiosks come and go, and activities change, on every node', async () => {
  const second = await system.startNode();
  const activity = await node.makeActivity();
  const socket = second.dashboardSocket();
  const kiosks: boolean[] = [];
  const touched: string[] = [];
  socket.on('kiosk:changed', ({ online }) => kiosks.push(online));
  socket.on('activity:changed', ({ activityId }) => touched.push(activityId));
  await socket.emitWithAck('attendance:watch', { activityId: activity.activityId });
  const { token } = await node.enrollKiosk(activity.activityId);
  const kiosk = node.kioskSocket(token);
  await eventually('the kiosk is shown online', () => kiosks.includes(true));
  kiosk.disconnect();
  await eventually('the kiosk is shown offline', () => kiosks.at(-1) === false);
  await node.ask('PATCH', `/api/activities/${activity.activityId}`, { expected: 40 });
  await eventually('the change is told', () => touched.includes(activity.activityId));
});

test('the kiosks of a node that died are shown offline, though nobody says so', async () => {
  const alive = await system.startNode({ kioskLookIntervalMs: 50 });
  const activity = await node.makeActivity();
  const { token, kioskId } = await node.enrollKiosk(activity.activityId);
  const { kioskId: waiting } = await node.enrollKiosk(activity.activityId, '受付2');
  const kiosk = node.kioskSocket(token);
  const store = new Redis(system.redis.url);
  const mark = kioskOnlineKey(kioskId);
  await eventually('the mark is there', async () => (await store.exists(mark)) === 1);
  // Staff open the dashboard afterwards: what it first shows they read by themselves.
  const socket = alive.dashboardSocket();
  const shown: boolean[] = [];
  socket.on('kiosk:changed', (changed) => {
    if (changed.kioskId !== waiting) shown.push(changed.online);
  });
  await socket.emitWithAck('attendance:watch', { activityId: activity.activityId });
  await eventually('the kiosk is shown online', () => shown.at(-1) === true);
  // What a killed node leaves behind runs out by itself; here at once.
  await store.pexpire(mark, 1);
  await eventually('the kiosk is shown offline', () => shown.at(-1) === false);
  const told = shown.length;
  await new Promise((resolve) => {
    setTimeout(resolve, 500);
  });
  // Ten looks told nothing; what its own node said when it came may have arrived only now.
  expect(shown.length - told).toBeLessThanOrEqual(1);
  // It comes to another node, which tells it; and goes without a word there, too.
  const before = shown.length;
  kiosk.disconnect();
  await eventually('the node that it left says so', () => shown.length > before);
  alive.kioskSocket(token);
  await eventually('the kiosk is shown online again', () => shown.at(-1) === true);
  await store.pexpire(mark, 1);
  await eventually('the kiosk is shown offline again', () => shown.at(-1) === false);
  await store.quit();
});

test('KS2 a scan is settled when the books have it, also after a reconnect', async () => {
  const activity = await node.makeActivity();
  const { token, kioskId } = await node.enrollKiosk(activity.activityId);
  const kiosk = node.kioskSocket(token);
  const settled = new Set<string>();
  kiosk.on('scan:settled', ({ scanIds }) => {
    for (const scanId of scanIds) settled.add(scanId);
  });
  const scan = scanOf((await node.makePerson()).pass);
  await kiosk.emitWithAck('scan:submit', scan);
  expect(settled.size).toBe(0);
  const socket = node.dashboardSocket();
  const recorded: number[] = [];
  socket.on('check-in:recorded', ({ bookedSeq }) => recorded.push(bookedSeq));
  await socket.emitWithAck('attendance:watch', { activityId: activity.activityId });

  const worker = await system.startWorker();
  await eventually('the scan is settled', () => settled.has(scan.scanId));
  await eventually('the dashboard is told', () => recorded.includes(1));
  const booked = await runSql(
    system.databaseUrl,
    'select kiosk_id, points from check_ins where scan_id = $1',
    [scan.scanId],
  );
  expect(booked).toEqual([{ kiosk_id: kioskId, points: 100 }]);

  // The message was lost on the way: the kiosk sends the scan again and is told at once.
  kiosk.disconnect();
  settled.clear();
  kiosk.connect();
  expect(await kiosk.emitWithAck('scan:submit', scan)).toMatchObject({ replayed: true });
  await eventually('the scan is settled again', () => settled.has(scan.scanId));
  await worker.close();
});

test('CI3 two kiosks without the network: one award, and a conflict that staff put aside', async () => {
  const activity = await node.makeActivity();
  const one = node.kioskSocket((await node.enrollKiosk(activity.activityId, '受付1')).token);
  const two = node.kioskSocket((await node.enrollKiosk(activity.activityId, '受付2')).token);
  const { pass } = await node.makePerson('いずみ');
  const socket = node.dashboardSocket();
  const found: { conflictId: string; resolvedAt: string | null }[] = [];
  socket.on('conflict:found', (conflict) => found.push(conflict));
  await socket.emitWithAck('attendance:watch', { activityId: activity.activityId });
  const worker = await system.startWorker();
  await one.emitWithAck('scan:submit', scanOf(pass, { recordedOffline: true }));
  await two.emitWithAck('scan:submit', scanOf(pass, { recordedOffline: true }));
  const [conflict] = await eventually('the conflict', () => (found.length > 0 ? found : null));
  expect(conflict).toMatchObject({
    nickname: 'いずみ',
    first: { kiosk: '受付1' },
    second: { kiosk: '受付2' },
    resolvedAt: null,
  });
  const path = `/api/conflicts/${conflict!.conflictId}`;
  expect((await node.ask('PATCH', path, { resolved: true })).status).toBe(200);
  await eventually('it is put aside everywhere', () => found.at(-1)?.resolvedAt !== null);
  await worker.close();
});
