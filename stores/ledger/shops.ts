/** Partner shops. */
import type { Selectable } from 'kysely';
import type { NewShop, Offer, Shop, ShopChange, ShopInList } from '#domain/contract/shops.ts';
import type { Books } from './connection.ts';
import { offersByShop } from './offers.ts';
import type { ShopsTable } from './records-tables.ts';
import { devicesByShop } from './shop-devices.ts';

type ShopRow = Selectable<ShopsTable>;

/** By area and name. */
export async function shops(books: Books): Promise<ShopInList[]> {
  return inList(books, await selectShops(books).execute());
}

export async function openShops(books: Books): Promise<Shop[]> {
  const rows = await selectShops(books).where('closed_at', 'is', null).execute();
  return withOpenOffers(books, rows);
}

/** Of a closed shop too: it takes the coupons that are in people's hands. */
export async function shopByCounterCode(books: Books, counterCode: string): Promise<Shop | null> {
  const rows = await selectShops(books).where('counter_code', '=', counterCode).execute();
  const [shop] = await withOpenOffers(books, rows);
  return shop ?? null;
}

export async function createShop(
  books: Books,
  made: { readonly shopId: string; readonly shop: NewShop; readonly counterCode: string },
): Promise<ShopInList> {
  const { shopId, shop, counterCode } = made;
  const row = await books
    .insertInto('shops')
    .values({
      shop_id: shopId,
      name: shop.name,
      name_en: shop.nameEn,
      name_easy: shop.nameEasy,
      area: shop.area,
      counter_code: counterCode,
      closed_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return shopInListFrom(row, { offers: [], devices: [], redeemed: 0, redeemedPoints: 0 });
}

/**
 * What is given changes. The first time of closing stays until it is opened again.
 * @param options.counterCode for when the printed code is to be renewed
 */
export async function changeShop(
  books: Books,
  shopId: string,
  change: ShopChange,
  options: { readonly at: string; readonly counterCode: string },
): Promise<ShopInList | null> {
  const row = await books
    .updateTable('shops')
    .set((expression) => ({
      // Something must be set for the row to come back.
      shop_id: expression.ref('shop_id'),
      ...(change.name !== undefined && { name: change.name }),
      ...(change.nameEn !== undefined && { name_en: change.nameEn }),
      ...(change.nameEasy !== undefined && { name_easy: change.nameEasy }),
      ...(change.area !== undefined && { area: change.area }),
      ...(change.renewCounterCode === true && { counter_code: options.counterCode }),
      ...(change.closed !== undefined && {
        closed_at: change.closed
          ? expression.fn.coalesce('closed_at', expression.val(options.at))
          : expression.val(null),
      }),
    }))
    .where('shop_id', '=', shopId)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return null;
  const [shop] = await inList(books, [row]);
  return shop ?? null;
}

export async function redeemedBetween(
  books: Books,
  shopId: string,
  fromMs: number,
  toMs: number,
): Promise<number> {
  const row = await books
    .selectFrom('coupons')
    .select((expression) => expression.fn.countAll<number>().as('count'))
    .where('shop_id', '=', shopId)
    .where('redeemed_at', '>=', new Date(fromMs).toISOString())
    .where('redeemed_at', '<', new Date(toMs).toISOString())
    .executeTakeFirstOrThrow();
  return row.count;
}

function selectShops(books: Books) {
  return books.selectFrom('shops').selectAll().orderBy('area').orderBy('name').orderBy('shop_id');
}

async function withOpenOffers(books: Books, rows: readonly ShopRow[]): Promise<Shop[]> {
  const shopIds = rows.map((row) => row.shop_id);
  const offers = await offersByShop(books, { shopIds, open: true });
  return rows.map((row) => shopFrom(row, offers.get(row.shop_id) ?? []));
}

async function inList(books: Books, rows: readonly ShopRow[]): Promise<ShopInList[]> {
  const shopIds = rows.map((row) => row.shop_id);
  if (shopIds.length === 0) return [];
  const offers = await offersByShop(books, { shopIds, open: false });
  const devices = await devicesByShop(books, shopIds);
  const taken = await redeemedByShop(books, shopIds);
  return rows.map((row) => {
    const { count, points } = taken.get(row.shop_id) ?? { count: 0, points: 0 };
    return shopInListFrom(row, {
      offers: offers.get(row.shop_id) ?? [],
      devices: devices.get(row.shop_id) ?? [],
      redeemed: count,
      redeemedPoints: points,
    });
  });
}

async function redeemedByShop(
  books: Books,
  shopIds: readonly string[],
): Promise<Map<string, { count: number; points: number }>> {
  const rows = await books
    .selectFrom('coupons')
    .select((expression) => [
      'shop_id',
      expression.fn.countAll<number>().as('count'),
      expression.fn.sum<number>('points').as('points'),
    ])
    .where('shop_id', 'in', shopIds)
    .where('redeemed_at', 'is not', null)
    .groupBy('shop_id')
    .execute();
  return new Map(rows.map((row) => [row.shop_id, { count: row.count, points: row.points }]));
}

function shopInListFrom(
  row: ShopRow,
  has: Pick<ShopInList, 'devices' | 'redeemed' | 'redeemedPoints'> & { readonly offers: Offer[] },
): ShopInList {
  const { offers, devices, redeemed, redeemedPoints } = has;
  return {
    ...shopFrom(row, offers),
    counterCode: row.counter_code,
    devices,
    redeemed,
    redeemedPoints,
  };
}

function shopFrom(row: ShopRow, offers: Offer[]): Shop {
  return {
    shopId: row.shop_id,
    name: row.name,
    nameEn: row.name_en,
    nameEasy: row.name_easy,
    area: row.area,
    closedAt: row.closed_at,
    offers,
  };
}
