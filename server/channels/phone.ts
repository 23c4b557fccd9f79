/** `/phone`: a participant's own phone is told what changed, by itself and at once. */
import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import * as v from 'valibot';
import { LIMITS } from '#domain/contract/limits.ts';
import type { Me } from '#domain/contract/people.ts';
import { PhoneHandshakeSchema } from '#domain/contract/phone-channel.ts';
import type {
  CouponChanged,
  PassEnded,
  PhoneLotteryChanged,
  PhoneToServer,
  PointsPosted,
  ServerToPhone,
} from '#domain/contract/phone-channel.ts';
import { NAMESPACES, PROTOCOL_VERSION } from '#domain/contract/protocol.ts';
import { RETRY_AFTER_MS } from '../errors.ts';
import type { Report } from '../errors.ts';
import { participantOf } from '../requests/identify.ts';
import type { IdentifyParts } from '../requests/identify.ts';
import { addressOf } from '../requests/origin.ts';
import type { ProxyTrust } from '../requests/origin.ts';
import { TokenBucket } from '../requests/rate-limits.ts';
import { hashSecret } from '../requests/secrets.ts';
import type { Traffic } from '../traffic.ts';
import { acknowledgeWith, connectError, handshake } from './sockets.ts';
import type { SocketServer } from './sockets.ts';

interface SocketData {
  participantId: string;
  tokenHash: string;
}
type PhoneSocket = Socket<PhoneToServer, ServerToPhone, DefaultEventsMap, SocketData>;
type PhoneNamespace = Namespace<PhoneToServer, ServerToPhone, DefaultEventsMap, SocketData>;

export interface PhoneChannelParts extends ProxyTrust, Pick<IdentifyParts, 'checks' | 'ledger'> {
  /** How somebody stands, read from now on. */
  readonly me: (participantId: string) => Promise<Me>;
  readonly traffic: Traffic;
  readonly report: Report;
  readonly nowMs: () => number;
}

/** What can be told to the phones of this node. */
export interface PhoneAudience {
  /** People who have a phone connected here. */
  participants(): string[];
  has(participantId: string): boolean;
  snapshot(me: Me): void;
  posted(posted: PointsPosted): void;
  couponChanged(changed: CouponChanged): void;
  ticketsChanged(me: Me): void;
  /** All phones. */
  lotteryChanged(changed: PhoneLotteryChanged): void;
  /** Token hashes of a person's connected phones. */
  tokenHashesOf(participantId: string): string[];
  /** That phone is told why, and cut. */
  end(tokenHash: string, ended: PassEnded): void;
}

export interface PhoneChannel extends PhoneAudience {
  size(): number;
}

export function openPhoneChannel(io: SocketServer, parts: PhoneChannelParts): PhoneChannel {
  const namespace: PhoneNamespace = io.of(NAMESPACES.phone);
  namespace.use(
    handshake(
      (socket) => admitSocket(socket, parts),
      (error) => parts.report('phone handshake', error),
    ),
  );
  namespace.on('connection', (socket) => welcome(socket, parts));

  const roomFor = ({ participantId }: Me) => namespace.to(roomOf(participantId));
  const sockets = () => [...namespace.sockets.values()];
  return {
    participants: () => [...new Set(sockets().map(({ data }) => data.participantId))],
    has: (participantId) => namespace.adapter.rooms.has(roomOf(participantId)),
    snapshot: (me) => roomFor(me).emit('me:snapshot', { me }),
    posted: (posted) => roomFor(posted.me).emit('points:posted', posted),
    couponChanged: (changed) => roomFor(changed.me).emit('coupon:changed', changed),
    ticketsChanged: (me) => roomFor(me).emit('ticket:changed', { me }),
    lotteryChanged: (changed) => namespace.emit('lottery:changed', changed),
    tokenHashesOf: (participantId) =>
      sockets()
        .filter(({ data }) => data.participantId === participantId)
        .map(({ data }) => data.tokenHash),
    end(tokenHash, ended) {
      for (const socket of sockets()) {
        if (socket.data.tokenHash !== tokenHash) continue;
        socket.emit('pass:ended', ended);
        socket.disconnect(true);
      }
    },
    size: () => namespace.sockets.size,
  };
}

function roomOf(participantId: string): string {
  return `participant ${participantId}`;
}

async function admitSocket(socket: PhoneSocket, parts: PhoneChannelParts): Promise<Error | null> {
  if (socket.handshake.auth['protocolVersion'] !== PROTOCOL_VERSION) {
    return connectError('protocol-outdated');
  }
  const handshake = v.safeParse(PhoneHandshakeSchema, socket.handshake.auth);
  if (!handshake.success) return connectError('token-unknown');
  if (parts.traffic.isStopping) return connectError('unavailable', RETRY_AFTER_MS);
  const tokenHash = hashSecret(handshake.output.token);
  const address = addressOf(socket.request, parts);
  socket.data.participantId = await participantOf({ address, tokenHash }, parts);
  socket.data.tokenHash = tokenHash;
  return null;
}

function welcome(socket: PhoneSocket, parts: PhoneChannelParts): void {
  const { nowMs } = parts;
  const { participantId } = socket.data;
  const tokens = new TokenBucket(LIMITS.messagesPerSecondMax, LIMITS.messagesBurstMax, nowMs());
  // First into the room, then the snapshot: nothing falls in between.
  void socket.join(roomOf(participantId));
  socket.on('clock:read', (acknowledge: unknown) => {
    // A flood is not answered, and what is answered costs nothing.
    if (tokens.take(1, nowMs()) > 0) return;
    acknowledgeWith(acknowledge, { at: new Date(nowMs()).toISOString() });
  });
  greet(socket, parts).catch((error: unknown) => {
    parts.report('phone snapshot', error);
    // The transport: the phone comes back by itself and asks again.
    socket.conn.close();
  });
}

async function greet(socket: PhoneSocket, { ledger, me }: PhoneChannelParts): Promise<void> {
  const { participantId, tokenHash } = socket.data;
  const own = await me(participantId);
  // Moved or erased just before it stood in the room: then nobody told it.
  const holder = await ledger.participantByToken(tokenHash);
  if (holder?.state === 'good') socket.emit('me:snapshot', { me: own });
  else socket.conn.close();
}
