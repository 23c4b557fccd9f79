/**
 * The form of a draft: what a person types, and what the contract takes. Pure. The checks are the
 * contract's own schema; here its findings get the name of a field and of a sentence.
 */
import * as v from 'valibot';
import {
  GATHERING_MS,
  NewLotterySchema,
  type Lottery,
  type NewLottery,
} from '#domain/contract/lotteries.ts';
import type { LimitRule } from '#domain/draw/files.ts';
import { tokyoDateOf } from '#domain/fiscal-year.ts';
import { isRehearsal, REHEARSAL_PREFIX, type LotteryMode } from '#domain/lottery.ts';
import { lineOrNull, wholeNumber } from '../form-fields.ts';

/** As typed. Times are Tokyo's, `YYYY-MM-DDTHH:MM`; empty means not given. */
export interface DraftForm {
  readonly name: string;
  readonly nameEn: string;
  readonly nameEasy: string;
  /** Empty: as proposed. */
  readonly draw: string;
  readonly mode: LotteryMode;
  readonly limit: LimitRule;
  readonly closes: string;
  readonly freezes: string;
  readonly prizes: readonly PrizeForm[];
}
export interface PrizeForm {
  /** Of the row in the page, not of the prize. */
  readonly key: number;
  /** Empty: as proposed. */
  readonly prizeId: string;
  readonly name: string;
  readonly nameEn: string;
  readonly nameEasy: string;
  readonly quantity: string;
  readonly alternates: string;
}
export type TextField = 'name' | 'nameEn' | 'nameEasy' | 'draw' | 'closes' | 'freezes';
export type PrizeField = Exclude<keyof PrizeForm, 'key'>;

export type DraftFault =
  | 'missing'
  | 'too-long'
  | 'not-plain'
  | 'not-an-id'
  | 'not-a-time'
  | 'not-a-number'
  | 'in-the-past'
  | 'freeze-too-soon'
  | 'twice'
  | 'no-prizes'
  | 'too-many'
  | 'taken'
  | 'refused';
/** By field; of a prize `prizes.0.name`. */
export type DraftFaults = Readonly<Record<string, DraftFault>>;
export type ParsedDraft =
  | { readonly ok: true; readonly value: NewLottery }
  | { readonly ok: false; readonly faults: DraftFaults };

const DAY_MS = 24 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;
const TOKYO_MS = 9 * HOUR_MS;
const TIME_FORM = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/;

export function emptyDraft(nowMs: number): DraftForm {
  return {
    name: '',
    nameEn: '',
    nameEasy: '',
    draw: '',
    mode: 'sealed',
    limit: 'owner-prize',
    closes: `${tokyoDateOf(nowMs + 7 * DAY_MS)}T15:00`,
    freezes: '',
    prizes: [emptyPrize(0)],
  };
}

export function emptyPrize(key: number): PrizeForm {
  return {
    key,
    prizeId: '',
    name: '',
    nameEn: '',
    nameEasy: '',
    quantity: '1',
    alternates: '1',
  };
}

export function draftOf(lottery: Lottery): DraftForm {
  const { name, nameEn, nameEasy, draw, mode, limit, closesAt, ordered, prizes } = lottery;
  return {
    name,
    nameEn: nameEn ?? '',
    nameEasy: nameEasy ?? '',
    draw,
    mode,
    limit,
    closes: localTime(Date.parse(closesAt)),
    freezes: ordered?.to === 'frozen' ? localTime(Date.parse(ordered.at)) : '',
    prizes: prizes.map((prize, key) => ({
      key,
      prizeId: prize.prizeId,
      name: prize.name,
      nameEn: prize.nameEn ?? '',
      nameEasy: prize.nameEasy ?? '',
      quantity: String(prize.quantity),
      alternates: String(prize.alternates),
    })),
  };
}

/** `YYYY-MM-DDTHH:MM` in Tokyo. */
function localTime(atMs: number): string {
  return new Date(atMs + TOKYO_MS).toISOString().slice(0, 16);
}

