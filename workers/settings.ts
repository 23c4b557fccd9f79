/** The workers' settings: read once from the environment, by one schema. */
import * as v from 'valibot';
import { givenSetting, readSettings, storeSettings } from '#stores/settings.ts';

const SettingsSchema = v.object({
  ...storeSettings,
  /** Renewed while the workers are able to work; for health checks. */
  TSUDOI_HEARTBEAT_FILE: v.optional(givenSetting),
});

/** The variables that the workers know. */
export const WORKER_VARIABLES: readonly string[] = Object.keys(SettingsSchema.entries);

export interface WorkerSettings {
  readonly redisUrl: string;
  readonly databaseUrl: string;
  readonly heartbeatFile?: string | undefined;
}

/**
 * Reads the settings; an empty variable counts as absent.
 * @throws SettingsError that names every wrong variable; values are never repeated
 */
export function readWorkerSettings(environment: NodeJS.ProcessEnv): WorkerSettings {
  const { REDIS_URL, DATABASE_URL, TSUDOI_HEARTBEAT_FILE } = readSettings(
    SettingsSchema,
    environment,
  );
  return {
    redisUrl: REDIS_URL,
    databaseUrl: DATABASE_URL,
    heartbeatFile: TSUDOI_HEARTBEAT_FILE,
  };
}
