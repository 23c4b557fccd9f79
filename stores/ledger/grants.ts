/** Points that are not for an activity: proposed by one of the staff, approved by another. */
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import * as v from 'valibot';
import { GrantSchema } from '#domain/contract/grants.ts';
import type { Grant } from '#domain/contract/grants.ts';
import type { Books } from './connection.ts';
import { holdAccounts } from './held-accounts.ts';
import { ledgerLimits } from './limits.ts';
import type { Trx } from './outbox-position.ts';
import type { PostedForPerson, SpendingBooks } from './spending.ts';
import { HOUSE } from './tables.ts';

type Proposal = Parameters<SpendingBooks['proposeGrant']>[0];
type Decision = Parameters<SpendingBooks['decideGrant']>[0];
type Decided = Awaited<ReturnType<SpendingBooks['decideGrant']>>;

export function proposeGrant(
  books: Books,
  { grantId, grant, staffId, at, lapsesAt }: Proposal,
): ReturnType<SpendingBooks['proposeGrant']> {
  return books.transaction().execute(async (trx) => {
    const { participantIds, kind, points, reason } = grant;
    const known = await trx
      .selectFrom('participants')
      .select((is) => is.fn.countAll<number>().as('count'))
      .where('participant_id', '=', anyOf(participantIds))
      .where('erased_at', 'is', null)
      .executeTakeFirstOrThrow();
    if (known.count !== participantIds.length) return { ok: false, code: 'participant-unknown' };
    await trx
      .insertInto('grants')
      .values({
        grant_id: grantId,
        kind,
        points,
        reason,
        proposed_by: staffId,
        proposed_at: at,
        lapses_at: lapsesAt,
      })
      .execute();
    await trx
      .insertInto('grant_people')
      .values(
        participantIds.map((participantId, place) => ({
          grant_id: grantId,
          participant_id: participantId,
          place,
        })),
      )
      .execute();
    return { ok: true, grant: await grantOf(trx, grantId, at) };
  });
}

/** Open proposals first, then the others, newest first. */
export async function grants(books: Books, limit: number): ReturnType<SpendingBooks['grants']> {
  assert(limit <= ledgerLimits.pageRowsMax, `a page of ${limit} rows`);
  const open = sql`approved is null and lapses_at > now()`;
  const { rows } = await sql<{ grant: unknown }>`
    select ${grantTold(sql`now()`)} as grant
    from grants order by ${open} desc, proposed_at desc, grant_id limit ${limit}
  `.execute(books);
  const { rows: counts } = await sql<{ count: number }>`
    select count(*) from grants where ${open}
  `.execute(books);
  return {
    grants: rows.map((row) => v.parse(GrantSchema, row.grant)),
    openCount: counts[0]?.count ?? 0,
  };
}

async function grantOf(trx: Trx, grantId: string, at: string): Promise<Grant> {
  const { rows } = await sql<{ grant: unknown }>`
    select ${grantTold(sql`${at}::timestamptz`)} as grant from grants where grant_id = ${grantId}
  `.execute(trx);
  return v.parse(GrantSchema, rows[0]?.grant);
}

/** A row of `grants` as staff are told of it; domain/contract/grants.ts has the shape. */
function grantTold(at: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`json_build_object(
    'grantId', grant_id, 'kind', kind, 'points', points, 'reason', reason,
    'state', case
      when approved then 'approved'
      when not approved then 'rejected'
      when lapses_at <= ${at} then 'lapsed'
      else 'proposed'
    end,
    'people', (
      select json_agg(
        json_build_object('participantId', participant_id, 'nickname', nickname) order by place
      )
      from grant_people left join participant_names using (participant_id)
      where grant_people.grant_id = grants.grant_id
    ),
    'proposedBy', ${staffTold(sql`proposed_by`)}, 'proposedAt', instant_text(proposed_at),
    'decidedBy', ${staffTold(sql`decided_by`)}, 'decidedAt', instant_text(decided_at)
  )`;
}

