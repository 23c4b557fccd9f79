/**
 * Part of 0006: a coupon is used, once, ever. As in 0006-exchange one call is one statement, and a
 * refusal writes nothing; the coupon's row is locked from the look at its state to the end.
 */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

export async function createRedemption(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function book_redemption(
      asked_coupon uuid, redemption uuid, redeemed timestamptz, device uuid
    ) returns void language plpgsql as $$
    declare
      used record;
    begin
      update coupons
      set redeemed_at = redeemed, redemption_id = redemption, redeemed_by_device = device
      where coupon_id = asked_coupon
      returning participant_id, shop_id, points into strict used;
      -- The person's account before the shop's, at which many people stand.
      perform from accounts
      where owner = used.participant_id and kind = 'coupons-held' for update;
      perform open_account(used.shop_id, 'coupons-redeemed');
      insert into transactions (transaction_id, kind, coupon_id)
      values (redemption, 'coupon-redemption', asked_coupon);
      insert into entries (transaction_id, line, owner, kind, amount) values
        (redemption, 1, used.participant_id, 'coupons-held', -used.points),
        (redemption, 2, used.shop_id, 'coupons-redeemed', used.points);
    end $$;

    -- By a device: device and device_shop are given. By the person: person and shown_code.
    create function redeem_coupon(
      actor uuid, asked_key text, asked_hash text, asked_coupon uuid, person uuid,
      shown_code text, device uuid, device_shop uuid, redemption uuid, moment timestamptz
    ) returns jsonb language plpgsql
      set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
    as $$
    declare
      answer jsonb;
      asked record;
      shop_here uuid := device_shop;
    begin
      answer := answer_under_key(actor, asked_key, asked_hash);
      if answer is not null then
        return answer;
      end if;
      select participant_id, shop_id, reserved_until, redeemed_at, taken_back_at into asked
      from coupons where coupon_id = asked_coupon for update;
      if not found or asked.participant_id <> person then
        return refused('coupon-unknown');
      end if;
      if device is null then
        select shop_id into shop_here from shops where counter_code = shown_code;
      end if;
      if shop_here is distinct from asked.shop_id then
        return refused('coupon-of-another-shop');
      elsif asked.taken_back_at is not null then
        return refused('coupon-taken-back');
      elsif asked.redeemed_at is not null then
        return jsonb_build_object(
          'ok', false, 'code', 'coupon-used', 'firstAt', instant_text(asked.redeemed_at)
        );
      elsif device is null and (asked.reserved_until > moment) is not true then
        return refused('coupon-not-reserved');
      end if;
      perform book_redemption(asked_coupon, redemption, moment, device);
      return keep_answer(actor, asked_key, asked_hash, jsonb_build_object(
        'ok', true, 'replayed', false, 'transactionId', redemption,
        'coupon', coupon_told(asked_coupon, moment),
        'balance', coalesce((
          select balance from accounts
          where owner = asked.participant_id and kind = 'participant'
        ), 0)
      ));
    end $$;

    create function exchange_and_redeem(
      actor uuid, asked_key text, asked_hash text, person uuid, asked_offer uuid, price integer,
      device uuid, device_shop uuid, new_coupon uuid, exchange uuid, redemption uuid,
      moment timestamptz
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
      select offers.shop_id, coalesce(offers.closed_at, shops.closed_at) as closed_at into offer
      from offers join shops using (shop_id) where offer_id = asked_offer;
      if not found then
        return refused('offer-unknown');
      elsif offer.shop_id <> device_shop then
        return refused('coupon-of-another-shop');
      elsif offer.closed_at is not null then
        return refused('offer-closed');
      end if;
      available := hold_balance(person);
      if available < price then
        return insufficient(available, price);
      end if;
      perform book_exchange(person, asked_offer, offer.shop_id, price, exchange, new_coupon);
      perform book_redemption(new_coupon, redemption, moment, device);
      return keep_answer(actor, asked_key, asked_hash, jsonb_build_object(
        'ok', true, 'replayed', false, 'transactionId', redemption,
        'coupon', coupon_told(new_coupon, moment), 'balance', available - price
      ));
    end $$;
  `.execute(db);
}
