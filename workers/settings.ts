/** The workers' settings: read once from the environment, by one schema. */
import * as v from 'valibot';

const given = v.pipe(v.string(), v.trim(), v.nonEmpty('is empty'));

const SettingsSchema = v.object({
  REDIS_URL: v.pipe(
    given,
    v.regex(/^(rediss?:\/\/|\/)/, 'is neither redis://…, rediss://… nor a path'),
  ),
  DATABASE_URL: v.pipe(given, v.regex(/^postgres(ql)?:\/\//, 'is not a postgresql://… address')),
  /** Renewed while the workers are able to work; for health checks. */
  TSUDOI_HEARTBEAT_FILE: v.optional(given),
});

/** The variables that the workers know. */
export const WORKER_VARIABLES: readonly string[] = Object.keys(SettingsSchema.entries);

export interface WorkerSettings {
  readonly redisUrl: string;
  readonly databaseUrl: string;
  readonly heartbeatFile?: string | undefined;
}

/** A setting that cannot be worked with; its message is one line for the person who starts it. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads the settings; an empty variable counts as absent.
 * @throws SettingsError that names every wrong variable; values are never repeated
 */
export function readWorkerSettings(environment: NodeJS.ProcessEnv): WorkerSettings {
  const present = Object.entries(environment).filter(([, value]) => value !== '');
  const parsed = v.safeParse(SettingsSchema, Object.fromEntries(present));
  if (!parsed.success) {
    const faults = parsed.issues.map(({ path, message, type }) => {
      const name = String(path?.[0]?.key);
      return type === 'object' ? `${name} is missing` : `${name} ${message}`;
    });
    throw new SettingsError(`Wrong setting: ${faults.join('; ')}.`);
  }
  const { REDIS_URL, DATABASE_URL, TSUDOI_HEARTBEAT_FILE } = parsed.output;
  return {
    redisUrl: REDIS_URL,
    databaseUrl: DATABASE_URL,
    heartbeatFile: TSUDOI_HEARTBEAT_FILE,
  };
}
