// The worker container's health check: ends with 0 while the worker's sign of life is fresh
// (workers/heartbeat.ts).
import { statSync } from 'node:fs';

const beatsMissedMax = 3;
const beatMs = 5_000;

try {
  const ageMs = Date.now() - statSync(process.env.TSUDOI_HEARTBEAT_FILE ?? '').mtimeMs;
  process.exitCode = ageMs <= beatsMissedMax * beatMs ? 0 : 1;
} catch {
  process.exitCode = 1;
}
