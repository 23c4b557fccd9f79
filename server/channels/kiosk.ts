/** `/kiosk`: the tablets at the venue. */
import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import * as v from 'valibot';
import type {
  ActivityChanged,
  KioskToServer,
  ServerToKiosk,
  StatusAnswer,
} from '#domain/contract/kiosk-channel.ts';
import { KioskHandshakeSchema } from '#domain/contract/kiosk-channel.ts';
import { KioskStatusSchema } from '#domain/contract/kiosks.ts';
import { NAMESPACES, PROTOCOL_VERSION } from '#domain/contract/protocol.ts';
import { ScanBatchSchema, ScanSchema } from '#domain/contract/scan.ts';
import type { Scan, ScanAnswer } from '#domain/contract/scan.ts';
import type { KioskRow } from '#stores/ledger/ledger.ts';
import { RETRY_AFTER_MS, failure } from '../errors.ts';
import type { Report } from '../errors.ts';
import type { KioskAudience } from '../feed-desk.ts';
import type { KioskAccess } from '../kiosks/kiosk-access.ts';
import { ConnectedKiosk } from '../kiosks/kiosk-register.ts';
import type { KioskRegister } from '../kiosks/kiosk-register.ts';
import type { KioskPresence } from '../kiosks/kiosk-presence.ts';
import type { KioskViews } from '../kiosks/kiosk-views.ts';
import type { Metrics } from '../metrics.ts';
import type { AttendanceTail } from '../activities/attendance-tail.ts';
import { addressOf } from '../requests/origin.ts';
import type { ProxyTrust } from '../requests/origin.ts';
import { KioskLimits } from '../requests/rate-limits.ts';
import type { TokenBucket } from '../requests/rate-limits.ts';
import type { DeskAnswer, ScanDesk } from '../scan-desk.ts';
import { hashSecret } from '../requests/secrets.ts';
import type { TokenChecks } from '../requests/token-checks.ts';
import type { Traffic } from '../traffic.ts';
import { acknowledgeWith, connectError, handshake } from './sockets.ts';
import type { SocketServer } from './sockets.ts';

interface SocketData {
  row: KioskRow;
  tokenHash: string;
}
type KioskSocket = Socket<KioskToServer, ServerToKiosk, DefaultEventsMap, SocketData>;
type KioskNamespace = Namespace<KioskToServer, ServerToKiosk, DefaultEventsMap, SocketData>;

export interface KioskChannelParts extends ProxyTrust {
  readonly access: KioskAccess;
  readonly checks: TokenChecks;
  readonly desk: ScanDesk;
  readonly register: KioskRegister;
  readonly presence: KioskPresence;
  readonly views: KioskViews;
  readonly tail: () => AttendanceTail;
  readonly traffic: Traffic;
  readonly metrics: Metrics;
  readonly report: Report;
  readonly nowMs: () => number;
}

export interface KioskChannel extends KioskAudience {
  toKiosks(change: ActivityChanged): void;
}

export function openKioskChannel(io: SocketServer, parts: KioskChannelParts): KioskChannel {
  const namespace: KioskNamespace = io.of(NAMESPACES.kiosk);
  namespace.use(
    handshake(
      (socket) => admitSocket(socket, parts),
      (error) => parts.report('kiosk handshake', error),
    ),
  );
  const limits = new KioskLimits();
  namespace.on('connection', (socket) => welcome(socket, parts, limits));
  return {
    hasKiosksOf: (activityId) => namespace.adapter.rooms.has(roomOf(activityId)),
    settings(kioskId, settings) {
      namespace.to(kioskRoomOf(kioskId)).emit('kiosk:settings', settings);
    },
    countChanged(activityId) {
      void tellCount(activityId, parts, (change) => {
        namespace.to(roomOf(activityId)).emit('activity:changed', change);
      });
    },
    toKiosks(change) {
      namespace.to(roomOf(change.activity.activityId)).emit('activity:changed', change);
    },
  };
}

function roomOf(activityId: string): string {
  return `activity ${activityId}`;
}

function kioskRoomOf(kioskId: string): string {
  return `kiosk ${kioskId}`;
}

async function admitSocket(
  socket: KioskSocket,
  { access, checks, register, traffic, trustProxy }: KioskChannelParts,
): Promise<Error | null> {
  const handshake = v.safeParse(KioskHandshakeSchema, socket.handshake.auth);
  const version: unknown = socket.handshake.auth['protocolVersion'];
  if (version !== PROTOCOL_VERSION) return connectError('protocol-outdated');
  if (!handshake.success) return connectError('token-unknown');
  if (traffic.isStopping) return connectError('unavailable', RETRY_AFTER_MS);
  const tokenHash = hashSecret(handshake.output.token);
  const row = await checks.find(
    { address: addressOf(socket.request, { trustProxy }), tokenHash },
    () => access.find(tokenHash),
    ({ revokedAt }) => revokedAt === null,
  );
  if (row === null) return connectError('token-unknown');
  if (row.revokedAt !== null || register.isRevoked(row.kioskId))
    return connectError('kiosk-revoked');
  socket.data.row = row;
  socket.data.tokenHash = tokenHash;
  return null;
}

