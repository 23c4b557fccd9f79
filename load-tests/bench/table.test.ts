import { expect, test } from 'vitest';
import { lastSecondRows, stageRows } from './table.ts';

const latencies = { count: 5_000, p50Ms: 41.26, p99Ms: 120.5, longestMs: 139.6 };

test('a full hall: how long a change takes, in quiet and while others contribute', () => {
  const cpuSeconds = { client: 1.44, server: 1.5, database: null };
  const rows = stageRows({
    spectators: 5_000,
    connectedMs: 5_300,
    quiet: { changes: 20, reached: latencies, cpuSeconds },
    busy: { changes: 47, reached: { ...latencies, p99Ms: 400 }, cpuSeconds },
    contributed: {
      type: 'acknowledged',
      count: 3_000,
      elapsedMs: 60_000,
      p50Ms: 10,
      p99Ms: 100,
      longestMs: 200,
      answers: {},
    },
    faults: [],
  });
  expect(rows.map((row) => [row.what, row.rate, row.latency])).toEqual([
    ['i  5,000 phones connect and watch', '–', ''],
    ['i  a change reaches 5,000 phones', '–', 'p50 41.3 p99 120.5 ms'],
    ['i  the same while 3,000 of them contribute', '–', 'p50 41.3 p99 400.0 ms'],
    ['i  contributions acknowledged', '50/s', 'p50 10.0 p99 100.0 ms'],
  ]);
  expect(rows[1]?.note).toBe(
    'longest 140 ms, of 20 changes; CPU s: client 1.4, server 1.5, database –',
  );
});

test('a last second: who was told what, and when the list was there', () => {
  const rows = lastSecondRows(
    {
      entered: {
        type: 'entered',
        ...latencies,
        count: 10_000,
        elapsedMs: 4_000,
        sentInTime: 9_900,
        answers: { '201': 9_000, 'lottery-not-open': 1_000 },
        receipts: [],
      },
      file: { rows: 9_000, afterClosingMs: 2_340 },
      cpuSeconds: {},
      faults: [],
    },
    'PGlite',
  );
  expect(rows[0]).toMatchObject({
    what: 'j  10,000 enter in the last second, PGlite',
    rate: '2,500/s',
    note: 'longest 0.1 s; sent in time 9900; 201 × 9000, lottery-not-open × 1000; CPU s: ',
  });
  expect(rows[1]?.note).toBe('2.3 s after closing time, 9,000 rows');
});
