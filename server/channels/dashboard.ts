/** `/dashboard`: live attendance for staff who are logged in. */
import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import * as v from 'valibot';
import type { AttendanceChange } from '#domain/contract/attendance.ts';
import type { DashboardToServer, ServerToDashboard } from '#domain/contract/dashboard-channel.ts';
import { WatchSchema } from '#domain/contract/dashboard-channel.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import { NAMESPACES, PROTOCOL_VERSION } from '#domain/contract/protocol.ts';
import type { AttendanceTail } from '../activities/attendance-tail.ts';
import { RETRY_AFTER_MS, failure, failureOf } from '../errors.ts';
import type { Report } from '../errors.ts';
import type { DashboardAudience } from '../feed-desk.ts';
import { TokenBucket } from '../requests/rate-limits.ts';
import type { Sessions } from '../requests/sessions.ts';
import type { Traffic } from '../traffic.ts';
import { acknowledgeWith, connectError, handshake } from './sockets.ts';
import type { SocketServer } from './sockets.ts';

/** How often a session that ended elsewhere, or by its age, is noticed on an open socket. */
const SESSION_CHECK_INTERVAL_MS = 60_000;

interface SocketData {
  sessionHash: string;
}
type DashboardSocket = Socket<DashboardToServer, ServerToDashboard, DefaultEventsMap, SocketData>;
type DashboardNamespace = Namespace<
  DashboardToServer,
  ServerToDashboard,
  DefaultEventsMap,
  SocketData
>;

export interface DashboardChannelParts {
  readonly sessions: Sessions;
  readonly tail: () => AttendanceTail;
  readonly traffic: Traffic;
  readonly report: Report;
  readonly nowMs: () => number;
}

export interface DashboardChannel extends DashboardAudience {
  /** The activities that somebody watches here. */
  watchedActivities(): string[];
  toDashboards(change: AttendanceChange): void;
  /** A session ended: its sockets are cut. */
  cut(sessionHash: string): void;
  size(): number;
  stop(): void;
}

export function openDashboardChannel(
  io: SocketServer,
  parts: DashboardChannelParts,
): DashboardChannel {
  const { sessions, report } = parts;
  const namespace: DashboardNamespace = io.of(NAMESPACES.dashboard);
  namespace.use(
    handshake(
      (socket) => admitSocket(socket, parts),
      (error) => report('dashboard handshake', error),
    ),
  );
  namespace.on('connection', (socket) => listen(socket, parts));

  function cut(sessionHash: string): void {
    for (const socket of namespace.sockets.values()) {
      if (socket.data.sessionHash === sessionHash) socket.disconnect(true);
    }
  }

  async function cutEnded(): Promise<void> {
    const hashes = new Set([...namespace.sockets.values()].map(({ data }) => data.sessionHash));
    for (const hash of hashes) if (!(await sessions.holds(hash))) cut(hash);
  }

  const checking = setInterval(() => {
    cutEnded().catch((error: unknown) => report('session check', error));
  }, SESSION_CHECK_INTERVAL_MS);

  return {
    toDashboards(change) {
      namespace.to(roomOf(change.activityId)).emit('attendance:changed', change);
    },
    recorded(recorded) {
      namespace.to(roomOf(recorded.activityId)).emit('check-in:recorded', recorded);
    },
    watchedActivities: () =>
      [...namespace.adapter.rooms.keys()]
        .filter((room) => room.startsWith(ROOM_PREFIX))
        .map((room) => room.slice(ROOM_PREFIX.length)),
    kioskChanged: (kiosk) => namespace.to(roomOf(kiosk.activityId)).emit('kiosk:changed', kiosk),
    conflictFound(conflict) {
      namespace.to(roomOf(conflict.activityId)).emit('conflict:found', conflict);
    },
    activityTouched: (activityId) => namespace.emit('activity:changed', { activityId }),
    cut,
    size: () => namespace.sockets.size,
    stop: () => clearInterval(checking),
  };
}

const ROOM_PREFIX = 'activity ';

function roomOf(activityId: string): string {
  return ROOM_PREFIX + activityId;
}

async function admitSocket(
  socket: DashboardSocket,
  { sessions, traffic }: DashboardChannelParts,
): Promise<Error | null> {
  if (socket.handshake.auth['protocolVersion'] !== PROTOCOL_VERSION) {
    return connectError('protocol-outdated');
  }
  if (traffic.isStopping) return connectError('unavailable', RETRY_AFTER_MS);
  const identity = await sessions.find(socket.request);
  if (identity === null) return connectError('not-logged-in');
  socket.data.sessionHash = identity.sessionHash;
  return null;
}

function listen(socket: DashboardSocket, { tail, report, nowMs }: DashboardChannelParts): void {
  const tokens = new TokenBucket(LIMITS.messagesPerSecondMax, LIMITS.messagesBurstMax, nowMs());
  let watched: string | null = null;
  /** The latest wish counts, whichever snapshot is ready first. */
  let wish = 0;

  function leave(): void {
    if (watched === null) return;
    void socket.leave(roomOf(watched));
    tail().dashboardLeft(watched);
    watched = null;
  }

  socket.on('disconnect', leave);
  socket.on('attendance:watch', (message: unknown, acknowledge: unknown) => {
    const waitMs = tokens.take(1, nowMs());
    if (waitMs > 0) return acknowledgeWith(acknowledge, failure('rate-limited', waitMs));
    const watch = v.safeParse(WatchSchema, message);
    if (!watch.success) return acknowledgeWith(acknowledge, failure('message-malformed'));
    const { activityId } = watch.output;
    leave();
    wish += 1;
    const ownWish = wish;
    tail()
      .watch(activityId, (snapshot) => {
        if (wish === ownWish && socket.connected) {
          watched = activityId;
          void socket.join(roomOf(activityId));
        } else {
          tail().dashboardLeft(activityId);
        }
        acknowledgeWith(acknowledge, snapshot);
      })
      .catch((error: unknown) => {
        const answer = failureOf(error);
        if (answer.failure !== 'activity-unknown') report('attendance:watch', error);
        acknowledgeWith(acknowledge, answer);
      });
  });
}