function staffTold(staffId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select json_build_object('staffId', staff_id, 'displayName', display_name)
    from staff where staff_id = ${staffId}
  )`;
}

export function decideGrant(books: Books, decision: Decision): Promise<Decided> {
  return books.transaction().execute((trx) => decide(trx, decision));
}

async function decide(trx: Trx, decision: Decision): Promise<Decided> {
  const { grantId, staffId, approve, at } = decision;
  const proposed = await trx
    .selectFrom('grants')
    .select(['kind', 'points', 'proposed_by', 'approved', 'lapses_at'])
    .where('grant_id', '=', grantId)
    .forUpdate()
    .executeTakeFirst();
  if (proposed === undefined) return { ok: false, code: 'grant-unknown' };
  if (proposed.approved !== null) {
    return proposed.approved === approve
      ? { ok: true, grant: await grantOf(trx, grantId, at), posted: [] }
      : { ok: false, code: 'grant-decided' };
  }
  if (Date.parse(proposed.lapses_at) <= Date.parse(at)) {
    return { ok: false, code: 'grant-lapsed' };
  }
  if (approve && proposed.proposed_by === staffId) {
    return { ok: false, code: 'approval-by-proposer' };
  }
  let posted: PostedForPerson[] = [];
  if (approve) {
    const people = await peopleOf(trx, grantId);
    const poor = await thoseWhoCannotGive(trx, people, proposed.points);
    if (poor !== null) return poor;
    posted = await bookGrant(trx, decision, { ...proposed, people });
  }
  await trx
    .updateTable('grants')
    .set({ approved: approve, decided_by: staffId, decided_at: at })
    .where('grant_id', '=', grantId)
    .execute();
  return { ok: true, grant: await grantOf(trx, grantId, at), posted };
}

/** Without those who had themselves erased since. */
async function peopleOf(trx: Trx, grantId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('grant_people')
    .innerJoin('participants', 'participants.participant_id', 'grant_people.participant_id')
    .select('participants.participant_id')
    .where('grant_id', '=', grantId)
    .where('erased_at', 'is', null)
    .orderBy('place')
    .execute();
  return rows.map((row) => row.participant_id);
}

/** Holds everybody's points. `null`: a correction brings nobody below 0. */
async function thoseWhoCannotGive(
  trx: Trx,
  people: readonly string[],
  points: number,
): Promise<Extract<Decided, { code: 'balance-insufficient' }> | null> {
  const held = await holdAccounts(trx, people);
  const balances = people.map((participantId) => ({
    participantId,
    balance: held.get(participantId) ?? 0,
  }));
  const poor = balances.filter(({ balance }) => balance + points < 0);
  if (poor.length === 0) return null;
  return {
    ok: false,
    code: 'balance-insufficient',
    balance: Math.min(...poor.map(({ balance }) => balance)),
    needed: -points,
    participantIds: poor.map(({ participantId }) => participantId),
  };
}

/** One transaction for each person, in two statements for all. */
async function bookGrant(
  trx: Trx,
  { grantId, newTransactionId }: Decision,
  grant: {
    readonly kind: 'campaign' | 'correction';
    readonly points: number;
    readonly people: readonly string[];
  },
): Promise<PostedForPerson[]> {
  const { kind, points, people } = grant;
  const posted = people.map((participantId) => ({
    participantId,
    transactionId: newTransactionId(),
    transactionKind: kind,
    amount: points,
  }));
  const transactionIds = posted.map(({ transactionId }) => transactionId);
  await sql`
    insert into accounts (owner, kind)
    select person, 'participant' from unnest(${[...people]}::uuid[]) as person
    on conflict do nothing
  `.execute(trx);
  await sql`
    insert into transactions (transaction_id, kind, grant_id)
    select transaction_id, ${kind}, ${grantId}::uuid
    from unnest(${transactionIds}::uuid[]) as opened (transaction_id)
  `.execute(trx);
  const house = kind === 'campaign' ? 'issuance' : 'adjustments';
  await sql`
    insert into entries (transaction_id, line, owner, kind, amount)
    select transaction_id, side.line, side.owner, side.kind, side.amount
    from unnest(${transactionIds}::uuid[], ${[...people]}::uuid[])
      as opened (transaction_id, participant_id)
    cross join lateral (
      values (1, ${HOUSE}::uuid, ${house}, ${-points}::bigint),
        (2, participant_id, 'participant', ${points}::bigint)
    ) as side (line, owner, kind, amount)
  `.execute(trx);
  return posted;
}

function anyOf(ids: readonly string[]): RawBuilder<string> {
  return sql<string>`any(${[...ids]}::uuid[])`;
}
