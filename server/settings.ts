/** The server's settings: read once from the environment, by one schema. */
import { resolve } from 'node:path';
import * as v from 'valibot';

const PORT_MAX = 65_535;

const given = v.pipe(v.string(), v.trim(), v.nonEmpty('is empty'));
const flag = v.picklist(['0', '1'], 'is neither 0 nor 1');

const SettingsSchema = v.object({
  /** 0: the system chooses one. */
  PORT: v.optional(
    v.pipe(
      given,
      v.regex(/^\d+$/, 'is not a number'),
      v.transform(Number),
      v.maxValue(PORT_MAX, `is above ${PORT_MAX}`),
    ),
    '8080',
  ),
  HOST: v.optional(given, '0.0.0.0'),
  REDIS_URL: v.pipe(
    given,
    v.regex(/^(rediss?:\/\/|\/)/, 'is neither redis://…, rediss://… nor a path'),
  ),
  DATABASE_URL: v.pipe(given, v.regex(/^postgres(ql)?:\/\//, 'is not a postgresql://… address')),
  TSUDOI_DATA_DIR: v.optional(given, './data'),
  /** 1: example activities and cards are made on the first start. */
  TSUDOI_DEMO: v.optional(flag, '1'),
  TSUDOI_ADMIN_EMAIL: v.optional(
    v.pipe(given, v.toLowerCase(), v.email('is not an e-mail address')),
    'staff@tsudoi.example',
  ),
  /** The account is made with it if there is none of that e-mail. */
  TSUDOI_ADMIN_PASSWORD: v.optional(given),
  /** Used, and told, only when the very first account is made. */
  TSUDOI_ADMIN_PASSWORD_CANDIDATE: v.optional(given),
  TSUDOI_TLS_CERT: v.optional(given),
  TSUDOI_TLS_KEY: v.optional(given),
  /** 1: behind a proxy of ours that sets `X-Forwarded-For`. */
  TSUDOI_TRUST_PROXY: v.optional(flag, '0'),
});

/** The variables that the server knows. */
export const SERVER_VARIABLES: readonly string[] = Object.keys(SettingsSchema.entries);

export interface ServerSettings {
  readonly port: number;
  readonly host: string;
  readonly redisUrl: string;
  readonly databaseUrl: string;
  /** Absolute path. */
  readonly dataFolder: string;
  readonly demo: boolean;
  readonly adminEmail: string;
  readonly adminPassword: string | undefined;
  readonly adminPasswordCandidate: string | undefined;
  readonly tls: { readonly certificateFile: string; readonly keyFile: string } | undefined;
  readonly trustProxy: boolean;
}

/** A setting that cannot be worked with; its message is one line for the person who starts it. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads the settings; an empty variable counts as absent.
 * @throws SettingsError that names every wrong variable; values are never repeated
 */
export function readServerSettings(environment: NodeJS.ProcessEnv): ServerSettings {
  const present = Object.entries(environment).filter(([, value]) => value !== '');
  const parsed = v.safeParse(SettingsSchema, Object.fromEntries(present));
  if (!parsed.success) {
    const faults = parsed.issues.map(({ path, message, type }) => {
      const name = String(path?.[0]?.key);
      return type === 'object' ? `${name} is missing` : `${name} ${message}`;
    });
    throw new SettingsError(`Wrong setting: ${faults.join('; ')}.`);
  }
  const values = parsed.output;
  const { TSUDOI_TLS_CERT: certificateFile, TSUDOI_TLS_KEY: keyFile } = values;
  if ((certificateFile === undefined) !== (keyFile === undefined)) {
    throw new SettingsError('Wrong setting: TSUDOI_TLS_CERT and TSUDOI_TLS_KEY belong together.');
  }
  return {
    port: values.PORT,
    host: values.HOST,
    redisUrl: values.REDIS_URL,
    databaseUrl: values.DATABASE_URL,
    dataFolder: resolve(values.TSUDOI_DATA_DIR),
    demo: values.TSUDOI_DEMO === '1',
    adminEmail: values.TSUDOI_ADMIN_EMAIL,
    adminPassword: values.TSUDOI_ADMIN_PASSWORD,
    adminPasswordCandidate: values.TSUDOI_ADMIN_PASSWORD_CANDIDATE,
    tls:
      certificateFile === undefined || keyFile === undefined
        ? undefined
        : { certificateFile, keyFile },
    trustProxy: values.TSUDOI_TRUST_PROXY === '1',
  };
}
