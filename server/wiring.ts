/** Puts the desks, the channels and the routes together. */
import type { FeedMessage } from '#domain/contract/feed.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import type { Queues } from '#stores/queues.ts';
import { createActivityDesk } from './activity-desk.ts';
import type { ActivityDesk } from './activity-desk.ts';
import { createAttendanceDesk } from './attendance-desk.ts';
import { createAttendanceTail } from './attendance-tail.ts';
import type { AttendanceTail } from './attendance-tail.ts';
import { openDashboardChannel } from './channels/dashboard.ts';
import { openKioskChannel } from './channels/kiosk.ts';
import type { SocketServer } from './channels/sockets.ts';
import type { Report } from './errors.ts';
import { followFeed } from './feed-desk.ts';
import { createKioskAccess } from './kiosk-access.ts';
import { createKioskPresence } from './kiosk-presence.ts';
import { KioskRegister } from './kiosk-register.ts';
import { createKioskViews } from './kiosk-views.ts';
import { createMetrics } from './metrics.ts';
import { createPeopleDesk } from './people-desk.ts';
import { createPostingWakes } from './posting-wakes.ts';
import type { ProgramKey } from './program-key.ts';
import { createRequestLimits } from './rate-limits.ts';
import type { Route } from './route.ts';
import { activityRoutes } from './routes/activities.ts';
import { conflictRoutes } from './routes/conflicts.ts';
import { healthRoutes } from './routes/health.ts';
import { kioskRoutes } from './routes/kiosks.ts';
import { meRoutes } from './routes/me.ts';
import { openapiRoute } from './routes/openapi.ts';
import { participantRoutes } from './routes/participants.ts';
import { passRoutes } from './routes/passes.ts';
import { sessionRoutes } from './routes/session.ts';
import { createScanDesk } from './scan-desk.ts';
import { createSessions } from './sessions.ts';
import type { Sessions } from './sessions.ts';
import type { Traffic } from './traffic.ts';

export interface DeskParts {
  readonly ledger: Ledger;
  readonly live: LiveStore;
  readonly queues: Queues;
  readonly key: ProgramKey;
  readonly io: SocketServer;
  readonly traffic: Traffic;
  readonly report: Report;
  readonly nowMs: () => number;
}

export interface Desks {
  readonly activities: ActivityDesk;
  readonly sessions: Sessions;
  readonly routes: readonly Route[];
  /** Stops what works by itself: timers, followers. */
  close(): Promise<void>;
}

export function wireDesks(parts: DeskParts): Desks {
  const { ledger, live, queues, key, io, traffic, report, nowMs } = parts;
  const tell = (message: FeedMessage) => live.publish(message);
  const activities = createActivityDesk({ ledger, live });
  const people = createPeopleDesk({ ledger, live, ...key });
  const views = createKioskViews({ ledger, live, activities, publicKeys: key.publicKeys });
  const attendance = createAttendanceDesk({ ledger, live, activities, kioskViews: views, nowMs });
  const sessions = createSessions({ ledger, nowMs });
  const access = createKioskAccess({ ledger });
  const register = new KioskRegister();
  const presence = createKioskPresence({ live, tell, report, nowMs });
  const metrics = createMetrics({
    kioskSockets: () => register.size,
    dashboardSockets: () => dashboards.size(),
    backlog: async () => (await live.activitiesWithBacklog()).length,
  });
  const wakes = createPostingWakes({
    wakePosting: (activityId) => queues.wakePosting(activityId),
    onFailure: () => metrics.wakeFailed(),
  });
  const desk = createScanDesk({
    live,
    activities,
    people,
    kioskName: (kioskId) => views.name(kioskId),
    onDecided: (activityId, decision) => {
      if (!decision.replayed) wakes.outcomeDecided(activityId);
    },
    report,
    nowMs,
  });
  // The channels and the tail tell each other: the tail comes last and is asked for late.
  const late: { tail: AttendanceTail | null } = { tail: null };
  const tail = (): AttendanceTail => late.tail!;
  const dashboards = openDashboardChannel(io, { sessions, tail, traffic, report, nowMs });
  const kiosks = openKioskChannel(io, {
    access,
    desk,
    register,
    presence,
    views,
    tail,
    traffic,
    metrics,
    report,
    nowMs,
  });
  late.tail = createAttendanceTail({
    live,
    activities,
    attendance,
    toDashboards: (change) => dashboards.toDashboards(change),
    toKiosks: (change) => kiosks.toKiosks(change),
    report,
    nowMs,
  });
  const feed = followFeed({
    ledger,
    live,
    activities,
    register,
    views,
    tail: late.tail,
    dashboards,
    kiosks,
    forgetTokens: (kioskId) => access.forget(kioskId),
    onGap: () => metrics.feedGap(),
    report,
  });
  const limits = createRequestLimits();
  const onSessionEnded = (sessionHash: string) => dashboards.cut(sessionHash);
  const routes = [
    ...sessionRoutes({ ledger, sessions, limits, onSessionEnded, nowMs }),
    ...participantRoutes({ ledger, people, keyId: key.keyId, limits, nowMs }),
    ...meRoutes({ ledger, people, nowMs }),
    ...activityRoutes({ ledger, live, activities, attendance, tell, nowMs }),
    ...kioskRoutes({ ledger, register, views, limits, tell, nowMs }),
    ...passRoutes({ ledger, people }),
    ...conflictRoutes({ ledger, tell, nowMs }),
    ...healthRoutes({
      parts: [
        { name: 'redis', ping: () => live.ping() },
        { name: 'database', ping: () => ledger.ping() },
      ],
      isStopping: () => traffic.isStopping,
      registry: metrics.registry,
    }),
  ];
  return {
    activities,
    sessions,
    routes: [...routes, openapiRoute(routes)],
    async close() {
      wakes.stop();
      presence.stop();
      dashboards.stop();
      await Promise.allSettled([feed.close(), tail().close()]);
    },
  };
}