/** The same prizes under a draw of its own, which nothing is spent for (LT4). */
export function rehearsalOf(lottery: Lottery, nowMs: number): NewLottery {
  const { name, nameEn, nameEasy, draw, mode, limit, prizes } = lottery;
  return {
    draw: rehearsalId(draw, nowMs),
    name,
    nameEn,
    nameEasy,
    mode,
    limit,
    closesAt: new Date(Math.ceil((nowMs + HOUR_MS) / HOUR_MS) * HOUR_MS).toISOString(),
    freezesAt: null,
    prizes: prizes.map(({ prizeId, quantity, alternates, ...names }) => ({
      prizeId,
      name: names.name,
      nameEn: names.nameEn,
      nameEasy: names.nameEasy,
      quantity,
      alternates,
    })),
  };
}

/** With the time in it: there may be as many rehearsals as one likes. */
function rehearsalId(draw: string, nowMs: number): string {
  const bare = isRehearsal(draw) ? draw.slice(REHEARSAL_PREFIX.length) : draw;
  const time = localTime(nowMs).slice(5).replaceAll(/\D/g, '');
  const second = Math.floor((nowMs / 1_000) % 60);
  const end = `-${time}${String(second).padStart(2, '0')}`;
  const room = ID_LENGTH_MAX - REHEARSAL_PREFIX.length - end.length;
  return `${REHEARSAL_PREFIX}${bare.slice(0, room).replace(/-+$/, '')}${end}`;
}

const ID_LENGTH_MAX = 60;
const PRIZE_ID_LENGTH_MAX = 40;

/** `grand-lottery-2026`; of a Japanese name only its day is left. */
export function proposedDraw({ nameEn, closes }: Pick<DraftForm, 'nameEn' | 'closes'>): string {
  const day = closes.slice(0, 10).replaceAll('-', '');
  const name = slug(nameEn, ID_LENGTH_MAX - day.length - 1);
  return [name === '' ? 'draw' : name, day].filter((part) => part !== '').join('-');
}

/** Ids as they will stand in the files: typed ones, and for the others a proposal that is free. */
export function prizeIds(prizes: readonly PrizeForm[]): string[] {
  const taken = new Set(prizes.map(({ prizeId }) => prizeId.trim()).filter((id) => id !== ''));
  return prizes.map(({ prizeId, nameEn }, index) => {
    if (prizeId.trim() !== '') return prizeId.trim();
    const name = slug(nameEn, PRIZE_ID_LENGTH_MAX - 3);
    const wanted = name === '' ? `prize-${index + 1}` : name;
    let free = wanted;
    for (let number = 2; taken.has(free); number += 1) free = `${wanted}-${number}`;
    taken.add(free);
    return free;
  });
}

function slug(text: string, lengthMax: number): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, lengthMax)
    .replaceAll(/^-+|-+$/g, '');
}

export function withoutPrize(form: DraftForm, key: number): DraftForm {
  return { ...form, prizes: form.prizes.filter((prize) => prize.key !== key) };
}

export function withNewPrize(form: DraftForm): DraftForm {
  const key = Math.max(-1, ...form.prizes.map((prize) => prize.key)) + 1;
  return { ...form, prizes: [...form.prizes, emptyPrize(key)] };
}

/** @param by  −1: drawn earlier, 1: later */
export function withPrizeMoved(form: DraftForm, key: number, by: -1 | 1): DraftForm {
  const at = form.prizes.findIndex((prize) => prize.key === key);
  const to = at + by;
  const [moved, other] = [form.prizes[at], form.prizes[to]];
  if (moved === undefined || other === undefined) return form;
  const prizes = form.prizes.with(to, moved).with(at, other);
  return { ...form, prizes };
}

