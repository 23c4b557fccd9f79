/** The tickets that this phone asks after: kept in this browser, or handed over by the phone's app. */
import * as v from 'valibot';
import {
  LotteryEntrySchema,
  OwnerTagSchema,
  PrizeIdSchema,
  type LotteryEntry,
} from '#domain/contract/lotteries.ts';
import { ownerTagOf } from '#domain/draw/digest.ts';

const serial = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

const HeldTicketsSchema = v.object({
  prizeId: PrizeIdSchema,
  first: serial,
  count: serial,
  /** `null`: typed in by hand, so there is nothing to check but the number. */
  receipt: v.nullable(
    v.object({ entryId: v.string(), ownerTag: OwnerTagSchema, signature: v.string() }),
  ),
});
export type HeldTickets = v.InferOutput<typeof HeldTicketsSchema>;

/** More than a person enters; what lies beyond is not kept. */
const HELD_MAX = 200;
const KeptSchema = v.pipe(v.array(HeldTicketsSchema), v.maxLength(HELD_MAX));
/** `LotteryEntryList` of somebody who entered something. */
const HandedOverSchema = v.object({
  entries: v.pipe(v.array(LotteryEntrySchema), v.maxLength(HELD_MAX)),
  ownerTag: OwnerTagSchema,
  nonceHex: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
export type HandedOver = v.InferOutput<typeof HandedOverSchema>;

/** What a browser keeps; some forbid it. */
export type Keeper = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const keyOf = (lotteryId: string) => `tsudoi-stage-tickets-${lotteryId}`;

export function readHeld(keeper: Keeper | null, lotteryId: string): HeldTickets[] {
  try {
    const kept = v.safeParse(KeptSchema, JSON.parse(keeper?.getItem(keyOf(lotteryId)) ?? '[]'));
    return kept.success ? kept.output : [];
  } catch {
    return [];
  }
}

export function keepHeld(
  keeper: Keeper | null,
  lotteryId: string,
  held: readonly HeldTickets[],
): void {
  try {
    keeper?.setItem(keyOf(lotteryId), JSON.stringify(held.slice(0, HELD_MAX)));
  } catch {
    // Kept as long as the page is open.
  }
}

export function dropHeld(keeper: Keeper | null, lotteryId: string): void {
  try {
    keeper?.removeItem(keyOf(lotteryId));
  } catch {
    // Nothing could be kept, either.
  }
}

/** The same tickets once; those with a receipt say more. */
export function mergeHeld(
  held: readonly HeldTickets[],
  added: readonly HeldTickets[],
): HeldTickets[] {
  const isSame = (a: HeldTickets, b: HeldTickets) =>
    a.prizeId === b.prizeId && a.first === b.first && a.count === b.count;
  const kept = held.filter((each) => !added.some((other) => isSame(each, other)));
  const better = added.map((each) =>
    each.receipt === null ? (held.find((other) => isSame(each, other)) ?? each) : each,
  );
  return [...better, ...kept].slice(0, HELD_MAX);
}

export interface Fragment {
  /** `H(final.txt)` as the big screen's code has it. */
  readonly final: string | null;
  readonly handedOver: HandedOver | null;
  /** Without what was handed over: it is a secret, and must not stay in an address bar. */
  readonly rest: string;
}

/**
 * `#final=<64 hex>&entries=<base64url of the JSON of LotteryEntryList>`: the code on the big screen,
 * and what the phone's app hands over. No token travels in an address.
 */
export function readFragment(hash: string): Fragment {
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  const final = parts.get('final') ?? '';
  const isHash = /^[0-9a-f]{64}$/.test(final);
  return {
    final: isHash ? final : null,
    handedOver: handedOverIn(parts.get('entries') ?? ''),
    rest: isHash ? `#final=${final}` : '',
  };
}

/** Is it of this draw, and all of it one person's? */
export function isHandedOverFor(
  draw: string,
  { entries, ownerTag, nonceHex }: HandedOver,
): boolean {
  return (
    ownerTagOf(draw, nonceHex) === ownerTag && entries.every((entry) => entry.ownerTag === ownerTag)
  );
}

export function heldFrom({
  prizeId,
  first,
  count,
  entryId,
  ownerTag,
  signature,
}: LotteryEntry): HeldTickets {
  return { prizeId, first, count, receipt: { entryId, ownerTag, signature } };
}

function handedOverIn(text: string): HandedOver | null {
  if (text === '') return null;
  try {
    const bytes = Uint8Array.from(
      atob(text.replaceAll('-', '+').replaceAll('_', '/')),
      (letter) => letter.codePointAt(0) ?? 0,
    );
    const parsed = v.safeParse(HandedOverSchema, JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/**
 * Numbers as people type them: `841`, `0840-0842`.
 * @returns `null`: no such numbers
 */
export function readNumbers(
  text: string,
  serials: number,
): { readonly first: number; readonly count: number } | null {
  const [, from = '', to = from] =
    /^(\d{1,9})(?:\s*[-–〜~]\s*(\d{1,9}))?$/.exec(text.normalize('NFKC').trim()) ?? [];
  const [first, last] = [Number(from), Number(to)];
  if (from === '' || first < 1 || last < first || last > serials) return null;
  return { first, count: last - first + 1 };
}
