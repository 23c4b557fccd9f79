/**
 * What nobody may use to hold up a draw. A rehearsal costs no tickets, so each person has a bounded
 * number of serials in it: drawing many millions would keep the workers from what is real (LT4). And
 * once a freeze is due nothing more is added: whoever adds on and on would put it off for ever.
 */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await boundPractice(db);
  await endGathering(db);
}

/** The rest of `spend_tickets` is as 0008 has it; an order says `practiceMax` too. */
async function boundPractice(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Serials that a person has in a rehearsal.
    create table lottery_practice (
      lottery_id uuid not null references lotteries,
      owner_tag text not null,
      serials bigint not null,
      primary key (lottery_id, owner_tag)
    ) with (fillfactor = 60);
    insert into lottery_practice (lottery_id, owner_tag, serials)
    select lottery_id, owner_tag, sum(serials)
    from lottery_entries join lotteries using (lottery_id)
    where rehearsal group by lottery_id, owner_tag;

    -- Whoever asks has the lottery and the person to themselves.
    create function practise(asked uuid, tag text, wanted integer, most integer) returns jsonb
      language plpgsql
    as $$
    declare
      had bigint;
    begin
      select serials into had from lottery_practice where lottery_id = asked and owner_tag = tag;
      had := coalesce(had, 0);
      if had + wanted > most then
        return refused('tickets-insufficient')
          || jsonb_build_object('held', greatest(0, most - had));
      end if;
      insert into lottery_practice (lottery_id, owner_tag, serials) values (asked, tag, wanted)
      on conflict (lottery_id, owner_tag) do update set serials = had + wanted;
      return null;
    end $$;

    create or replace function spend_tickets(ordered jsonb, lottery lotteries) returns jsonb
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
        return coalesce(
          practise(
            lottery.lottery_id, ordered ->> 'tag', wanted, (ordered ->> 'practiceMax')::integer
          ),
          jsonb_build_object('ok', true, 'ticketsLeft', tickets_open(person))
        );
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
  `.execute(db);
}

/** The rest of `contribute_to_draw` is as 0009 has it. */
async function endGathering(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- By order of staff, or by its time when the hall has had its minute (GATHERING_MS).
    create function is_freezing(asked uuid, moment timestamptz) returns boolean
      language plpgsql stable
    as $$
    begin
      return exists (
        select from lottery_order(asked, 'frozen') as step
        where step.due_at <= moment and (
          step.staff_id is not null
          or exists (
            select from lottery_transitions as made
            where made.lottery_id = asked and made.to_state = 'gathering'
              and made.made_at + interval '60 seconds' <= moment
          )
        )
      );
    end $$;

    create or replace function contribute_to_draw(
      asked uuid, tag text, given_hex text, tag_limit integer, total_limit integer,
      moment timestamptz
    ) returns jsonb language plpgsql
      set enable_seqscan = off set plan_cache_mode = force_custom_plan
    as $$
    declare
      lottery record;
      told integer;
      made_before bigint;
    begin
      select state, contributions_made as made into lottery
      from lotteries where lottery_id = asked for no key update;
      if not found or lottery.state = 'draft' then
        return refused('lottery-unknown');
      end if;
      select seq into told from lottery_contributions
      where lottery_id = asked and owner_tag = tag and hex = given_hex;
      if not found then
        select count(*) into made_before
        from lottery_contributions where lottery_id = asked and owner_tag = tag;
        if lottery.state <> 'gathering' or is_freezing(asked, moment) then
          return refused('lottery-not-gathering');
        elsif lottery.made >= total_limit or made_before >= tag_limit then
          return refused('contribution-limit');
        end if;
        told := lottery.made + 1;
        insert into lottery_contributions (lottery_id, seq, owner_tag, hex, added_at)
        values (asked, told, tag, given_hex, moment);
        update lotteries
        set contributions_made = told,
          contributors = contributors + case when made_before = 0 then 1 else 0 end
        where lottery_id = asked;
      end if;
      return jsonb_build_object(
        'ok', true,
        'row', jsonb_build_object('seq', told, 'ownerTag', tag, 'hex', given_hex)
      );
    end $$;
  `.execute(db);
}
