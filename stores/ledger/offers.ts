/** What a shop gives for a coupon. */
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { NewOffer, Offer, OfferChange } from '#domain/contract/shops.ts';
import type { Books } from './connection.ts';
import type { OffersTable } from './records-tables.ts';

/** `null`: no such shop. */
export async function createOffer(
  books: Books,
  offerId: string,
  shopId: string,
  offer: NewOffer,
): Promise<Offer | null> {
  const { rows } = await sql<Selectable<OffersTable>>`
    insert into offers (offer_id, shop_id, name, name_en, name_easy, yen)
    select ${offerId}::uuid, shop_id, ${offer.name}::text, ${offer.nameEn}::text,
      ${offer.nameEasy}::text, ${offer.yen}::integer
    from shops where shop_id = ${shopId}
    returning *
  `.execute(books);
  const [row] = rows;
  return row === undefined ? null : offerFrom(row);
}

/** What is given changes. The first time of closing stays until it is opened again. */
export async function changeOffer(
  books: Books,
  offerId: string,
  change: OfferChange,
  at: string,
): Promise<Offer | null> {
  const row = await books
    .updateTable('offers')
    .set((expression) => ({
      // Something must be set for the row to come back.
      offer_id: expression.ref('offer_id'),
      ...(change.name !== undefined && { name: change.name }),
      ...(change.nameEn !== undefined && { name_en: change.nameEn }),
      ...(change.nameEasy !== undefined && { name_easy: change.nameEasy }),
      ...(change.closed !== undefined && {
        closed_at: change.closed
          ? expression.fn.coalesce('closed_at', expression.val(at))
          : expression.val(null),
      }),
    }))
    .where('offer_id', '=', offerId)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : offerFrom(row);
}

/** In the order of their making, by shop. */
export async function offersByShop(
  books: Books,
  options: { readonly shopIds: readonly string[]; readonly open: boolean },
): Promise<Map<string, Offer[]>> {
  const byShop = new Map<string, Offer[]>();
  if (options.shopIds.length === 0) return byShop;
  const rows = await books
    .selectFrom('offers')
    .selectAll()
    .where('shop_id', 'in', options.shopIds)
    .$if(options.open, (query) => query.where('closed_at', 'is', null))
    .orderBy('created_at')
    .orderBy('offer_id')
    .execute();
  for (const row of rows) {
    const offers = byShop.get(row.shop_id) ?? [];
    offers.push(offerFrom(row));
    byShop.set(row.shop_id, offers);
  }
  return byShop;
}

function offerFrom(row: Selectable<OffersTable>): Offer {
  return {
    offerId: row.offer_id,
    shopId: row.shop_id,
    name: row.name,
    nameEn: row.name_en,
    nameEasy: row.name_easy,
    yen: row.yen,
    closedAt: row.closed_at,
  };
}
