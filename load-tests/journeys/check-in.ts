/**
 * The load journey, run by k6 as it stands: kiosks check people in over Socket.IO, show them again,
 * and send answered scans again as after an outage. Asks at the end whether the figures and the
 * books hold exactly what the kiosks were told.
 *
 * Environment: BASE_URL, STAFF_EMAIL, STAFF_PASSWORD; SHORT=1 for a few seconds with few kiosks.
 */
import { check } from 'k6';
import { vu } from 'k6/execution';
import { Counter, Trend } from 'k6/metrics';
import type { Options } from 'k6/options';
import { clearTimeout, setTimeout } from 'k6/timers';
import { LIMITS } from '../../domain/contract/limits.ts';
import { PROTOCOL_VERSION } from '../../domain/contract/protocol.ts';
import type { Scan, ScanAnswer } from '../../domain/contract/scan.ts';
import { isOutcome, isReplay } from './answers.ts';
import type { Hall } from './hall.ts';
import { makeHall, readBookedAttendance } from './hall.ts';
import type { Kiosk } from './kiosk.ts';
import { connectKiosk, scanOf } from './kiosk.ts';

/** k6 has one, and leaves its type to the DOM, which it has not. */
declare const console: { error(line: string): void };

/** Sizes stay within what the server's brakes allow one address to make at once. */
const SIZE =
  __ENV['SHORT'] === '1'
    ? { kiosks: 4, people: 40, rounds: 5 }
    : { kiosks: 20, people: 60, rounds: 400 };
const BASE_URL = (__ENV['BASE_URL'] ?? 'http://127.0.0.1:8080').replace(/\/$/, '');
const journeyDeadlineMs = 120_000;

const acknowledgementMs = new Trend('scan_acknowledgement', true);
const failures = new Counter('scan_failures');

export const options: Options = {
  setupTimeout: '300s',
  teardownTimeout: '90s',
  scenarios: {
    kiosks: {
      executor: 'per-vu-iterations',
      vus: SIZE.kiosks,
      iterations: 1,
      maxDuration: `${journeyDeadlineMs / 1_000 + 10}s`,
    },
  },
  thresholds: {
    checks: ['rate==1'],
    scan_failures: ['count==0'],
    // Beyond this a kiosk would have answered by itself.
    scan_acknowledgement: [`p(95)<${LIMITS.ackTimeoutMs}`],
  },
};

export function setup(): Hall {
  const [email, password] = [__ENV['STAFF_EMAIL'], __ENV['STAFF_PASSWORD']];
  if (!email || !password) throw new Error('STAFF_EMAIL and STAFF_PASSWORD are not set');
  return makeHall(BASE_URL, { email, password }, SIZE);
}

/** One kiosk's evening. */
export default async function checkIn(hall: Hall): Promise<void> {
  const place = vu.idInTest - 1;
  const token = hall.kioskTokens[place] ?? '';
  const passes = hall.passes.filter((_, index) => index % SIZE.kiosks === place);
  const kiosk = await connectKiosk(
    BASE_URL,
    { token, protocolVersion: PROTOCOL_VERSION },
    (latencyMs) => acknowledgementMs.add(latencyMs),
    (why) => {
      failures.add(1);
      console.error(`kiosk ${place} was cut off: ${why}`);
    },
  );
  const late = setTimeout(() => {
    failures.add(1);
    kiosk.leave();
  }, journeyDeadlineMs);
  await showEverybody(kiosk, passes);
  clearTimeout(late);
  kiosk.leave();
}

async function showEverybody(kiosk: Kiosk, passes: readonly string[]): Promise<void> {
  const first = passes.map(scanOf);
  const verdicts = new Map<string, ScanAnswer>();
  await kiosk.submitAll(first, (scan, answer) => {
    verdicts.set(scan.scanId, answer);
    expectAnswer('admitted', answer, isOutcome(answer, 'admitted') && !answer.replayed);
  });
  await kiosk.submitAll(first, (scan, answer) =>
    expectAnswer(
      'replayed with the first verdict',
      answer,
      isReplay(answer, verdicts.get(scan.scanId)),
    ),
  );
  const again = Array.from({ length: SIZE.rounds }, () => passes).flat();
  // Made when they are sent: a scan carries its own time.
  for (let start = 0; start < again.length; start += passes.length) {
    const scans: Scan[] = again.slice(start, start + passes.length).map(scanOf);
    await kiosk.submitAll(scans, (_, answer) =>
      expectAnswer('already admitted', answer, isOutcome(answer, 'already-admitted')),
    );
  }
  await kiosk.submitAll([scanOf('https://example.org/no-pass-of-ours')], (_, answer) =>
    expectAnswer(
      'a foreign code is refused',
      answer,
      isOutcome(answer, 'refused') && answer.reason === 'pass-unreadable',
    ),
  );
}

/** The figures, to the last scan. */
export function teardown(hall: Hall): void {
  const { counters, kiosks } = readBookedAttendance(BASE_URL, hall);
  const already = SIZE.people * SIZE.rounds;
  const decided = SIZE.people + already + SIZE.kiosks;
  check(counters, {
    'everybody is admitted once': () => counters.admitted === SIZE.people,
    'everybody is inside': () => counters.inside === SIZE.people,
    'each repeat is counted once': () => counters.already === already,
    'each foreign code is counted once': () => counters.refused['pass-unreadable'] === SIZE.kiosks,
    'replays decide nothing': () => counters.seq === decided,
    'the books hold everything': () => counters.bookedSeq === counters.seq,
    'all kiosks are known': () => Array.isArray(kiosks) && kiosks.length === SIZE.kiosks,
  });
}

function expectAnswer(what: string, answer: ScanAnswer, holds: boolean): void {
  if (!check(answer, { [what]: () => holds })) console.error(`${what}: ${JSON.stringify(answer)}`);
  if ('failure' in answer) failures.add(1);
}
