import { describe, expect, test } from 'vitest';
import type { Attendance, AttendanceChange, CheckInLine } from '#domain/contract/attendance.ts';
import type { Kiosk } from '#domain/contract/kiosks.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import { reduceAttendance, watchFrom } from './attendance-state.ts';
import type { AttendanceEvent, AttendanceState } from './attendance-state.ts';

const ACTIVITY = '00000000-0000-4000-8000-00000000000a';
const OTHER = '00000000-0000-4000-8000-00000000000b';
const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 4, 30, second)).toISOString();

const counters = (seq: number, bookedSeq = 0) => ({
  admitted: seq,
  inside: seq,
  already: 0,
  departures: 0,
  refused: {} as Attendance['counters']['refused'],
  seq,
  bookedSeq,
});
const line = (seq: number): CheckInLine => ({
  seq,
  scannedAt: at(seq % 60),
  outcome: 'admitted',
  nickname: `人${seq}`,
  via: 'card',
  kioskId: OTHER,
  points: 100,
  reason: null,
  firstAt: null,
  recordedOffline: false,
});
const kiosk = (name: string, activityId = ACTIVITY): Kiosk => ({
  kioskId: OTHER,
  activityId,
  name,
  state: 'enrolled',
  exitPin: '123456',
  enrolledAt: at(0),
  revokedAt: null,
  online: true,
  lastSeenAt: at(0),
  status: null,
});
const snapshot = (seq: number, over: Partial<Attendance> = {}): Attendance => ({
  activityId: ACTIVITY,
  at: at(0),
  counters: counters(seq),
  expected: 40,
  arrivals: [],
  latest: seq === 0 ? [] : [line(seq)],
  kiosks: [],
  conflicts: [],
  ...over,
});
const change = (
  fromSeq: number,
  seq: number,
  over: Partial<AttendanceChange> = {},
): AttendanceChange => ({
  activityId: ACTIVITY,
  at: at(1),
  fromSeq,
  seq,
  counters: counters(seq),
  arrivals: [],
  latest: [line(seq)],
  ...over,
});
const play = (events: AttendanceEvent[], from: AttendanceState = watchFrom(ACTIVITY)) =>
  events.reduce(reduceAttendance, from);
const watching = (seq: number, over: Partial<Attendance> = {}) =>
  play([
    { type: 'connected' },
    { type: 'asked' },
    { type: 'snapshot', attendance: snapshot(seq, over) },
  ]);

describe('a change against the own seq', () => {
  const cases: [name: string, own: number, from: number, to: number, seq: number, asks: boolean][] =
    [
      ['the next one is taken', 5, 5, 6, 6, false],
      ['several at once are taken', 5, 5, 25, 25, false],
      ['a gap is not bridged but asked about', 5, 7, 8, 5, true],
      ['the same change again is ignored', 5, 4, 5, 5, false],
      ['one that reaches back before ours is as good', 5, 3, 8, 8, false],
      ['the first of all', 0, 0, 1, 1, false],
    ];
  test.each(cases)('%s', (_name, own, fromSeq, seq, expectedSeq, asks) => {
    const before = watching(own);
    const stale = seq <= own ? { at: at(0) } : {};
    const state = play([{ type: 'changed', change: change(fromSeq, seq, stale) }], before);
    expect(state.attendance?.counters.seq).toBe(expectedSeq);
    expect(state.wantsSnapshot).toBe(asks);
  });

  test('an ignored duplicate leaves the very same state', () => {
    const before = watching(5);
    const event = { type: 'changed', change: change(4, 5, { at: at(0) }) } as const;
    expect(reduceAttendance(before, event)).toBe(before);
  });

  test('fewer outcomes at a later time: the count began anew, and the snapshot is asked for', () => {
    const state = play([{ type: 'changed', change: change(0, 1, { at: at(30) }) }], watching(5));
    expect(state.wantsSnapshot).toBe(true);
  });

  test('a change of another activity is not ours', () => {
    const before = watching(5);
    const event = { type: 'changed', change: change(5, 6, { activityId: OTHER }) } as const;
    expect(reduceAttendance(before, event)).toBe(before);
  });
});

