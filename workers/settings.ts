/** The workers' settings: read once from the environment, by one schema. */
import * as v from 'valibot';

const given = v.pipe(v.string(), v.trim(), v.nonEmpty('is empty'));

const SettingsSchema = v.object({
  REDIS_URL: v.pipe(
    given,
    v.regex(/^(rediss?:\/\/|\/)/, 'is neither redis://…, rediss://… nor a path'),
  ),
  DATABASE_URL: v.pipe(given, v.regex(/^postgres(ql)?:\/\//, 'is not a postgresql://… address')),
});

/** The variables that the workers know. */
export const WORKER_VARIABLES: readonly string[] = Object.keys(SettingsSchema.entries);

export interface WorkerSettings {
  readonly redisUrl: string;
  readonly databaseUrl: string;
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
  return { redisUrl: parsed.output.REDIS_URL, databaseUrl: parsed.output.DATABASE_URL };
}
