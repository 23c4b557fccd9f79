/**
 * Part of 0006: points become coupons and tickets. One call is one statement of the application's:
 * under its key (PT5), with the balance looked at where its row is locked until the end (PT3), and
 * with the answer as it is told. A refusal writes nothing.
 *
 * The settings of the functions are explained at `post_entries` in 0003; what they call is planned
 * under them too.
 */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

export async function createExchange(db: Kysely<unknown>): Promise<void> {
  await createAnswers(db);
  await createBooking(db);
  await createOrders(db);
}

async function createAnswers(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function instant_text(moment timestamptz) returns text language sql stable as $$
      select to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    $$;

    -- A coupon as people are told of it; domain/contract/coupons.ts has the shape. In plpgsql, as
    -- everything here that reads tables: its plan is made once a connection, not once a call.
    create function coupon_told(asked uuid, moment timestamptz) returns jsonb
      language plpgsql stable
    as $$
    begin
      return (select jsonb_build_object(
        'couponId', coupon_id,
        'number', number,
        'state', case
          when taken_back_at is not null then 'taken-back'
          when redeemed_at is not null then 'redeemed'
          when reserved_until > moment then 'reserved'
          else 'held'
        end,
        'points', points,
        'offer', jsonb_build_object(
          'offerId', offers.offer_id, 'name', offers.name, 'nameEn', offers.name_en,
          'nameEasy', offers.name_easy, 'yen', offers.yen
        ),
        'shop', jsonb_build_object(
          'shopId', shops.shop_id, 'name', shops.name, 'nameEn', shops.name_en,
          'nameEasy', shops.name_easy, 'area', shops.area
        ),
        'exchangedAt', instant_text(exchanged_at),
        'reservedUntil', case
          when taken_back_at is null and redeemed_at is null and reserved_until > moment
          then instant_text(reserved_until)
        end,
        'redeemedAt', instant_text(redeemed_at)
      )
      from coupons
        join offers on offers.offer_id = coupons.offer_id
        join shops on shops.shop_id = coupons.shop_id
      where coupon_id = asked);
    end $$;

    -- Nobody else asks under this key until the transaction ends. Null: it is the first time.
    create function answer_under_key(actor uuid, asked_key text, asked_hash text) returns jsonb
      language plpgsql
    as $$
    declare
      kept record;
    begin
      if asked_key is null then
        return null;
      end if;
      perform pg_advisory_xact_lock(hashtextextended(actor::text || asked_key, 0));
      select body_hash, answer into kept
      from idempotency_keys where actor_id = actor and key = asked_key;
      if not found then
        return null;
      end if;
      if kept.body_hash <> asked_hash then
        return jsonb_build_object('ok', false, 'code', 'idempotency-key-reused');
      end if;
      return kept.answer || jsonb_build_object('replayed', true);
    end $$;

    create function keep_answer(actor uuid, asked_key text, asked_hash text, answer jsonb)
      returns jsonb language plpgsql
    as $$
    begin
      if asked_key is not null then
        insert into idempotency_keys (actor_id, key, body_hash, answer)
        values (actor, asked_key, asked_hash, answer);
      end if;
      return answer;
    end $$;

    create function refused(code text) returns jsonb language sql immutable as $$
      select jsonb_build_object('ok', false, 'code', code)
    $$;

    create function insufficient(balance bigint, needed bigint) returns jsonb
      language sql immutable
    as $$
      select jsonb_build_object(
        'ok', false, 'code', 'balance-insufficient', 'balance', balance, 'needed', needed
      )
    $$;
  `.execute(db);
}

async function createBooking(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- PT3: what can be spent, and stays so until the transaction ends.
    create function hold_balance(person uuid) returns bigint language plpgsql as $$
    declare
      held bigint;
    begin
      select balance into held
      from accounts where owner = person and kind = 'participant' for update;
      return coalesce(held, 0);
    end $$;

    create function open_account(account_owner uuid, account_kind text) returns void
      language plpgsql
    as $$
    begin
      perform from accounts where owner = account_owner and kind = account_kind;
      if not found then
        insert into accounts (owner, kind) values (account_owner, account_kind)
        on conflict do nothing;
      end if;
    end $$;

    -- For people, like K7-204-918: not a secret, only not the same for two.
    create function new_coupon_number() returns text language plpgsql as $$
    declare
      bits constant bigint := ('x' || right(gen_random_uuid()::text, 12))::bit(48)::bigint;
      letter constant text := substr('BCDFGHJKMNPQRTVWXYZ', 1 + (bits % 19)::integer, 1);
      digits constant text := lpad((bits / 19 % 10000000)::text, 7, '0');
    begin
      return letter || substr(digits, 1, 1) || '-' || substr(digits, 2, 3)
        || '-' || substr(digits, 5, 3);
    end $$;

    create function book_exchange(
      person uuid, asked_offer uuid, offering_shop uuid, price integer, exchange uuid,
      new_coupon uuid
    ) returns void language plpgsql as $$
    begin
      perform open_account(person, 'coupons-held');
      for attempt in 1..20 loop
        insert into coupons (
          coupon_id, number, participant_id, offer_id, shop_id, points, exchange_id
        ) values (
          new_coupon, new_coupon_number(), person, asked_offer, offering_shop, price, exchange
        )
        on conflict (number) do nothing;
        exit when found;
        if attempt = 20 then
          raise exception 'no coupon number is free';
        end if;
      end loop;
      insert into transactions (transaction_id, kind, coupon_id)
      values (exchange, 'coupon-exchange', new_coupon);
      insert into entries (transaction_id, line, owner, kind, amount) values
        (exchange, 1, person, 'participant', -price),
        (exchange, 2, person, 'coupons-held', price);
    end $$;
  `.execute(db);
}

