/** What staff can change about a shop, each as one short form. */
import { LIMITS } from '#domain/contract/limits.ts';
import {
  NewOfferSchema,
  NewShopDeviceSchema,
  NewShopSchema,
  type CreatedShopDevice,
  type Offer,
  type ShopInList,
} from '#domain/contract/shops.ts';
import type { RequestAnswer } from '#ui/problem.ts';
import type { DialogForm, FormField, FormOutcome } from '../form-dialog.ts';
import { lineOrNull, parseFields, wholeNumber, type FieldValues } from '../form-fields.ts';
import type { Messages } from '../languages/index.ts';
import * as api from './shops-api.ts';

export interface ShopDesk {
  text: Messages['shops'];
  /** Instead of "cancel" where something would be lost. */
  keep: string;
  /** Reads the list again. */
  changed: () => Promise<void>;
}

async function finish(
  desk: ShopDesk,
  request: Promise<RequestAnswer<unknown>>,
): Promise<FormOutcome> {
  const answer = await request;
  if (!answer.ok) return { ok: false, problem: answer };
  await desk.changed();
  return { ok: true };
}

interface Named {
  name: string;
  nameEn: string | null;
  nameEasy: string | null;
}

function nameFields(label: string, text: Messages['shops'], lengthMax: number, now?: Named) {
  const more = { kind: 'text', lengthMax, optional: true } as const;
  return {
    name: { kind: 'text', name: 'name', label, lengthMax, value: now?.name ?? '' },
    others: [
      { ...more, name: 'nameEn', label: text.nameEn, value: now?.nameEn ?? '' },
      { ...more, name: 'nameEasy', label: text.nameEasy, value: now?.nameEasy ?? '' },
    ],
  } satisfies { name: FormField; others: FormField[] };
}

const namesOf = (typed: FieldValues) => ({
  name: typed['name'] ?? '',
  nameEn: lineOrNull(typed['nameEn'] ?? ''),
  nameEasy: lineOrNull(typed['nameEasy'] ?? ''),
});

/** @param shop  `null`: a new one */
export function shopForm(
  desk: ShopDesk,
  shop: ShopInList | null,
  made: (shopId: string) => void = () => undefined,
): DialogForm {
  const { text } = desk;
  const names = nameFields(text.name, text, LIMITS.shopNameLengthMax, shop ?? undefined);
  return {
    heading: shop === null ? text.newHeading : text.editHeading,
    fields: [
      names.name,
      {
        kind: 'text',
        name: 'area',
        label: text.area,
        hint: text.areaHint,
        lengthMax: LIMITS.shopAreaLengthMax,
        value: shop?.area ?? '',
      },
      ...names.others,
    ],
    submit: shop === null ? text.create : text.save,
    send: async (typed) => {
      const given = { ...namesOf(typed), area: typed['area'] ?? '' };
      const parsed = parseFields(NewShopSchema, given, typed);
      if (!parsed.ok) return parsed;
      if (shop !== null) return finish(desk, api.changeShop(shop.shopId, parsed.value));
      const answer = await api.createShop(parsed.value);
      if (!answer.ok) return { ok: false, problem: answer };
      await desk.changed();
      made(answer.value.shopId);
      return { ok: true };
    },
  };
}

/** @param offer  `null`: a new one; what an offer is worth stays as it was made */
export function offerForm(desk: ShopDesk, shopId: string, offer: Offer | null): DialogForm {
  const { text } = desk;
  const names = nameFields(text.offerName, text, LIMITS.offerNameLengthMax, offer ?? undefined);
  const yen: FormField = {
    kind: 'text',
    name: 'yen',
    label: text.yen,
    hint: text.yenHint,
    inputMode: 'numeric',
  };
  return {
    heading: offer === null ? text.newOfferHeading : text.editOfferHeading,
    fields: offer === null ? [names.name, yen, ...names.others] : [names.name, ...names.others],
    submit: offer === null ? text.addOffer : text.save,
    send: async (typed) => {
      const yenAsked = offer?.yen ?? wholeNumber(typed['yen'] ?? '');
      const given = { ...namesOf(typed), yen: yenAsked };
      const parsed = parseFields(NewOfferSchema, given, typed);
      if (!parsed.ok) return parsed;
      const { name, nameEn, nameEasy } = parsed.value;
      return finish(
        desk,
        offer === null
          ? api.createOffer(shopId, parsed.value)
          : api.changeOffer(offer.offerId, { name, nameEn, nameEasy }),
      );
    },
  };
}

/** Opening again needs no question. */
export function closeShopForm(desk: ShopDesk, shop: ShopInList): DialogForm {
  const { text } = desk;
  return {
    heading: text.closeHeading(shop.name),
    lead: text.closeLead,
    fields: [],
    submit: text.closeYes,
    keep: desk.keep,
    send: () => finish(desk, api.changeShop(shop.shopId, { closed: true })),
  };
}

export function renewCodeForm(desk: ShopDesk, shop: ShopInList): DialogForm {
  const { text } = desk;
  return {
    heading: text.renewHeading,
    lead: text.renewLead,
    fields: [],
    submit: text.renewYes,
    keep: desk.keep,
    send: () => finish(desk, api.changeShop(shop.shopId, { renewCounterCode: true })),
  };
}

export function deviceForm(
  desk: ShopDesk,
  shopId: string,
  made: (device: CreatedShopDevice, name: string) => void,
): DialogForm {
  const { text } = desk;
  return {
    heading: text.newDeviceHeading,
    lead: text.newDeviceLead,
    fields: [
      {
        kind: 'text',
        name: 'name',
        label: text.deviceName,
        hint: text.deviceNameHint,
        lengthMax: LIMITS.kioskNameLengthMax,
      },
    ],
    submit: text.deviceCreate,
    send: async (typed) => {
      const parsed = parseFields(NewShopDeviceSchema, { name: typed['name'] ?? '' }, typed);
      if (!parsed.ok) return parsed;
      const answer = await api.createDevice(shopId, parsed.value.name);
      if (!answer.ok) return { ok: false, problem: answer };
      await desk.changed();
      made(answer.value, parsed.value.name);
      return { ok: true };
    },
  };
}

export function revokeDeviceForm(
  desk: ShopDesk,
  device: ShopInList['devices'][number],
): DialogForm {
  const { text } = desk;
  return {
    heading: text.revokeHeading(device.name),
    lead: text.revokeLead,
    fields: [],
    submit: text.revokeYes,
    keep: desk.keep,
    send: () => finish(desk, api.revokeDevice(device.deviceId)),
  };
}