export function parseDraft(form: DraftForm, nowMs: number): ParsedDraft {
  const faults: Record<string, DraftFault> = {};
  const closesAt = instant(form.closes);
  const freezesAt = form.freezes.trim() === '' ? null : instant(form.freezes);
  if (closesAt === '') faults['closes'] = form.closes === '' ? 'missing' : 'not-a-time';
  else if (Date.parse(closesAt) <= nowMs) faults['closes'] = 'in-the-past';
  if (freezesAt === '') faults['freezes'] = 'not-a-time';
  else if (freezesAt !== null && Date.parse(freezesAt) - Date.parse(closesAt) < GATHERING_MS) {
    faults['freezes'] = 'freeze-too-soon';
  }
  const ids = prizeIds(form.prizes);
  ids.forEach((id, index) => {
    if (ids.indexOf(id) !== index) faults[`prizes.${index}.prizeId`] = 'twice';
  });
  const parsed = v.safeParse(NewLotterySchema, {
    draw: form.draw.trim() === '' ? proposedDraw(form) : form.draw.trim(),
    name: form.name,
    nameEn: lineOrNull(form.nameEn),
    nameEasy: lineOrNull(form.nameEasy),
    mode: form.mode,
    limit: form.limit,
    closesAt,
    freezesAt,
    prizes: form.prizes.map((prize, index) => ({
      prizeId: ids[index] ?? '',
      name: prize.name,
      nameEn: lineOrNull(prize.nameEn),
      nameEasy: lineOrNull(prize.nameEasy),
      quantity: wholeNumber(prize.quantity),
      alternates: prize.alternates.trim() === '' ? 0 : wholeNumber(prize.alternates),
    })),
  });
  if (parsed.success && Object.keys(faults).length === 0) return { ok: true, value: parsed.output };
  for (const issue of parsed.issues ?? []) {
    const found = faultOf(issue, form);
    if (found !== null) faults[found.field] ??= found.fault;
  }
  return { ok: false, faults };
}

function instant(typed: string): string {
  if (!TIME_FORM.test(typed)) return '';
  const atMs = Date.parse(`${typed}:00+09:00`);
  return Number.isFinite(atMs) ? new Date(atMs).toISOString() : '';
}

/** `null`: told already, nearer to what was typed. */
function faultOf(
  issue: v.BaseIssue<unknown>,
  form: DraftForm,
): { readonly field: string; readonly fault: DraftFault } | null {
  const keys = (issue.path ?? []).map(({ key }) => String(key));
  const [first, index, field] = keys;
  // Times have their own sentences, and so has a prize that is there twice.
  if (first === undefined || first === 'closesAt' || first === 'freezesAt') return null;
  if (first !== 'prizes') return { field: first, fault: kindOf(issue, typedIn(form, first)) };
  if (index === undefined || field === undefined) {
    if (issue.type === 'min_length') return { field: 'prizes', fault: 'no-prizes' };
    return issue.type === 'max_length' ? { field: 'prizes', fault: 'too-many' } : null;
  }
  const prize = form.prizes[Number(index)];
  const typed = prize === undefined ? '' : typedIn(prize, field);
  return { field: keys.join('.'), fault: kindOf(issue, typed) };
}

function typedIn(form: object, field: string): string {
  const typed = Object.entries(form).find(([name]) => name === field)?.[1];
  return typeof typed === 'string' ? typed : '';
}

function kindOf(issue: v.BaseIssue<unknown>, typed: string): DraftFault {
  const isId = /(^|\.)(draw|prizeId)$/.test((issue.path ?? []).map(({ key }) => key).join('.'));
  if (typed.trim() === '' && !isId) return 'missing';
  switch (issue.type) {
    case 'max_length':
    case 'max_graphemes':
      return 'too-long';
    case 'regex':
      return isId ? 'not-an-id' : 'not-plain';
    case 'number':
    case 'integer':
    case 'min_value':
    case 'max_value':
      return 'not-a-number';
    default:
      return 'refused';
  }
}
