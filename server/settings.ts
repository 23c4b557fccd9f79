/** The server's settings: read once from the environment, by one schema. */
import { resolve } from 'node:path';
import * as v from 'valibot';
import { SettingsError, givenSetting, readSettings, storeSettings } from '#stores/settings.ts';

const PORT_MAX = 65_535;

const flag = v.picklist(['0', '1'], 'is neither 0 nor 1');

const SettingsSchema = v.object({
  /** 0: the system chooses one. */
  PORT: v.optional(
    v.pipe(
      givenSetting,
      v.regex(/^\d+$/, 'is not a number'),
      v.transform(Number),
      v.maxValue(PORT_MAX, `is above ${PORT_MAX}`),
    ),
    '8080',
  ),
  HOST: v.optional(givenSetting, '0.0.0.0'),
  ...storeSettings,
  TSUDOI_DATA_DIR: v.optional(givenSetting, './data'),
  /** 1: example activities and cards are made on the first start. */
  TSUDOI_DEMO: v.optional(flag, '1'),
  TSUDOI_ADMIN_EMAIL: v.optional(
    v.pipe(givenSetting, v.toLowerCase(), v.email('is not an e-mail address')),
    'staff@tsudoi.example',
  ),
  /** The account is made with it if there is none of that e-mail. */
  TSUDOI_ADMIN_PASSWORD: v.optional(givenSetting),
  /** Used, and told, only when the very first account is made. */
  TSUDOI_ADMIN_PASSWORD_CANDIDATE: v.optional(givenSetting),
  TSUDOI_TLS_CERT: v.optional(givenSetting),
  TSUDOI_TLS_KEY: v.optional(givenSetting),
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

/**
 * Reads the settings; an empty variable counts as absent.
 * @throws SettingsError that names every wrong variable; values are never repeated
 */
export function readServerSettings(environment: NodeJS.ProcessEnv): ServerSettings {
  const values = readSettings(SettingsSchema, environment);
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
