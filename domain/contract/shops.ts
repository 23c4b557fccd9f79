/** `/api/shops`, `/api/offers`: partner shops, what they give for a coupon, and their devices. */
import * as v from 'valibot';
import { LIMITS } from './limits.ts';
import { CountSchema, InstantSchema, UuidSchema, lineSchema } from './values.ts';

const shopName = lineSchema(LIMITS.shopNameLengthMax);
const area = lineSchema(LIMITS.shopAreaLengthMax);
const offerName = lineSchema(LIMITS.offerNameLengthMax);

export const OfferSchema = v.object({
  offerId: UuidSchema,
  shopId: UuidSchema,
  name: v.string(),
  nameEn: v.nullable(v.string()),
  nameEasy: v.nullable(v.string()),
  /** What it is worth, tax included. */
  yen: CountSchema,
  closedAt: v.nullable(InstantSchema),
});
export type Offer = v.InferOutput<typeof OfferSchema>;

export const ShopSchema = v.object({
  shopId: UuidSchema,
  name: v.string(),
  nameEn: v.nullable(v.string()),
  nameEasy: v.nullable(v.string()),
  /** Where it is, in a word: 「新町」. */
  area: v.string(),
  closedAt: v.nullable(InstantSchema),
  offers: v.array(OfferSchema),
});
export type Shop = v.InferOutput<typeof ShopSchema>;

/** As staff see it. */
export const ShopInListSchema = v.object({
  ...ShopSchema.entries,
  /** Of the code that the shop prints and puts up; a new one takes its place. */
  counterCode: v.string(),
  devices: v.array(
    v.object({
      deviceId: UuidSchema,
      name: v.string(),
      state: v.picklist(['waiting', 'enrolled', 'revoked']),
      enrolledAt: v.nullable(InstantSchema),
      lastSeenAt: v.nullable(InstantSchema),
    }),
  ),
  /** Coupons that it took, ever, and what they were worth in points. */
  redeemed: CountSchema,
  redeemedPoints: CountSchema,
});
export type ShopInList = v.InferOutput<typeof ShopInListSchema>;
export const ShopListSchema = v.object({ shops: v.array(ShopInListSchema) });

/** `GET /api/offers`: open shops with their open offers; public. */
export const OfferListSchema = v.object({
  shops: v.array(ShopSchema),
  couponPoints: CountSchema,
  /** What an offer may be worth at most, tax included. */
  yenMax: CountSchema,
});
export type OfferList = v.InferOutput<typeof OfferListSchema>;

export const NewShopSchema = v.strictObject({
  name: shopName,
  nameEn: v.optional(v.nullable(shopName), null),
  nameEasy: v.optional(v.nullable(shopName), null),
  area,
});
export type NewShop = v.InferOutput<typeof NewShopSchema>;

/** `PATCH /api/shops/:id`: what is given changes. A closed shop takes its coupons, gives no new ones. */
export const ShopChangeSchema = v.partial(
  v.strictObject({
    name: shopName,
    nameEn: v.nullable(shopName),
    nameEasy: v.nullable(shopName),
    area,
    closed: v.boolean(),
    /** True: the printed code is replaced, the old one opens nothing any more. */
    renewCounterCode: v.boolean(),
  }),
);
export type ShopChange = v.InferOutput<typeof ShopChangeSchema>;

/** `POST /api/shops/:id/offers`. Above the programme's limit: `rule-broken`. */
export const NewOfferSchema = v.strictObject({
  name: offerName,
  nameEn: v.optional(v.nullable(offerName), null),
  nameEasy: v.optional(v.nullable(offerName), null),
  yen: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
});
export type NewOffer = v.InferOutput<typeof NewOfferSchema>;

/** `PATCH /api/offers/:id`. What it is worth does not change: coupons were given for it. */
export const OfferChangeSchema = v.partial(
  v.strictObject({
    name: offerName,
    nameEn: v.nullable(offerName),
    nameEasy: v.nullable(offerName),
    closed: v.boolean(),
  }),
);
export type OfferChange = v.InferOutput<typeof OfferChangeSchema>;

/** `POST /api/shops/:id/devices` → 201 CreatedShopDevice; `DELETE /api/shop-devices/:id` revokes. */
export const NewShopDeviceSchema = v.strictObject({ name: lineSchema(LIMITS.kioskNameLengthMax) });
export const CreatedShopDeviceSchema = v.object({
  deviceId: UuidSchema,
  enrollmentCode: v.string(),
  expiresAt: InstantSchema,
});
export type CreatedShopDevice = v.InferOutput<typeof CreatedShopDeviceSchema>;

/** What the tablet at a shop is told when it is enrolled. */
export const EnrolledShopDeviceSchema = v.object({
  deviceId: UuidSchema,
  name: v.string(),
  shop: v.object({ shopId: UuidSchema, name: v.string(), area: v.string() }),
  /** Bearer token of `/api/shop`; only its hash is kept. */
  token: v.string(),
});
export type EnrolledShopDevice = v.InferOutput<typeof EnrolledShopDeviceSchema>;
