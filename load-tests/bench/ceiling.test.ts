import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { measureCeilings } from './ceiling.ts';
import { readBenchOptions } from './options.ts';

const folder = mkdtempSync(join(tmpdir(), 'tsudoi-ceiling-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the client sends each message once, over real sockets, and counts each answer', async () => {
  const options = readBenchOptions(
    ['--people', '503', '--kiosks', '7', '--in-flight', '3'],
    process.env,
  );
  if (typeof options === 'string') throw new Error(options);
  const { empty, scanSized, kept } = await measureCeilings(options, folder);
  expect(empty.acknowledged).toMatchObject({ count: 503, answers: { empty: 503 } });
  expect(scanSized.acknowledged).toMatchObject({ count: 503, answers: { admitted: 503 } });
  expect(kept.acknowledged).toMatchObject({ count: 503, answers: { admitted: 503 } });
  for (const { acknowledged, booked } of [empty, scanSized, kept]) {
    expect(booked).toBeNull();
    expect(acknowledged.p50Ms).toBeGreaterThan(0);
    expect(acknowledged.p99Ms).toBeGreaterThanOrEqual(acknowledged.p50Ms);
    expect(acknowledged.longestMs).toBeGreaterThanOrEqual(acknowledged.p99Ms);
    expect(acknowledged.elapsedMs).toBeGreaterThanOrEqual(acknowledged.longestMs);
  }
});
