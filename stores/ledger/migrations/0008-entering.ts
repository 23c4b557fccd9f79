/**
 * Part of 0008: tickets become serials. Orders come many at a time: with a lottery's last second
 * comes everybody. One call of the application's enters them, signs what they were given, and keeps
 * it, all in one transaction: no row is ever without its signature, and no serial without its row.
 *
 * The settings of the functions are explained at `post_entries` in 0003.
 */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

export async function createEntering(db: Kysely<unknown>): Promise<void> {
  await createTicketHolding(db);
  await createOrders(db);
  await createKeeping(db);
  await createContributing(db);
}

async function createTicketHolding(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function tickets_open(person uuid) returns bigint language plpgsql as $$
    begin
      return (
        select count(*) from tickets
        where participant_id = person and entered_at is null and taken_back_at is null
      );
    end $$;

    -- LT3: the oldest open ones, locked until the end; fewer when there are not so many. One that is
    -- taken back while its lock is waited for is passed over.
    create function hold_tickets(person uuid, wanted integer) returns uuid[]
      language plpgsql
    as $$
    begin
      return coalesce((
        select array_agg(ticket_id)
        from (
          select ticket_id from tickets
          where participant_id = person and entered_at is null and taken_back_at is null
          order by bought_at, ticket_id limit wanted for update
        ) as oldest
      ), '{}');
    end $$;
  `.execute(db);
}

async function createOrders(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Spends what an order needs. Nobody else enters anything for this person meanwhile, and nobody
    -- erases them.
    create function spend_tickets(ordered jsonb, lottery lotteries) returns jsonb
      language plpgsql
    as $$
    declare
      person constant uuid := ordered ->> 'person';
      spent constant uuid := ordered ->> 'transaction';
      wanted constant integer := ordered ->> 'count';
      held uuid[];
      worth bigint;
    begin
      perform from participants
      where participant_id = person and erased_at is null for no key update;
      if not found then
        return refused('tickets-insufficient') || jsonb_build_object('held', 0);
      end if;
      perform from lottery_owners
      where participant_id = person and lottery_id = lottery.lottery_id
        and owner_tag = ordered ->> 'tag';
      if not found then
        raise exception 'the tag % is not that person''s', ordered ->> 'tag';
      end if;
      if lottery.rehearsal then
        return jsonb_build_object('ok', true, 'ticketsLeft', tickets_open(person));
      end if;
      held := hold_tickets(person, wanted);
      if cardinality(held) < wanted then
        return refused('tickets-insufficient')
          || jsonb_build_object('held', cardinality(held));
      end if;
      with entered as (
        update tickets set entered_at = (ordered ->> 'at')::timestamptz, entered_with = spent
        where ticket_id = any(held) returning points
      )
      select sum(points) into worth from entered;
      return jsonb_build_object(
        'ok', true, 'ticketsLeft', tickets_open(person), 'points', worth,
        'transaction', spent, 'person', person
      );
    end $$;

    create function refusal_of_order(ordered jsonb, lottery lotteries, counted jsonb) returns jsonb
      language plpgsql
    as $$
    begin
      if lottery.state is null or lottery.state = 'draft' then
        return refused('lottery-unknown');
      elsif lottery.state <> 'open' or (ordered ->> 'at')::timestamptz >= lottery.closes_at then
        return refused('lottery-not-open');
      elsif counted -> (ordered ->> 'prize') is null then
        return refused('prize-unknown');
      end if;
      return null;
    end $$;

    create function post_lottery_entries(asked uuid, answers jsonb) returns void
      language plpgsql
    as $$
    begin
      insert into transactions (transaction_id, kind, lottery_id)
      select (answer ->> 'transaction')::uuid, 'lottery-entry', asked
      from jsonb_array_elements(answers) as answer where answer ? 'transaction';
      if not found then
        return;
      end if;
      insert into entries (transaction_id, line, owner, kind, amount)
      select (answer ->> 'transaction')::uuid, line,
        case line
          when 1 then (answer ->> 'person')::uuid else '00000000-0000-0000-0000-000000000000'
        end,
        case line when 1 then 'tickets' else 'tickets-entered' end,
        case line when 1 then -(answer ->> 'points')::bigint else (answer ->> 'points')::bigint end
      from jsonb_array_elements(answers) with ordinality as given (answer, place)
        cross join (values (1), (2)) as side (line)
      where answer ? 'transaction'
      order by place, line;
    end $$;

    -- Answers in the order of the orders. An order has actor, key, hash, person, prize, count, tag,
    -- transaction, at; no two have one key. What is new is kept by keep_lottery_entries.
    create function enter_lottery(asked uuid, orders jsonb) returns jsonb language plpgsql
      set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
    as $$
    declare
      lottery lotteries;
      counted jsonb;
      made bigint;
      given record;
      answer jsonb;
      answers jsonb[] := array_fill(null::jsonb, array[jsonb_array_length(orders)]);
    begin
      perform pg_advisory_xact_lock(id) from (
        select distinct hashtextextended((ordered ->> 'actor') || (ordered ->> 'key'), 0) as id
        from jsonb_array_elements(orders) as ordered order by id
      ) as keys;
      select * into lottery from lotteries where lottery_id = asked for no key update;
      made := lottery.entries_made;
      select jsonb_object_agg(prize_id, tickets) into counted
      from lottery_prizes where lottery_id = asked;

      -- By person: whoever enters another lottery's orders takes the people in the same order.
      for given in
        select ordered, place from jsonb_array_elements(orders) with ordinality as o (ordered, place)
        order by ordered ->> 'person', place
      loop
        answer := coalesce(
          answer_under_key(
            (given.ordered ->> 'actor')::uuid, given.ordered ->> 'key', given.ordered ->> 'hash'
          ),
          refusal_of_order(given.ordered, lottery, counted)
        );
        if answer is null then
          answer := spend_tickets(given.ordered, lottery);
          if (answer ->> 'ok')::boolean then
            made := made + 1;
            answer := answer || jsonb_build_object('replayed', false, 'row', jsonb_build_object(
              'prizeId', given.ordered -> 'prize',
              'entryId', 'e' || lpad(made::text, greatest(7, length(made::text)), '0'),
              'ownerTag', given.ordered -> 'tag',
              'first', (counted ->> (given.ordered ->> 'prize'))::bigint + 1,
              'count', given.ordered -> 'count'
            ));
            counted := counted || jsonb_build_object(
              given.ordered ->> 'prize',
              (counted ->> (given.ordered ->> 'prize'))::bigint
                + (given.ordered ->> 'count')::bigint
            );
          end if;
        end if;
        answers[given.place] := answer;
      end loop;

      if made > lottery.entries_made then
        update lotteries set entries_made = made where lottery_id = asked;
        update lottery_prizes set tickets = (counted ->> prize_id)::bigint
        where lottery_id = asked and tickets <> (counted ->> prize_id)::bigint;
        perform post_lottery_entries(asked, to_jsonb(answers));
      end if;
      return to_jsonb(answers);
    end $$;
  `.execute(db);
}