describe('asking for the snapshot', () => {
  test('connecting asks, and connecting again asks again', () => {
    const first = play([{ type: 'connected' }]);
    expect(first).toMatchObject({ link: 'online', wantsSnapshot: true });
    const again = play([{ type: 'disconnected' }, { type: 'connected' }], watching(3));
    expect(again).toMatchObject({ link: 'online', wantsSnapshot: true });
  });

  test('while the link is down the last values stand and nobody asks', () => {
    const state = play([{ type: 'disconnected' }, { type: 'ask-again' }], watching(3));
    expect(state.attendance?.counters.admitted).toBe(3);
    expect(state).toMatchObject({ link: 'offline', wantsSnapshot: false });
  });

  test('only one question is under way, whatever arrives meanwhile', () => {
    const state = play(
      [{ type: 'asked' }, { type: 'changed', change: change(9, 10) }],
      play([{ type: 'ask-again' }], watching(3)),
    );
    expect(state).toMatchObject({ awaiting: true, wantsSnapshot: false });
  });

  test('a snapshot that a change overtook is shown and asked for again', () => {
    const state = play([
      { type: 'connected' },
      { type: 'asked' },
      { type: 'changed', change: change(3, 4) },
      { type: 'snapshot', attendance: snapshot(3) },
    ]);
    expect(state.attendance?.counters.seq).toBe(3);
    expect(state.wantsSnapshot).toBe(true);
    const after = play([{ type: 'asked' }, { type: 'snapshot', attendance: snapshot(4) }], state);
    expect(after).toMatchObject({ wantsSnapshot: false, awaiting: false });
  });

  test('a refused question says why and may be repeated', () => {
    const state = play([
      { type: 'connected' },
      { type: 'asked' },
      { type: 'failed', failure: 'unavailable' },
    ]);
    expect(state).toMatchObject({ failure: 'unavailable', awaiting: false, wantsSnapshot: false });
    expect(play([{ type: 'ask-again' }], state).wantsSnapshot).toBe(true);
    const answered = play([{ type: 'snapshot', attendance: snapshot(1) }], state);
    expect(answered.failure).toBeNull();
  });

  test('a snapshot of the activity before this one is not ours', () => {
    const state = play([
      { type: 'connected' },
      { type: 'snapshot', attendance: snapshot(3, { activityId: OTHER }) },
    ]);
    expect(state.attendance).toBeNull();
  });

  test('a snapshot replaces everything, smaller figures too', () => {
    const state = play([{ type: 'snapshot', attendance: snapshot(2) }], watching(9));
    expect(state.attendance?.counters.seq).toBe(2);
  });
});

describe('what a change carries', () => {
  test('minutes are absolute: changed ones are replaced, new ones sorted in', () => {
    const before = watching(3, {
      arrivals: [
        { minute: at(0), count: 2 },
        { minute: '2026-11-22T04:33:00.000Z', count: 1 },
      ],
    });
    const arrivals = [
      { minute: '2026-11-22T04:31:00.000Z', count: 4 },
      { minute: at(0), count: 3 },
    ];
    const state = play([{ type: 'changed', change: change(3, 8, { arrivals }) }], before);
    expect(state.attendance?.arrivals.map(({ count }) => count)).toEqual([3, 4, 1]);
  });

  test('the latest stay newest first, without doubles, and bounded', () => {
    const latest = Array.from({ length: LIMITS.latestCheckInsMax }, (_, index) => line(30 - index));
    const before = watching(30, { latest });
    const fresh = change(30, 32, { latest: [line(32), line(31), line(30)] });
    const state = play([{ type: 'changed', change: fresh }], before);
    const seqs = state.attendance?.latest.map(({ seq }) => seq) ?? [];
    expect(seqs.slice(0, 4)).toEqual([32, 31, 30, 29]);
    expect(seqs).toHaveLength(LIMITS.latestCheckInsMax);
  });

  test('what is booked never goes back, whichever message says it', () => {
    const booked = play(
      [
        { type: 'recorded', recorded: { activityId: ACTIVITY, bookedSeq: 4 } },
        { type: 'recorded', recorded: { activityId: ACTIVITY, bookedSeq: 2 } },
        { type: 'changed', change: change(5, 6, { counters: counters(6, 1) }) },
      ],
      watching(5),
    );
    expect(booked.attendance?.counters).toMatchObject({ seq: 6, bookedSeq: 4 });
  });
});

describe('kiosks and conflicts', () => {
  test('a kiosk is replaced or added, and one of another activity is not ours', () => {
    const state = play(
      [
        { type: 'kiosk-changed', kiosk: kiosk('受付1') },
        { type: 'kiosk-changed', kiosk: kiosk('入口') },
        { type: 'kiosk-changed', kiosk: kiosk('よそ', OTHER) },
      ],
      watching(1),
    );
    expect(state.attendance?.kiosks.map(({ name }) => name)).toEqual(['入口']);
  });

  test('news that came while the snapshot was on its way outlives it', () => {
    const state = play([
      { type: 'connected' },
      { type: 'asked' },
      { type: 'kiosk-changed', kiosk: kiosk('新しい') },
      { type: 'recorded', recorded: { activityId: ACTIVITY, bookedSeq: 3 } },
      { type: 'snapshot', attendance: snapshot(3, { kiosks: [kiosk('古い')] }) },
    ]);
    expect(state.attendance?.kiosks.map(({ name }) => name)).toEqual(['新しい']);
    expect(state.attendance?.counters.bookedSeq).toBe(3);
  });

  test('a conflict is found once and resolved in its place', () => {
    const conflict = {
      conflictId: OTHER,
      activityId: ACTIVITY,
      nickname: 'さくら',
      first: { at: at(0), kiosk: '受付1' },
      second: { at: at(9), kiosk: '受付2' },
      resolvedAt: null,
    };
    const state = play(
      [
        { type: 'conflict-found', conflict },
        { type: 'conflict-found', conflict: { ...conflict, resolvedAt: at(20) } },
      ],
      watching(1),
    );
    expect(state.attendance?.conflicts).toEqual([{ ...conflict, resolvedAt: at(20) }]);
  });
});
