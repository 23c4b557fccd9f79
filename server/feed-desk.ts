/**
 * What workers and other nodes did, told to the screens of this node. A message is handled by
 * itself and never throws; whatever it needs from the stores it asks for.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { CheckInsRecorded } from '#domain/contract/dashboard-channel.ts';
import type { Conflict } from '#domain/contract/attendance.ts';
import type { FeedMessage } from '#domain/contract/feed.ts';
import type { Kiosk, KioskSettings } from '#domain/contract/kiosks.ts';
import type { KioskRow, Ledger } from '#stores/ledger/ledger.ts';
import type { FeedFollower, LiveStore } from '#stores/live/live-store.ts';
import type { ActivityDesk } from './activities/activity-desk.ts';
import type { AttendanceTail } from './activities/attendance-tail.ts';
import type { StageChannel } from './channels/stage.ts';
import type { Report } from './errors.ts';
import type { KioskRegister } from './kiosks/kiosk-register.ts';
import type { KioskViews } from './kiosks/kiosk-views.ts';
import type { LotteryNews } from './lotteries/lottery-news.ts';
import type { PhoneNews } from './people/phone-news.ts';
import { Renewals } from './renewals.ts';

/** After a gap the stores are asked again and again until they answer. */
const START_OVER_PAUSE_MS = 200;

/** What can be told to the dashboards of this node. */
export interface DashboardAudience {
  recorded(recorded: CheckInsRecorded): void;
  kioskChanged(kiosk: Kiosk): void;
  conflictFound(conflict: Conflict): void;
  activityTouched(activityId: string): void;
}

/** What can be told to the kiosks of this node, besides through the register. */
export interface KioskAudience {
  /** The activities that kiosks here belong to. */
  hasKiosksOf(activityId: string): boolean;
  settings(kioskId: string, settings: KioskSettings): void;
  countChanged(activityId: string): void;
}

export interface FeedDeskParts {
  readonly ledger: Ledger;
  readonly live: LiveStore;
  readonly activities: ActivityDesk;
  readonly register: KioskRegister;
  readonly views: KioskViews;
  readonly tail: AttendanceTail;
  readonly dashboards: DashboardAudience;
  readonly kiosks: KioskAudience;
  readonly phones: PhoneNews;
  readonly stage: Pick<StageChannel, 'lotteryChanged' | 'startOver'>;
  readonly lotteryNews: Pick<LotteryNews, 'lotteryChanged' | 'startOver'>;
  /** Forgets what was remembered of tokens, for the time when the books are away. */
  readonly forgetTokens: (kioskId: string | null) => void;
  readonly onGap: () => void;
  readonly report: Report;
}

export function followFeed(parts: FeedDeskParts): FeedFollower {
  const { live, activities, tail, register, forgetTokens, onGap, report } = parts;
  const ending = new AbortController();
  const shows: Shows = new Renewals();
  let startingOver = false;
  let gapAgain = false;

  async function startOver(): Promise<void> {
    await cutRevoked(parts);
    await activities.bringAll();
    tail.startOver();
    // What the books took meanwhile was told to nobody: the kiosks come back and ask by sending.
    for (const kiosk of register.all()) kiosk.line.drop();
    parts.stage.startOver();
    parts.lotteryNews.startOver();
    await parts.phones.startOver();
  }

  /** Until it is done: when the feed is back, the other connections may not be yet. */
  async function keepStartingOver(): Promise<void> {
    gapAgain = true;
    if (startingOver) return;
    startingOver = true;
    while (gapAgain && !ending.signal.aborted) {
      gapAgain = false;
      forgetTokens(null);
      try {
        await startOver();
      } catch (error) {
        report('feed gap', error);
        gapAgain = true;
        await delay(START_OVER_PAUSE_MS);
      }
    }
    startingOver = false;
  }

  const follower = live.followFeed({
    onMessage(message) {
      handle(parts, shows, message).catch((error: unknown) =>
        report(`feed ${message.kind}`, error),
      );
    },
    onGap() {
      onGap();
      void keepStartingOver();
    },
  });
  return {
    placed: follower.placed,
    close() {
      ending.abort();
      return follower.close();
    },
  };
}

