/**
 * What the workers are to do for a lottery, and by when, so that it is remembered whatever happens to
 * them; drafts that are changed and dropped; and the people of the hall, counted as they come.
 *
 * An order stays as it was given. A freeze that comes forward is one more order: the earliest counts.
 * A time that is set with the draft is no order of anybody's, and changes with the draft: a column.
 */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await createOrders(db);
  await letDraftsGo(db);
  await countPeople(db);
}

async function createOrders(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table lotteries add column freezes_at timestamptz;

    create table lottery_orders (
      lottery_id uuid not null references lotteries,
      order_number bigint not null generated always as identity,
      to_state text not null check (to_state in ('frozen', 'drawn')),
      due_at timestamptz not null,
      staff_id uuid references staff,
      ordered_at timestamptz not null default now(),
      primary key (lottery_id, to_state, order_number)
    );
    create trigger lottery_orders_stay before update or delete or truncate on lottery_orders
      for each statement execute function refuse_change();

    -- When this step is due, and who asked for it: nobody when it is by the draft's own time. At the
    -- same moment the draft's time comes first.
    create function lottery_order(asked uuid, step text)
      returns table (due_at timestamptz, staff_id uuid) language plpgsql stable
    as $$
    begin
      return query
        select given.due_at, given.staff_id
        from (
          select freezes_at as due_at, null::uuid as staff_id, 0::bigint as order_number
          from lotteries
          where lottery_id = asked and step = 'frozen' and freezes_at is not null
          union all
          select o.due_at, o.staff_id, o.order_number from lottery_orders as o
          where o.lottery_id = asked and o.to_state = step
        ) as given
        order by given.due_at, given.order_number limit 1;
    end $$;

    -- The few that may be due, among all draws ever. Entering changes neither column of it.
    create index lotteries_under_way on lotteries (state, lottery_number)
      where state in ('open', 'closed', 'gathering', 'final');
  `.execute(db);
}

async function letDraftsGo(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Nothing was published of a draft: its secrets commit to nothing yet.
    create function refuse_loss_of_secrets() returns trigger language plpgsql as $$
    begin
      if exists (
        select from lotteries where lottery_id = old.lottery_id and state <> 'draft'
      ) then
        raise exception 'PT4: rows of % are never deleted once it is open', tg_table_name
          using errcode = 'restrict_violation', table = tg_table_name;
      end if;
      return old;
    end $$;
    drop trigger lottery_secrets_stay on lottery_secrets;
    create trigger lottery_secrets_stay before update or truncate on lottery_secrets
      for each statement execute function refuse_change();
    create trigger lottery_secrets_last before delete on lottery_secrets
      for each row execute function refuse_loss_of_secrets();
  `.execute(db);
}

/** The rest of `contribute_to_draw` is as 0008 has it. */
async function countPeople(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Tags in lottery_contributions.
    alter table lotteries add column contributors integer not null default 0;
    update lotteries set contributors = (
      select count(distinct owner_tag) from lottery_contributions as made
      where made.lottery_id = lotteries.lottery_id
    ) where contributions_made > 0;

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
        if lottery.state <> 'gathering' then
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
