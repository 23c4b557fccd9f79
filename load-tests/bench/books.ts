/** What must be in the books after a run, to the last entry. */
import { Client } from 'pg';

export interface BooksCheck {
  readonly checkIns: number;
  readonly awards: number;
  /** Of all entries: 0. */
  readonly sum: number;
  /** Accounts whose balance is not the sum of their entries (PT6): 0. */
  readonly wrongBalances: number;
}

/** Counts one activity's check-ins and awards, and sums all entries. */
export async function checkBooks(databaseUrl: string, activityId: string): Promise<BooksCheck> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const count = async (query: string, values: unknown[]): Promise<number> => {
    const { rows } = await client.query<{ figure: string | null }>(query, values);
    return Number(rows[0]?.figure ?? 0);
  };
  try {
    return {
      checkIns: await count(
        'select count(distinct participant_id) as figure from check_ins where activity_id = $1',
        [activityId],
      ),
      awards: await count(
        `select count(*) as figure from check_ins
         join entries on transaction_id = check_in_id and entries.kind = 'participant'
         where activity_id = $1 and amount = points`,
        [activityId],
      ),
      sum: await count('select sum(amount) as figure from entries', []),
      wrongBalances: await count(
        `select count(*) as figure from accounts
         left join (select owner, kind, sum(amount) as total from entries group by owner, kind)
           as sums using (owner, kind)
         where balance <> coalesce(total, 0)`,
        [],
      ),
    };
  } finally {
    await client.end();
  }
}

/** @returns what is wrong, one line each; nothing when all is as it must be */
export function findBookFaults(check: BooksCheck, people: number): string[] {
  const faults: string[] = [];
  if (check.checkIns !== people) faults.push(`${check.checkIns} check-ins for ${people} people`);
  if (check.awards !== people) faults.push(`${check.awards} awards for ${people} people`);
  if (check.sum !== 0) faults.push(`all entries sum to ${check.sum}, not to zero`);
  if (check.wrongBalances !== 0) faults.push(`${check.wrongBalances} balances differ from entries`);
  return faults;
}