async function createKeeping(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Each with actor, key, hash and the answer as it is told, its entry signed.
    create function keep_lottery_entries(asked uuid, kept jsonb) returns void language plpgsql
      set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
    as $$
    begin
      -- Found out by the insertion itself: whatever the planner knows, it is one look each.
      with fresh as (
        insert into lottery_people (lottery_id, prize_id, owner_tag)
        select distinct asked, entry ->> 'prizeId', entry ->> 'ownerTag'
        from (select given #> '{answer,entry}' as entry from jsonb_array_elements(kept) as given)
          as entries
        on conflict do nothing returning prize_id
      ), counted as (
        select prize_id, count(*) as people from fresh group by prize_id
      )
      update lottery_prizes set people = lottery_prizes.people + counted.people
      from counted
      where lottery_id = asked and lottery_prizes.prize_id = counted.prize_id;
      insert into lottery_entries (
        lottery_id, prize_id, entry_id, owner_tag, first_serial, serials, signature, entered_at
      )
      select asked, entry ->> 'prizeId', entry ->> 'entryId', entry ->> 'ownerTag',
        (entry ->> 'first')::bigint, (entry ->> 'count')::bigint, entry ->> 'signature',
        (entry ->> 'enteredAt')::timestamptz
      from (select given #> '{answer,entry}' as entry from jsonb_array_elements(kept) as given)
        as entries;
      perform keep_answer(
        (given ->> 'actor')::uuid, given ->> 'key', given ->> 'hash', given -> 'answer'
      )
      from jsonb_array_elements(kept) as given;
    end $$;
  `.execute(db);
}

async function createContributing(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function contribute_to_draw(
      asked uuid, tag text, given_hex text, tag_limit integer, total_limit integer,
      moment timestamptz
    ) returns jsonb language plpgsql
      -- Planned anew: a plan of the first moments, when there are few, would read them all later.
      set enable_seqscan = off set plan_cache_mode = force_custom_plan
    as $$
    declare
      lottery record;
      told integer;
    begin
      select state, contributions_made as made into lottery
      from lotteries where lottery_id = asked for no key update;
      if not found or lottery.state = 'draft' then
        return refused('lottery-unknown');
      end if;
      select seq into told from lottery_contributions
      where lottery_id = asked and owner_tag = tag and hex = given_hex;
      if not found then
        if lottery.state <> 'gathering' then
          return refused('lottery-not-gathering');
        elsif lottery.made >= total_limit or tag_limit <= (
          select count(*) from lottery_contributions where lottery_id = asked and owner_tag = tag
        ) then
          return refused('contribution-limit');
        end if;
        told := lottery.made + 1;
        insert into lottery_contributions (lottery_id, seq, owner_tag, hex, added_at)
        values (asked, told, tag, given_hex, moment);
        update lotteries set contributions_made = told where lottery_id = asked;
      end if;
      return jsonb_build_object(
        'ok', true,
        'row', jsonb_build_object('seq', told, 'ownerTag', tag, 'hex', given_hex)
      );
    end $$;
  `.execute(db);
}
