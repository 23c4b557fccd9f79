/**
 * A lottery that ends as void gives back the tickets that were entered in it. It owes them from the
 * write that ended it until all are back: batch by batch, each entry by a reversal that nobody of the
 * staff made (PT4), whose reason is the lottery's. Then the tickets are open again.
 *
 * Locks as in 0008: the lottery; tickets by their id, as whoever reverses a purchase takes them; the
 * house's account and then people's `tickets`, and none of their others.
 */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await extendTransactions(db);
  await rememberWhoIsOwed(db);
  await createGivingBack(db);
}

async function extendTransactions(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table transactions
      -- That a reversal gave back: they do not say any more what they were entered with.
      add column tickets integer check (tickets > 0),
      drop constraint transactions_lottery,
      drop constraint transactions_reversal,
      add constraint transactions_reversal check (
        (kind = 'reversal') = (reverses is not null)
        and (kind = 'reversal') = (reason is not null)
      ),
      -- Somebody of the staff takes a thing back, or a void lottery gives its tickets back.
      add constraint transactions_by check (
        case kind
          when 'reversal' then (staff_id is null) = (lottery_id is not null)
          else staff_id is null and (kind = 'lottery-entry') = (lottery_id is not null)
        end
      ),
      add constraint transactions_tickets check (
        (tickets is not null) = (kind = 'reversal' and lottery_id is not null)
      );
    create index transactions_entering on transactions (lottery_id, transaction_id)
      where kind = 'lottery-entry';
  `.execute(db);
}

async function rememberWhoIsOwed(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table lotteries
      add column owes_tickets boolean not null default false,
      -- The last of its entries whose person was told; everything up to it is given back.
      add column given_back_to uuid,
      add constraint lotteries_owing check (not owes_tickets or (state = 'void' and not rehearsal));
    update lotteries set owes_tickets = true
    where state = 'void' and not rehearsal and entries_made > 0;

    create index lotteries_owing on lotteries (lottery_number) where owes_tickets;
  `.execute(db);
}

async function createGivingBack(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- The next entries, with the tickets that are still entered with them. In the order of the
    -- index: never sorted, however many there are.
    create function entering_after(asked uuid, after uuid, rows_max integer)
      returns table (entering uuid, held bigint) language plpgsql stable
      set enable_sort = off set enable_bitmapscan = off set enable_seqscan = off
    as $$
    begin
      return query
        select transaction_id, (
          select count(*) from tickets where entered_with = transactions.transaction_id
        )
        from transactions
        where lottery_id = asked and kind = 'lottery-entry' and transaction_id > after
        order by transaction_id limit rows_max;
    end $$;

    create function reverse_entering(lottery lotteries, entering uuid[], fresh uuid[]) returns void
      language plpgsql
    as $$
    declare
      -- Said twice: of an array it is not known that it is strict, and the index would not be used.
      held constant uuid[] := array(
        select ticket_id from tickets
        where entered_with = any(entering) and entered_with is not null
      );
    begin
      perform from (select unnest(held) as id order by id) as named
        join tickets on ticket_id = id for update of tickets;
      insert into transactions (transaction_id, kind, reverses, lottery_id, reason, tickets)
      select fresh[place], 'reversal', entered, lottery.lottery_id,
        lottery.name || ' (' || lottery.draw || '): ' || lottery.void_reason,
        (select count(*) from tickets where entered_with = entered)
      from unnest(entering) with ordinality as given (entered, place);
      insert into entries (transaction_id, line, owner, kind, amount)
      select fresh[place], line, owner, kind, -amount
      from unnest(entering) with ordinality as given (entered, place)
        join entries on transaction_id = entered
      order by place, line;
      update tickets set entered_at = null, entered_with = null where ticket_id = any(held);
    end $$;

    -- So many entries, fewer when they hold many tickets. Whoever was told up to an entry says so
    -- with the next call: those who were given theirs and perhaps not told are named again. Null:
    -- nothing is owed any more.
    create function give_tickets_back(
      asked uuid, told uuid, fresh uuid[], tickets_max integer
    ) returns jsonb language plpgsql
      set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
    as $$
    declare
      lottery lotteries;
      named uuid[];
      owed uuid[];
    begin
      select * into lottery from lotteries where lottery_id = asked for no key update;
      if lottery.owes_tickets is not true then
        return null;
      end if;
      lottery.given_back_to := greatest(lottery.given_back_to, told);
      named := array(
        select entering from (
          select entering, sum(held) over (order by entering) - held as before
          from entering_after(
            asked, coalesce(lottery.given_back_to, '00000000-0000-0000-0000-000000000000'),
            cardinality(fresh)
          )
        ) as next
        where before < tickets_max order by entering
      );
      update lotteries
      set given_back_to = lottery.given_back_to, owes_tickets = cardinality(named) > 0
      where lottery_id = asked;
      if cardinality(named) = 0 then
        return null;
      end if;
      owed := array(
        select entering from unnest(named) as entering
        where not exists (select from transactions where reverses = entering)
        order by entering
      );
      if cardinality(owed) > 0 then
        perform reverse_entering(lottery, owed, fresh);
      end if;
      return jsonb_build_object(
        'upTo', named[cardinality(named)],
        'people', (
          select jsonb_agg(distinct owner) from entries
          where transaction_id = any(named) and kind = 'tickets'
        )
      );
    end $$;
  `.execute(db);
}
