/** Balances that stay as they are until the database transaction ends (PT3). */
import { sql } from 'kysely';
import type { Trx } from './outbox-position.ts';
import { HOUSE } from './tables.ts';

/**
 * Locks people's points and tells how many there are; who has no account is left out. The house's
 * `issuance` comes first, as in the posting of check-ins: whoever moves the points of several people
 * or the house's follows each other, whatever order their accounts are in.
 */
export async function holdAccounts(
  trx: Trx,
  participantIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  await sql`
    select from accounts where owner = ${HOUSE} and kind = 'issuance' for update
  `.execute(trx);
  const rows = await trx
    .selectFrom('accounts')
    .select(['owner', 'balance'])
    .where('kind', '=', 'participant')
    .where('owner', '=', sql<string>`any(${[...participantIds]}::uuid[])`)
    .orderBy('owner')
    .forUpdate()
    .execute();
  return new Map(rows.map(({ owner, balance }) => [owner, balance]));
}
