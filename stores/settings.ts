/** Where the stores are, and how a process that works with them reads its settings: once, by a schema. */
import * as v from 'valibot';

/** A setting that is there is not empty. */
export const givenSetting = v.pipe(v.string(), v.trim(), v.nonEmpty('is empty'));

/** What every process that works with the stores must be told. */
export const storeSettings = {
  REDIS_URL: v.pipe(
    givenSetting,
    v.regex(/^(rediss?:\/\/|\/)/, 'is neither redis://…, rediss://… nor a path'),
  ),
  DATABASE_URL: v.pipe(
    givenSetting,
    v.regex(/^postgres(ql)?:\/\//, 'is not a postgresql://… address'),
  ),
};

/** A setting that cannot be worked with; its message is one line for the person who starts it. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads settings from the environment; an empty variable counts as absent.
 * @throws SettingsError that names every wrong variable; values are never repeated
 */
export function readSettings<Entries extends v.ObjectEntries>(
  schema: v.ObjectSchema<Entries, undefined>,
  environment: NodeJS.ProcessEnv,
): v.InferOutput<v.ObjectSchema<Entries, undefined>> {
  const present = Object.entries(environment).filter(([, value]) => value !== '');
  const parsed = v.safeParse(schema, Object.fromEntries(present));
  if (parsed.success) return parsed.output;
  const faults = parsed.issues.map(({ path, message, type }) => {
    const name = String(path?.[0]?.key);
    return type === 'object' ? `${name} is missing` : `${name} ${message}`;
  });
  throw new SettingsError(`Wrong setting: ${faults.join('; ')}.`);
}
