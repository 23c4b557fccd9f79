/** Puts the desks, the channels and the routes together. */
import type { FeedMessage } from '#domain/contract/feed.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import type { Queues } from '#stores/queues.ts';
import { createActivityDesk } from './activities/activity-desk.ts';
import type { ActivityDesk } from './activities/activity-desk.ts';
import { createAnnouncements } from './announcements.ts';
import type { Announcements } from './announcements.ts';
import { createAttendanceDesk } from './activities/attendance-desk.ts';
import type { AttendanceDesk } from './activities/attendance-desk.ts';
import { createAttendanceTail } from './activities/attendance-tail.ts';
import type { AttendanceTail } from './activities/attendance-tail.ts';
import { openDashboardChannel } from './channels/dashboard.ts';
import type { DashboardChannel } from './channels/dashboard.ts';
import { openKioskChannel } from './channels/kiosk.ts';
import { openPhoneChannel } from './channels/phone.ts';
import type { SocketServer } from './channels/sockets.ts';
import type { Report } from './errors.ts';
import { followFeed } from './feed-desk.ts';
import { createKioskAccess } from './kiosks/kiosk-access.ts';
import { createKioskPresence } from './kiosks/kiosk-presence.ts';
import { KioskRegister } from './kiosks/kiosk-register.ts';
import { createKioskViews } from './kiosks/kiosk-views.ts';
import type { KioskViews } from './kiosks/kiosk-views.ts';
import { watchKiosks } from './kiosks/kiosk-watch.ts';
import type { LotteryDesk } from './lotteries/lottery-desk.ts';
import { createLotteryNews } from './lotteries/lottery-news.ts';
import type { RoundPlan } from './lotteries/lottery-rules.ts';
import { wireLotteries } from './lotteries/lottery-wiring.ts';
import type { Lotteries } from './lotteries/lottery-wiring.ts';
import { createMeDesk } from './people/me-desk.ts';
import type { MeDesk } from './people/me-desk.ts';
import { createMetrics } from './metrics.ts';
import type { Metrics } from './metrics.ts';
import type { ProxyTrust } from './requests/origin.ts';
import { createPeopleDesk } from './people/people-desk.ts';
import type { PeopleDesk } from './people/people-desk.ts';
import { createMeReader, createPhoneNews } from './people/phone-news.ts';
import { createPostingWakes } from './points/posting-wakes.ts';
import type { ProgramKey } from './program-key.ts';
import { createRequestLimits } from './requests/rate-limits.ts';
import type { Route } from './requests/route.ts';
import { activityRoutes } from './routes/activities.ts';
import { calendarRoutes } from './routes/calendar.ts';
import { conflictRoutes } from './routes/conflicts.ts';
import { healthRoutes } from './routes/health.ts';
import { kioskRoutes } from './routes/kiosks.ts';
import { meRoutes } from './routes/me.ts';
import { myCouponRoutes } from './routes/my-coupons.ts';
import { myTicketRoutes } from './routes/my-tickets.ts';
import { openapiRoute } from './routes/openapi.ts';
import { participantRoutes } from './routes/participants.ts';
import { partnerShopRoutes } from './routes/partner-shops.ts';
import { sessionRoutes } from './routes/session.ts';
import { staffSideRoutes } from './routes/staff-side.ts';
import { ScanDesk } from './scan-desk.ts';
import { createSessions } from './requests/sessions.ts';
import type { Sessions } from './requests/sessions.ts';
import { createSpendingDesk } from './points/spending-desk.ts';
import type { SpendingDesk } from './points/spending-desk.ts';
import type { TokenChecks } from './requests/token-checks.ts';
import type { Traffic } from './traffic.ts';

export interface DeskParts extends ProxyTrust {
  readonly ledger: Ledger;
  readonly live: LiveStore;
  readonly queues: Queues;
  readonly key: ProgramKey;
  readonly io: SocketServer;
  readonly checks: TokenChecks;
  readonly traffic: Traffic;
  readonly kioskLookIntervalMs: number;
  /** SHA-256 of the verifier that is published with the screens. */
  readonly verifierCode: () => string;
  readonly drandPlan: RoundPlan;
  readonly workersWaitMs: number;
  readonly report: Report;
  readonly nowMs: () => number;
}

export interface Desks {
  readonly activities: ActivityDesk;
  readonly sessions: Sessions;
  readonly lotteries: LotteryDesk;
  readonly routes: readonly Route[];
  /** Resolves when what other nodes and the workers tell is heard here. Never rejects. */
  readonly hears: Promise<void>;
  /** Stops what works by itself: timers, followers. */
  close(): Promise<void>;
}

/** What stands between the stores and those who ask. */
interface Middle extends DeskParts {
  readonly activities: ActivityDesk;
  readonly people: PeopleDesk;
  readonly me: MeDesk;
  readonly spending: SpendingDesk;
  readonly announcements: Announcements & { stop(): void };
  readonly views: KioskViews;
  readonly attendance: AttendanceDesk;
  readonly sessions: Sessions;
  readonly register: KioskRegister;
  readonly tell: (message: FeedMessage) => Promise<void>;
}

interface Screens {
  readonly dashboards: DashboardChannel;
  readonly lotteries: Lotteries;
  readonly metrics: Metrics;
  readonly hears: Promise<void>;
  close(): Promise<void>;
}

