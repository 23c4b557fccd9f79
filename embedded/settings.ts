import { resolve } from 'node:path';
import * as v from 'valibot';
import { StartError } from './start-error.ts';

const portMax = 65_535;

const given = v.pipe(v.string(), v.trim(), v.nonEmpty('is empty'));

const schema = v.object({
  PORT: v.optional(
    v.pipe(
      given,
      v.regex(/^\d+$/, 'is not a number'),
      v.transform(Number),
      v.maxValue(portMax, `is above ${portMax}`),
    ),
    '8080',
  ),
  HOST: v.optional(given, '0.0.0.0'),
  REDIS_URL: v.optional(
    v.pipe(given, v.regex(/^(rediss?:\/\/|\/)/, 'is neither redis://…, rediss://… nor a path')),
  ),
  DATABASE_URL: v.optional(
    v.pipe(given, v.regex(/^postgres(ql)?:\/\//, 'is not a postgresql://… address')),
  ),
  TSUDOI_DATA_DIR: v.optional(
    v.pipe(
      given,
      v.transform((path) => resolve(path)),
    ),
    './data',
  ),
  TSUDOI_DEMO: v.optional(v.picklist(['0', '1'], 'is neither 0 nor 1'), '1'),
  TSUDOI_ADMIN_EMAIL: v.optional(v.pipe(given, v.email('is not an e-mail address'))),
  TSUDOI_ADMIN_PASSWORD: v.optional(given),
  TSUDOI_TLS: v.optional(v.picklist(['off', 'self'], 'is neither off nor self'), 'off'),
  TSUDOI_TLS_CERT: v.optional(given),
  TSUDOI_TLS_KEY: v.optional(given),
});

/** The settings of a start on one machine. */
export interface StartSettings {
  /** 0: the system chooses one. */
  readonly port: number;
  readonly host: string;
  /** A Redis of one's own; without it the embedded one starts. */
  readonly redisUrl: string | undefined;
  /** A PostgreSQL of one's own; without it the embedded one starts. */
  readonly databaseUrl: string | undefined;
  /** Absolute path. */
  readonly dataFolder: string;
  /** The staff account's password, if the person chose one. */
  readonly adminPassword: string | undefined;
  /** HTTPS: not at all, with a certificate made here, or with the person's own files. */
  readonly tls: { readonly kind: 'off' | 'self' } | OwnCertificate;
}

interface OwnCertificate {
  readonly kind: 'files';
  readonly certificateFile: string;
  readonly keyFile: string;
}

/**
 * Reads the settings of start.ts from the environment; an empty variable counts as absent.
 *
 * @throws StartError one line that names every wrong variable and what is wrong with it
 */
export function readStartSettings(environment: NodeJS.ProcessEnv): StartSettings {
  const present = Object.entries(environment).filter(([, value]) => value !== '');
  const parsed = v.safeParse(schema, Object.fromEntries(present));
  if (!parsed.success) {
    const faults = parsed.issues.map(
      // A password or an address with one in it is never repeated.
      (issue) => `${String(issue.path?.[0]?.key)} ${issue.message}`,
    );
    throw new StartError(`Wrong setting: ${faults.join('; ')}.`);
  }
  const values = parsed.output;
  return {
    port: values.PORT,
    host: values.HOST,
    redisUrl: values.REDIS_URL,
    databaseUrl: values.DATABASE_URL,
    dataFolder: values.TSUDOI_DATA_DIR,
    adminPassword: values.TSUDOI_ADMIN_PASSWORD,
    tls: tlsOf(values),
  };
}

function tlsOf(values: v.InferOutput<typeof schema>): StartSettings['tls'] {
  const { TSUDOI_TLS_CERT: certificateFile, TSUDOI_TLS_KEY: keyFile } = values;
  if (certificateFile === undefined && keyFile === undefined) return { kind: values.TSUDOI_TLS };
  if (certificateFile === undefined || keyFile === undefined) {
    throw new StartError('Wrong setting: TSUDOI_TLS_CERT and TSUDOI_TLS_KEY belong together.');
  }
  return { kind: 'files', certificateFile: resolve(certificateFile), keyFile: resolve(keyFile) };
}
