/** The public calendar, page by page, searched while one types. */
import type { ReactiveController } from 'lit';
import * as v from 'valibot';
import { CalendarSchema, type Calendar, type PublicActivity } from '#domain/contract/activities.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import type { RequestProblemCode } from '#ui/problem.ts';
import type { SessionHost } from './kept-list.ts';

/** A pause in typing. */
const TYPING_PAUSE_MS = 300;
const LOADING_SHOWN_AFTER_MS = 300;
/** Only what nobody searched for is kept for when the network is away. */
const PATH = '/api/calendar';

export class CalendarSearch implements ReactiveController {
  value: readonly PublicActivity[] | null = null;
  atMs: number | null = null;
  problem: RequestProblemCode | null = null;
  slow = false;
  /** What `value` was found with. */
  foundWith = '';
  readonly #host: SessionHost;
  #words = '';
  #after: string | null = null;
  /** Counts the questions: the answer to an earlier one is thrown away. */
  #asking = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #slowTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: SessionHost) {
    this.#host = host;
    host.addController(this);
  }

  get hasMore(): boolean {
    return this.#after !== null;
  }

  get words(): string {
    return this.#words;
  }

  hostConnected(): void {
    void this.load();
  }

  hostDisconnected(): void {
    this.#asking += 1;
    clearTimeout(this.#pause);
    clearTimeout(this.#slowTimer);
  }

  search(words: string): void {
    this.#words = words.trim().slice(0, LIMITS.searchLengthMax);
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.load(), TYPING_PAUSE_MS);
    this.#host.requestUpdate();
  }

  async load(): Promise<void> {
    await this.#ask(null);
  }

  async more(): Promise<void> {
    if (this.#after !== null) await this.#ask(this.#after);
  }

  async #ask(after: string | null): Promise<void> {
    this.#asking += 1;
    const asking = this.#asking;
    const words = this.#words;
    clearTimeout(this.#slowTimer);
    this.#slowTimer = setTimeout(() => {
      this.slow = true;
      this.#host.requestUpdate();
    }, LOADING_SHOWN_AFTER_MS);
    const { session } = this.#host;
    const answer = await session.request(CalendarSchema, calendarPath(words, after));
    if (asking !== this.#asking) return;
    if (answer.ok) await this.#take(answer.value, words, after);
    else await this.#fall(answer.code, words, asking);
    clearTimeout(this.#slowTimer);
    this.slow = false;
    this.#host.requestUpdate();
  }

  async #take(page: Calendar, words: string, after: string | null): Promise<void> {
    const { session } = this.#host;
    this.value = after === null ? page.activities : [...(this.value ?? []), ...page.activities];
    this.#after = page.after;
    this.atMs = session.nowMs();
    this.problem = null;
    this.foundWith = words;
    if (words !== '' || after !== null) return;
    const kept = { value: page, atMs: this.atMs };
    await session.store?.setKeptList(PATH, kept).catch(() => undefined);
  }

  async #fall(code: RequestProblemCode, words: string, asking: number): Promise<void> {
    const { store } = this.#host.session;
    const kept = (await store?.keptList(PATH).catch(() => null)) ?? null;
    if (asking !== this.#asking) return;
    this.problem = code;
    const parsed = v.safeParse(CalendarSchema, kept?.value);
    if (kept === null || !parsed.success) return;
    // Without the network one searches what the phone has.
    this.value = parsed.output.activities.filter((activity) => isFoundBy(activity, words));
    this.#after = null;
    this.foundWith = words;
    this.atMs = kept.atMs;
  }
}

/** @param after of the page before; `null`: the first */
export function calendarPath(words: string, after: string | null): string {
  const query = new URLSearchParams();
  if (words !== '') query.set('search', words);
  if (after !== null) query.set('after', after);
  const text = query.toString();
  return text === '' ? PATH : `${PATH}?${text}`;
}

/** Every word stands somewhere in what the activity says of itself. */
export function isFoundBy(activity: PublicActivity, words: string): boolean {
  const { name, nameEn, nameEasy, venue, organizer } = activity;
  const hay = [name, nameEn ?? '', nameEasy ?? '', venue, organizer].join(' ');
  const folded = fold(hay);
  return fold(words)
    .split(' ')
    .every((word) => folded.includes(word));
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

export interface CalendarDay {
  /** An instant of that day, for its name. */
  readonly at: string;
  readonly activities: readonly PublicActivity[];
}

/**
 * By day, in the order given.
 * @param dayOf the name of an instant's day in the city
 */
export function byDay(
  activities: readonly PublicActivity[],
  dayOf: (at: string) => string,
): CalendarDay[] {
  const days = new Map<string, [PublicActivity, ...PublicActivity[]]>();
  for (const activity of activities) {
    const day = dayOf(activity.startsAt);
    const found = days.get(day);
    if (found === undefined) days.set(day, [activity]);
    else found.push(activity);
  }
  return [...days.values()].map((list) => ({ at: list[0].startsAt, activities: list }));
}
