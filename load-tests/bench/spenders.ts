/** People of parts f and j: each with a token, and points or a ticket that they earned. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { HOUSE } from '#stores/ledger/tables.ts';

export interface Spender {
  readonly id: string;
  /** As their phone shows it. */
  readonly token: string;
}

/** Straight into the database, as the books would have them. */
export async function makeSpenders(
  databaseUrl: string,
  count: number,
  points: number,
): Promise<Spender[]> {
  const people = Array.from({ length: count }, () => ({
    id: randomUUID(),
    token: randomBytes(32).toString('base64url'),
  }));
  const hashes = people.map(({ token }) => createHash('sha256').update(token).digest('hex'));
  const ids = people.map(({ id }) => id);
  await inDatabase(databaseUrl, async (client) => {
    await client.query(
      `with people as (select * from unnest($1::uuid[], $2::text[]) as p (id, hash)),
         known as (insert into participants (participant_id) select id from people),
         named as (insert into participant_names select id, 'みずたま' from people),
         tokens as (insert into participant_tokens (token_hash, participant_id)
           select hash, id from people),
         passes as (insert into passes (participant_id, kind, key_id, valid_until_s)
           select id, 'card', 1, 4000000000 from people)
       insert into accounts (owner, kind)
       select id, kind from people cross join (values ('participant'), ('tickets')) as k (kind)`,
      [ids, hashes],
    );
    await client.query(
      `with awards as (select gen_random_uuid() as id, owner from unnest($1::uuid[]) as owner),
         opened as (insert into transactions (transaction_id, kind) select id, 'award' from awards)
       insert into entries (transaction_id, line, owner, kind, amount)
       select id, line, case line when 1 then '${HOUSE}' else owner end,
         case line when 1 then 'issuance' else 'participant' end,
         case line when 1 then -$2::bigint else $2::bigint end
       from awards cross join generate_series(1, 2) as line`,
      [ids, points],
    );
  });
  return people;
}

/** A ticket for each, for all of these points. */
export function giveTickets(
  databaseUrl: string,
  people: readonly Spender[],
  points: number,
): Promise<void> {
  return inDatabase(databaseUrl, async (client) => {
    await client.query(
      `with bought as (select gen_random_uuid() as id, owner from unnest($1::uuid[]) as owner),
         opened as (insert into transactions (transaction_id, kind)
           select id, 'ticket-purchase' from bought),
         tickets as (insert into tickets (ticket_id, participant_id, transaction_id, points)
           select gen_random_uuid(), owner, id, $2 from bought)
       insert into entries (transaction_id, line, owner, kind, amount)
       select id, line, owner, case line when 1 then 'participant' else 'tickets' end,
         case line when 1 then -$2::bigint else $2::bigint end
       from bought cross join generate_series(1, 2) as line`,
      [people.map(({ id }) => id), points],
    );
  });
}

export async function inDatabase<T>(
  databaseUrl: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
