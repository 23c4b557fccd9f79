/**
 * Books that have been written for years: filled in bulk, with the triggers off and the balances
 * set to what the triggers would have made them; the bench checks that they are right (PT6).
 */
import { Client } from 'pg';

/** People whose history is looked at, and how many entries each has. */
export const SUBJECTS = 10;
export const SUBJECT_ENTRIES = 1_000;
/** Entries of everybody else. */
const OTHERS_ENTRIES = 20;
const POINTS = 100;

const HOUSE = '00000000-0000-0000-0000-000000000000';
/** A UUIDv7 made of a time that goes up with `n`, and of chance. */
const TRANSACTION_ID = `(
  with parts as (
    select lpad(to_hex(1760000000000 + n), 12, '0') as time, md5(random()::text || n) as chance
  )
  select (left(time, 8) || '-' || right(time, 4) || '-7' || left(chance, 3) || '-8' ||
    substr(chance, 4, 3) || '-' || substr(chance, 7, 12))::uuid from parts
)`;

/**
 * Brings the books to `entries` entries, two for each award. The first call makes the people.
 * @param from how many entries there are already
 * @returns the ids of the subjects
 */
export async function fillBooks(
  databaseUrl: string,
  { from, entries }: { readonly from: number; readonly entries: number },
): Promise<string[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    if (from === 0) await makePeople(client, entries);
    for (const table of ['accounts', 'transactions', 'entries']) {
      await client.query(`alter table ${table} disable trigger user`);
    }
    await client.query(
      `
      create table bench_awards as
      select n, ${TRANSACTION_ID} as transaction_id,
        case when $3 and n % greatest($2::bigint / $4, 1) = 0
            and n / greatest($2::bigint / $4, 1) <= $4
          then (n / greatest($2::bigint / $4, 1)) % ${SUBJECTS}
          else ${SUBJECTS} + (n * 7919) % (select count(*) - ${SUBJECTS} from bench_people)
        end as place
      from generate_series($1::bigint + 1, $2::bigint) as n`.replaceAll('\n', ' '),
      [from / 2, entries / 2, from === 0, SUBJECTS * SUBJECT_ENTRIES],
    );
    await client.query(`
      insert into transactions (transaction_id, kind, posted_at)
      select transaction_id, 'award', to_timestamp(1760000000 + n / 1000.0)
      from bench_awards order by n`);
    await client.query(`
      insert into entries (transaction_id, line, owner, kind, amount)
      select transaction_id, line, case line when 1 then '${HOUSE}' else id end,
        case line when 1 then 'issuance' else 'participant' end,
        case line when 1 then -${POINTS} else ${POINTS} end
      from bench_awards join bench_people using (place) cross join generate_series(1, 2) as line
      order by n, line`);
    await client.query(`
      update accounts
      set balance = accounts.balance + sums.amount, earned = accounts.earned + sums.earned
      from (
        select id as owner, 'participant' as kind, count(*) * ${POINTS} as amount,
          count(*) * ${POINTS} as earned
        from bench_awards join bench_people using (place) group by id
        union all
        select '${HOUSE}', 'issuance', count(*) * -${POINTS}, 0 from bench_awards
      ) as sums
      where accounts.owner = sums.owner and accounts.kind = sums.kind`);
    await client.query('drop table bench_awards');
    for (const table of ['accounts', 'transactions', 'entries']) {
      await client.query(`alter table ${table} enable trigger user`);
    }
    await client.query('vacuum (analyze)');
    const { rows } = await client.query<{ id: string }>(
      `select id from bench_people where place < ${SUBJECTS} order by place`,
    );
    return rows.map(({ id }) => id);
  } finally {
    await client.end();
  }
}

async function makePeople(client: Client, entries: number): Promise<void> {
  const others = Math.ceil(entries / 2 / OTHERS_ENTRIES);
  await client.query(
    `create table bench_people as
     select n - 1 as place, gen_random_uuid() as id from generate_series(1, $1::bigint) as n`,
    [SUBJECTS + others],
  );
  await client.query('alter table bench_people add primary key (place)');
  await client.query('insert into participants (participant_id) select id from bench_people');
  await client.query(
    `insert into accounts (owner, kind) select id, 'participant' from bench_people`,
  );
}

/** How often a table was read whole so far. */
export async function sequentialScans(
  databaseUrl: string,
  tables: readonly string[],
): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // What a connection counted is told a little later; asked for, at once.
    await client.query('select pg_stat_force_next_flush()');
    const { rows } = await client.query<{ scans: string }>(
      'select coalesce(sum(seq_scan), 0) as scans from pg_stat_user_tables where relname = any($1)',
      [tables],
    );
    return Number(rows[0]?.scans ?? 0);
  } finally {
    await client.end();
  }
}