export function wireDesks(parts: DeskParts): Desks {
  const { ledger, live, key, checks, trustProxy, report, nowMs } = parts;
  const activities = createActivityDesk({ ledger, live });
  const views = createKioskViews({ ledger, live, activities, publicKeys: key.publicKeys });
  const me = createMeDesk({ ledger, nowMs });
  const announcements = createAnnouncements({ live, report });
  const middle: Middle = {
    ...parts,
    activities,
    people: createPeopleDesk({ ledger, live, ...key }),
    me,
    announcements,
    spending: createSpendingDesk({ ledger, me, announcements, nowMs }),
    views,
    attendance: createAttendanceDesk({ ledger, live, activities, kioskViews: views, nowMs }),
    sessions: createSessions({ ledger, checks, trustProxy, nowMs }),
    register: new KioskRegister(),
    tell: (message) => live.publish(message),
  };
  const screens = wireScreens(middle);
  return {
    activities,
    sessions: middle.sessions,
    lotteries: screens.lotteries.desk,
    routes: routesOf(middle, screens),
    hears: screens.hears,
    close: () => screens.close(),
  };
}

function wireScreens(middle: Middle): Screens {
  const { ledger, live, io, queues, activities, register, tell, report, nowMs } = middle;
  const { kioskLookIntervalMs } = middle;
  const access = createKioskAccess({ ledger });
  const presence = createKioskPresence({ live, tell, report, nowMs });
  const metrics = createMetrics({
    kioskSockets: () => register.size,
    dashboardSockets: () => dashboards.size(),
    phoneSockets: () => phones.size(),
    stageSockets: () => lotteries.channel.size(),
    backlog: async () => (await live.activitiesWithBacklog()).length,
    lotteriesDue: async () => (await ledger.lotteriesDue(new Date(nowMs()).toISOString())).length,
  });
  const wakes = createPostingWakes({
    wakePosting: (activityId) => queues.wakePosting(activityId),
    onFailure: () => metrics.wakeFailed(),
  });
  const desk = new ScanDesk({
    ...middle,
    kioskName: (kioskId) => middle.views.name(kioskId),
    onDecided: (activityId, decision) => {
      if (!decision.replayed) wakes.outcomeDecided(activityId);
    },
  });
  // The channels and the tail tell each other: the tail comes last and is asked for late.
  const late: { tail: AttendanceTail | null } = { tail: null };
  const tail = (): AttendanceTail => late.tail!;
  const dashboards = openDashboardChannel(io, { ...middle, tail });
  const kiosks = openKioskChannel(io, { ...middle, access, desk, presence, tail, metrics });
  const readMe = createMeReader(middle.me);
  const phones = openPhoneChannel(io, { ...middle, me: readMe });
  const lotteries = wireLotteries(middle);
  const lotteryNews = createLotteryNews({ ledger, phones, report });
  late.tail = createAttendanceTail({
    ...middle,
    toDashboards: (change) => dashboards.toDashboards(change),
    toKiosks: (change) => kiosks.toKiosks(change),
  });
  const watch = watchKiosks({
    ...middle,
    watchedActivities: () => dashboards.watchedActivities(),
    toDashboards: (kiosk) => dashboards.kioskChanged(kiosk),
    intervalMs: kioskLookIntervalMs,
  });
  const feed = followFeed({
    ...middle,
    activities,
    tail: late.tail,
    dashboards: { ...dashboards, kioskChanged: (kiosk) => watch.tell(kiosk) },
    kiosks,
    phones: createPhoneNews({ ledger, phones, me: readMe, report }),
    stage: lotteries.channel,
    lotteryNews,
    forgetTokens: (kioskId) => access.forget(kioskId),
    onGap() {
      metrics.feedGap();
      watch.startOver();
    },
  });
  return {
    dashboards,
    lotteries,
    metrics,
    hears: feed.placed,
    async close() {
      wakes.stop();
      presence.stop();
      watch.stop();
      dashboards.stop();
      const left = lotteries.stop();
      lotteryNews.stop();
      middle.announcements.stop();
      await Promise.allSettled([left, feed.close(), tail().close()]);
    },
  };
}

function routesOf(middle: Middle, { dashboards, lotteries, metrics }: Screens): Route[] {
  const { ledger, live, traffic } = middle;
  const limits = createRequestLimits();
  const onSessionEnded = (sessionHash: string) => dashboards.cut(sessionHash);
  const routes = [
    ...sessionRoutes({ ...middle, limits, onSessionEnded }),
    ...participantRoutes({ ...middle, limits }),
    ...meRoutes(middle),
    ...myCouponRoutes({ ...middle, limits }),
    ...myTicketRoutes({ ...middle, limits }),
    ...calendarRoutes({ ...middle, limits }),
    ...partnerShopRoutes({ ...middle, limits }),
    ...activityRoutes(middle),
    ...kioskRoutes({ ...middle, limits }),
    ...staffSideRoutes({ ...middle, limits }),
    ...lotteries.routes(limits),
    ...conflictRoutes(middle),
    ...healthRoutes({
      parts: [
        { name: 'redis', ping: () => live.ping() },
        { name: 'database', ping: () => ledger.ping() },
      ],
      isStopping: () => traffic.isStopping,
      registry: metrics.registry,
    }),
  ];
  return [...routes, openapiRoute(routes)];
}