/** What shows how things are runs in turn, by id: two quick changes end with the later one. */
type Shows = Renewals<void>;

async function handle(parts: FeedDeskParts, shows: Shows, message: FeedMessage): Promise<void> {
  const { ledger, live, register, dashboards, phones, forgetTokens } = parts;
  switch (message.kind) {
    case 'posted': {
      for (const { kioskId, scanIds } of message.settled) register.settled(kioskId, scanIds);
      const { activityId, bookedSeq } = message;
      dashboards.recorded({ activityId, bookedSeq });
      return;
    }
    case 'conflict-found':
      dashboards.conflictFound(message.conflict);
      return;
    case 'activity-changed': {
      const { activityId } = message;
      await shows.run(activityId, () => showActivity(parts, activityId));
      return;
    }
    case 'kiosk-revoked':
      register.revoke(message.kioskId);
      forgetTokens(message.kioskId);
      await shows.run(message.kioskId, () => showKiosk(parts, message.kioskId));
      return;
    case 'kiosk-enrolled': {
      forgetTokens(message.kioskId);
      const current = new Set<string>();
      for (const { tokenHash } of register.of(message.kioskId)) {
        const row = await ledger.kioskByToken(tokenHash);
        if (row?.kioskId === message.kioskId) current.add(tokenHash);
      }
      register.keepOnly(message.kioskId, (tokenHash) => current.has(tokenHash));
      await shows.run(message.kioskId, () => showKiosk(parts, message.kioskId));
      return;
    }
    case 'kiosk-changed':
      await shows.run(message.kioskId, () => showKiosk(parts, message.kioskId));
      return;
    case 'points-posted':
      await phones.posted(message);
      return;
    case 'coupon-changed':
      await phones.couponChanged(message);
      return;
    case 'tickets-changed':
      await phones.ticketsChanged(message.participantId);
      return;
    case 'tickets-given-back':
      await Promise.all(message.participantIds.map((id) => phones.ticketsChanged(id)));
      return;
    case 'lottery-changed':
      parts.stage.lotteryChanged(message.lotteryId);
      parts.lotteryNews.lotteryChanged(message.lotteryId);
      return;
    case 'person-changed':
      // Once more: whoever read the books just before the change may have remembered it since.
      await live.forgetPerson(message.participantId);
      await phones.personChanged(message.participantId);
      return;
    case 'shop-device-revoked':
      // A shop's device asks over HTTP, and the books are asked each time.
      return;
  }
}

async function showActivity(parts: FeedDeskParts, activityId: string): Promise<void> {
  const { activities, dashboards, kiosks } = parts;
  // To Redis too, so that of two changes at two nodes the later one is what the doors know.
  if (activities.isInUse(activityId)) await activities.renew(activityId);
  dashboards.activityTouched(activityId);
  if (kiosks.hasKiosksOf(activityId)) await tellKiosks(parts, activityId);
}

async function showKiosk(
  { ledger, views, dashboards }: FeedDeskParts,
  kioskId: string,
): Promise<void> {
  const row = await ledger.kiosk(kioskId);
  if (row !== null) dashboards.kioskChanged(await views.viewOne(row));
}

async function tellKiosks(parts: FeedDeskParts, activityId: string): Promise<void> {
  const { ledger, views, kiosks } = parts;
  for (const row of await ledger.kiosksOf(activityId)) {
    if (row.revokedAt !== null) continue;
    const settings = await views.settings(row);
    if (settings !== null) kiosks.settings(row.kioskId, settings);
  }
  kiosks.countChanged(activityId);
}

/** After a gap: revocations and enrollments may have been missed (KS3). */
async function cutRevoked({ ledger, register }: FeedDeskParts): Promise<void> {
  for (const kiosk of register.all()) {
    const row: KioskRow | null = await ledger.kioskByToken(kiosk.tokenHash);
    if (row === null) register.keepOnly(kiosk.kioskId, (hash) => hash !== kiosk.tokenHash);
    else if (row.revokedAt !== null) register.revoke(kiosk.kioskId);
  }
}
