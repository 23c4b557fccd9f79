/** The workers' settings: read once from the environment, by one schema. */
import * as v from 'valibot';
import { givenSetting, readSettings, storeSettings } from '#stores/settings.ts';

const RELAYS_MAX = 8;

/** Base addresses, separated by commas: over HTTPS, and without it only on this machine. */
const relaysSetting = v.pipe(
  givenSetting,
  v.transform((text) => text.split(',').map((address) => address.trim())),
  v.maxLength(RELAYS_MAX, `names more than ${RELAYS_MAX} relays`),
  v.everyItem(isRelay, 'is not a list of https://… addresses, separated by commas'),
);

function isRelay(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return false;
  if (url.search !== '' || url.hash !== '') return false;
  const isHere = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isHere);
}

const SettingsSchema = v.object({
  ...storeSettings,
  /** Renewed while the workers are able to work; for health checks. */
  TSUDOI_HEARTBEAT_FILE: v.optional(givenSetting),
  /** drand's HTTP relays, which lotteries in drand mode are drawn with. */
  TSUDOI_DRAND_RELAYS: v.optional(relaysSetting),
});

/** The variables that the workers know. */
export const WORKER_VARIABLES: readonly string[] = Object.keys(SettingsSchema.entries);

export interface WorkerSettings {
  readonly redisUrl: string;
  readonly databaseUrl: string;
  readonly heartbeatFile?: string | undefined;
  /** None: rounds are brought by phones in the hall. */
  readonly drandRelays?: readonly string[];
}

/**
 * Reads the settings; an empty variable counts as absent.
 * @throws SettingsError that names every wrong variable; values are never repeated
 */
export function readWorkerSettings(environment: NodeJS.ProcessEnv): WorkerSettings {
  const values = readSettings(SettingsSchema, environment);
  return {
    redisUrl: values.REDIS_URL,
    databaseUrl: values.DATABASE_URL,
    heartbeatFile: values.TSUDOI_HEARTBEAT_FILE,
    drandRelays: values.TSUDOI_DRAND_RELAYS ?? [],
  };
}