function welcome(socket: KioskSocket, parts: KioskChannelParts, limits: KioskLimits): void {
  const { register, presence, tail } = parts;
  const { row, tokenHash } = socket.data;
  const kiosk = new ConnectedKiosk(row, tokenHash, {
    tellRevoked() {
      socket.emit('kiosk:revoked');
      socket.disconnect(true);
    },
    // The transport, not the namespace: then the client comes back by itself.
    drop: () => socket.conn.close(),
    tellSettled(scanIds) {
      socket.emit('scan:settled', { scanIds });
    },
  });
  if (!register.add(kiosk)) {
    kiosk.line.tellRevoked();
    return;
  }
  const { kioskId, activityId } = kiosk;
  tail().kioskCame(activityId);
  presence.came(kioskId, activityId);
  socket.on('disconnect', () => {
    tail().kioskLeft(activityId);
    if (register.remove(kiosk)) presence.left(kioskId, activityId);
  });
  void socket.join([roomOf(activityId), kioskRoomOf(kioskId)]);
  listen(socket, kiosk, parts, limits);
  void tellSettings(socket, parts);
  void tellCount(activityId, parts, (change) => socket.emit('activity:changed', change));
}

async function tellSettings(
  socket: KioskSocket,
  { views, report }: KioskChannelParts,
): Promise<void> {
  try {
    const settings = await views.settings(socket.data.row);
    if (settings !== null) socket.emit('kiosk:settings', settings);
  } catch (error) {
    report('kiosk settings', error);
  }
}

async function tellCount(
  activityId: string,
  { tail, report }: KioskChannelParts,
  tell: (change: ActivityChanged) => void,
): Promise<void> {
  try {
    const change = await tail().activityChanged(activityId);
    if (change !== null) tell(change);
  } catch (error) {
    report('activity count', error);
  }
}

function listen(
  socket: KioskSocket,
  kiosk: ConnectedKiosk,
  parts: KioskChannelParts,
  limits: KioskLimits,
): void {
  const { desk, presence, traffic, metrics, nowMs } = parts;
  const tokens = limits.of(kiosk.kioskId, nowMs());

  /** Why a message is not even looked at; `null`: it is. */
  function refusal(bucket: TokenBucket, count: number) {
    if (kiosk.revoked) return failure('kiosk-revoked');
    if (traffic.isStopping) return failure('unavailable', RETRY_AFTER_MS);
    const waitMs = bucket.take(count, nowMs());
    return waitMs === 0 ? null : failure('rate-limited', waitMs);
  }

  function tellSettled(answers: readonly DeskAnswer[]): void {
    const scanIds = answers.flatMap(({ answer, booked }) =>
      booked && 'scanId' in answer ? [answer.scanId] : [],
    );
    if (scanIds.length > 0) kiosk.line.tellSettled(scanIds);
  }

  async function decide(scan: Scan, acknowledge: unknown, startedAtMs: number): Promise<void> {
    traffic.begin();
    const decided = await desk.decide(kiosk, scan);
    traffic.end();
    acknowledgeWith(acknowledge, decided.answer);
    if (decided.booked) tellSettled([decided]);
    metrics.scanAnswered(decided.answer, performance.now() - startedAtMs);
  }

  async function decideBatch(
    entries: readonly unknown[],
    acknowledge: unknown,
    startedAtMs: number,
  ): Promise<void> {
    const { scans, places } = readBatch(entries);
    traffic.begin();
    const decided = await desk.decideAll(kiosk, scans);
    traffic.end();
    const answers: ScanAnswer[] = entries.map(() => failure('message-malformed'));
    for (const [index, { answer }] of decided.entries()) {
      answers[places[index]!] = answer;
      metrics.scanAnswered(answer, performance.now() - startedAtMs);
    }
    acknowledgeWith(acknowledge, { answers });
    tellSettled(decided);
  }

  socket.on('scan:submit', (message: unknown, acknowledge: unknown) => {
    const startedAtMs = performance.now();
    const refused = refusal(tokens.scans, 1);
    if (refused !== null) {
      metrics.scanAnswered(refused, 0);
      return acknowledgeWith(acknowledge, refused);
    }
    const scan = v.safeParse(ScanSchema, message);
    if (!scan.success) return acknowledgeWith(acknowledge, failure('message-malformed'));
    void decide(scan.output, acknowledge, startedAtMs);
  });

  socket.on('scan:submit-batch', (message: unknown, acknowledge: unknown) => {
    const startedAtMs = performance.now();
    const batch = v.safeParse(ScanBatchSchema, message);
    const refused = refusal(tokens.scans, batch.success ? batch.output.scans.length : 1);
    if (refused !== null) return acknowledgeWith(acknowledge, refused);
    if (!batch.success) return acknowledgeWith(acknowledge, failure('message-malformed'));
    void decideBatch(batch.output.scans, acknowledge, startedAtMs);
  });

  socket.on('kiosk:status', (message: unknown, acknowledge: unknown) => {
    const refused = refusal(tokens.messages, 1);
    if (refused !== null) return acknowledgeWith(acknowledge, refused);
    const status = v.safeParse(KioskStatusSchema, message);
    if (!status.success) return acknowledgeWith(acknowledge, failure('message-malformed'));
    // At once, without waiting for a store: the kiosk measures its clock by it.
    const answer: StatusAnswer = { at: new Date(nowMs()).toISOString() };
    acknowledgeWith(acknowledge, answer);
    presence.reported(kiosk.kioskId, kiosk.activityId, status.output);
  });
}

/** The scans that can be read, and where they stood in the batch: one bad one harms no other. */
function readBatch(entries: readonly unknown[]): { scans: Scan[]; places: number[] } {
  const scans: Scan[] = [];
  const places: number[] = [];
  for (const [place, entry] of entries.entries()) {
    const scan = v.safeParse(ScanSchema, entry);
    if (!scan.success) continue;
    scans.push(scan.output);
    places.push(place);
  }
  return { scans, places };
}
