/**
 * The people of the bench: written into the books in bulk, their passes signed, and put into the
 * live store as the server does with everybody who signs up. So their first scan finds them there
 * (the warm way); a person whom Redis does not know is read from the books once.
 */
import { webcrypto } from 'node:crypto';
import { Client } from 'pg';
import { fiscalYearOf } from '#domain/fiscal-year.ts';
import { uuidv7 } from '#domain/ids.ts';
import { issuePass, readPass } from '#domain/pass.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import { passDigest } from '../../server/people/people-desk.ts';
import { loadProgramKey } from '../../server/program-key.ts';

const PEOPLE_AT_ONCE = 1_000;
const PASS_TTL_S = 365 * 24 * 60 * 60;
const NICKNAME = 'みずたま';

interface PassOnPaper {
  readonly participantId: string;
  readonly serial: number;
}

/**
 * @param options.nowMs when they sign up
 * @returns the text of each person's pass
 */
export async function makePeople(options: {
  readonly count: number;
  readonly databaseUrl: string;
  readonly ledger: Ledger;
  readonly live: LiveStore;
  readonly nowMs: number;
}): Promise<string[]> {
  const { count, databaseUrl, ledger, live, nowMs } = options;
  const { keyId, sign } = await loadProgramKey(ledger);
  const validUntilS = Math.floor(nowMs / 1000) + PASS_TTL_S;
  const passes: string[] = [];
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    while (passes.length < count) {
      const size = Math.min(PEOPLE_AT_ONCE, count - passes.length);
      const rows = await insertPeople(client, size, { keyId, validUntilS, nowMs });
      const texts = await Promise.all(
        rows.map((row) => issuePass({ ...row, keyId, validUntilS, kind: 'card' }, sign)),
      );
      await Promise.all(rows.map((row, index) => remember(live, row, texts[index] ?? '', nowMs)));
      passes.push(...texts);
    }
  } finally {
    await client.end();
  }
  return passes;
}

async function insertPeople(
  client: Client,
  size: number,
  pass: { readonly keyId: number; readonly validUntilS: number; readonly nowMs: number },
): Promise<PassOnPaper[]> {
  const ids = Array.from({ length: size }, () =>
    uuidv7(pass.nowMs, webcrypto.getRandomValues(new Uint8Array(10))),
  );
  // One statement: nobody waits for the bench inside a transaction.
  const { rows } = await client.query<{ participant_id: string; serial: number }>(
    `with people as (select unnest($1::uuid[]) as id),
       known as (insert into participants (participant_id) select id from people),
       named as (insert into participant_names select id, $4 from people),
       opened as (insert into accounts (owner, kind) select id, 'participant' from people)
     insert into passes (participant_id, kind, key_id, valid_until_s)
     select id, 'card', $2, $3 from people returning participant_id, serial`,
    [ids, pass.keyId, pass.validUntilS, NICKNAME],
  );
  return rows.map((row) => ({ participantId: row.participant_id, serial: row.serial }));
}

async function remember(
  live: LiveStore,
  { participantId, serial }: PassOnPaper,
  text: string,
  nowMs: number,
): Promise<void> {
  const pass = readPass(text);
  if (pass === null) throw new Error('a pass that was just issued cannot be read');
  await live.putPerson({
    participantId,
    nickname: NICKNAME,
    passes: [{ serial, digest: passDigest(pass), revoked: false }],
    participationsByYear: { [fiscalYearOf(nowMs)]: 0 },
  });
}
