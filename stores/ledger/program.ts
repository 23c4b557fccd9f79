/** The programme's criteria (PG1) and the keys that sign its passes. */
import { sql } from 'kysely';
import * as v from 'valibot';
import { ProgramVersionSchema } from '#domain/program.ts';
import type { ProgramVersion } from '#domain/program.ts';
import type { ProgramPublicKey } from '#domain/signing.ts';
import type { Books } from './connection.ts';

/** By the day from which they hold. */
export async function programVersions(books: Books): Promise<ProgramVersion[]> {
  const rows = await books
    .selectFrom('program_versions')
    .select('criteria')
    .orderBy('valid_from')
    .execute();
  return rows.map((row) => v.parse(ProgramVersionSchema, row.criteria));
}

/** A version of the same day is replaced. */
export async function putProgramVersion(books: Books, version: ProgramVersion): Promise<void> {
  const criteria = JSON.stringify(v.parse(ProgramVersionSchema, version));
  await books
    .insertInto('program_versions')
    .values({ valid_from: version.validFrom, criteria })
    .onConflict((conflict) => conflict.column('valid_from').doUpdateSet({ criteria }))
    .execute();
}

export interface SigningKey extends ProgramPublicKey {
  readonly privateKeyPkcs8: Uint8Array;
}

const FIRST_KEY_ID = 1;

/**
 * The newest key. Several callers may find none and each make one; the primary key lets one of
 * them stay, and all answer with that one. Nothing is made inside a transaction.
 */
export async function signingKey(
  books: Books,
  make: () => Promise<{ publicKeyHex: string; privateKeyPkcs8: Uint8Array }>,
): Promise<SigningKey> {
  const held = await newestKey(books);
  if (held !== null) return held;
  const made = await make();
  await books
    .insertInto('program_keys')
    .values({
      key_id: FIRST_KEY_ID,
      public_key_hex: made.publicKeyHex,
      private_key_pkcs8: Buffer.from(made.privateKeyPkcs8),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = await newestKey(books);
  if (kept === null) throw new Error('the signing key was not kept');
  return kept;
}

async function newestKey(books: Books): Promise<SigningKey | null> {
  const row = await books
    .selectFrom('program_keys')
    .select(['key_id', 'public_key_hex', 'private_key_pkcs8'])
    .orderBy('key_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    keyId: row.key_id,
    publicKeyHex: row.public_key_hex,
    privateKeyPkcs8: new Uint8Array(row.private_key_pkcs8),
  };
}

export async function publicKeys(books: Books): Promise<ProgramPublicKey[]> {
  const rows = await books
    .selectFrom('program_keys')
    .select(['key_id', 'public_key_hex'])
    .orderBy('key_id')
    .execute();
  return rows.map((row) => ({ keyId: row.key_id, publicKeyHex: row.public_key_hex }));
}

/** Resolves when the database answers. */
export async function ping(books: Books): Promise<void> {
  await sql`select 1`.execute(books);
}
