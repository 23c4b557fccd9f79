/**
 * Makes the example activities of today and the example cards again, in a system that runs
 * already: `node scripts/demo.ts` with REDIS_URL and DATABASE_URL. What is there stays as it is.
 */
import { join } from 'node:path';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import { migrateLedger } from '#stores/ledger/migrate.ts';
import { createLiveStore, untilReady } from '#stores/live/create-live-store.ts';
import { createActivityDesk } from '../server/activities/activity-desk.ts';
import { makeDemoData } from '../server/demo/demo-data.ts';
import { loadProgramKey } from '../server/program-key.ts';
import { readServerSettings } from '../server/settings.ts';
import { createVerifierCode } from '../server/lotteries/verifier-code.ts';

const STORES_READY_MS = 10_000;
const BUILT_SCREENS = join(import.meta.dirname, '..', 'dist');

const { databaseUrl, redisUrl } = readServerSettings(process.env);
const ledger = createLedger({ databaseUrl });
const live = createLiveStore({ url: redisUrl });
try {
  await untilReady(live, STORES_READY_MS);
  await migrateLedger({ databaseUrl });
  const { keyId } = await loadProgramKey(ledger);
  const activities = createActivityDesk({ ledger, live });
  const verifierCode = createVerifierCode(BUILT_SCREENS);
  const made = await makeDemoData({
    ledger,
    activities,
    keyId,
    verifierCode,
    nowMs: Date.now(),
  });
  for (const activityId of made.activityIds)
    await live.publish({ kind: 'activity-changed', activityId });
  console.log(`${made.activityIds.length} activities and ${made.people} people made.`);
} finally {
  await Promise.all([live.close(), ledger.close()]);
}