async function createOrders(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function exchange_coupon(
      actor uuid, asked_key text, asked_hash text, person uuid, asked_offer uuid, price integer,
      exchange uuid, new_coupon uuid
    ) returns jsonb language plpgsql
      set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
    as $$
    declare
      answer jsonb;
      offer record;
      available bigint;
    begin
      answer := answer_under_key(actor, asked_key, asked_hash);
      if answer is not null then
        return answer;
      end if;
      select offers.closed_at, shops.closed_at as shop_closed_at, shops.shop_id into offer
      from offers join shops using (shop_id) where offer_id = asked_offer;
      if not found then
        return refused('offer-unknown');
      elsif offer.shop_closed_at is not null then
        return refused('shop-closed');
      elsif offer.closed_at is not null then
        return refused('offer-closed');
      end if;
      available := hold_balance(person);
      if available < price then
        return insufficient(available, price);
      end if;
      perform book_exchange(person, asked_offer, offer.shop_id, price, exchange, new_coupon);
      return keep_answer(actor, asked_key, asked_hash, jsonb_build_object(
        'ok', true, 'replayed', false, 'transactionId', exchange,
        'coupon', coupon_told(new_coupon, now()), 'balance', available - price
      ));
    end $$;

    create function buy_tickets(
      actor uuid, asked_key text, asked_hash text, person uuid, new_tickets uuid[],
      price integer, purchase uuid
    ) returns jsonb language plpgsql
      set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
    as $$
    declare
      answer jsonb;
      available bigint;
      needed constant bigint := cardinality(new_tickets)::bigint * price;
    begin
      answer := answer_under_key(actor, asked_key, asked_hash);
      if answer is not null then
        return answer;
      end if;
      available := hold_balance(person);
      if available < needed then
        return insufficient(available, needed);
      end if;
      perform open_account(person, 'tickets');
      insert into tickets (ticket_id, participant_id, transaction_id, points)
      select ticket, person, purchase, price from unnest(new_tickets) as ticket;
      insert into transactions (transaction_id, kind) values (purchase, 'ticket-purchase');
      insert into entries (transaction_id, line, owner, kind, amount) values
        (purchase, 1, person, 'participant', -needed),
        (purchase, 2, person, 'tickets', needed);
      return keep_answer(actor, asked_key, asked_hash, jsonb_build_object(
        'ok', true, 'replayed', false, 'transactionId', purchase,
        'tickets', (
          select jsonb_agg(
            jsonb_build_object('ticketId', ticket, 'boughtAt', instant_text(now())) order by place
          )
          from unnest(new_tickets) with ordinality as bought (ticket, place)
        ),
        'count', (
          select count(*) from tickets
          where participant_id = person and entered_at is null and taken_back_at is null
        ),
        'balance', available - needed
      ));
    end $$;
  `.execute(db);
}
