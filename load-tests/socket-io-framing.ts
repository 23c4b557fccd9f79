/**
 * What Socket.IO puts on a WebSocket: Engine.IO protocol 4 with Socket.IO protocol 5 inside, text
 * frames only. For load generators that bring a WebSocket but no Socket.IO client; knows neither
 * k6 nor Node.
 *
 * A frame is one digit for the Engine.IO packet and, in a message, one digit for the Socket.IO
 * packet, then `[namespace,][acknowledgement id][JSON]`.
 */

/** Engine.IO packets, the first character of a frame. */
const ENGINE = { open: '0', close: '1', ping: '2', pong: '3', message: '4', noop: '6' } as const;

/** Socket.IO packets, the second character of a message. */
const PACKET = {
  connect: '0',
  disconnect: '1',
  event: '2',
  acknowledgement: '3',
  refusal: '4',
  binaryEvent: '5',
  binaryAcknowledgement: '6',
} as const;

export const PONG_FRAME = ENGINE.pong;

/** What a frame from the server says. */
export type Incoming =
  /** The transport is open; the namespace is still to be joined. */
  | { readonly kind: 'opened'; readonly pingIntervalMs: number; readonly pingTimeoutMs: number }
  | { readonly kind: 'ping' }
  | { readonly kind: 'connected'; readonly socketId: string }
  /** The namespace does not let us in. */
  | { readonly kind: 'refused'; readonly message: string; readonly data: unknown }
  | {
      readonly kind: 'event';
      readonly name: string;
      readonly values: readonly unknown[];
      /** `null`: the server wants no acknowledgement. */
      readonly acknowledgementId: number | null;
    }
  | {
      readonly kind: 'acknowledged';
      readonly acknowledgementId: number;
      readonly values: readonly unknown[];
    }
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'nothing' }
  /** Not a frame of this protocol, of another namespace, or binary, which nobody here sends. */
  | { readonly kind: 'unreadable'; readonly why: string };

/** The path and query of the WebSocket. */
export const SOCKET_IO_PATH = '/socket.io/?EIO=4&transport=websocket';

export function connectFrame(namespace: string, auth: unknown): string {
  return ENGINE.message + PACKET.connect + prefixOf(namespace) + JSON.stringify(auth);
}

export function disconnectFrame(namespace: string): string {
  return ENGINE.message + PACKET.disconnect + prefixOf(namespace);
}

/** @param acknowledgementId what the server answers with, a whole number; `null`: no answer wanted */
export function eventFrame(
  namespace: string,
  name: string,
  values: readonly unknown[],
  acknowledgementId: number | null,
): string {
  const body = JSON.stringify([name, ...values]);
  return ENGINE.message + PACKET.event + prefixOf(namespace) + (acknowledgementId ?? '') + body;
}

export function acknowledgementFrame(
  namespace: string,
  acknowledgementId: number,
  values: readonly unknown[],
): string {
  const start = ENGINE.message + PACKET.acknowledgement + prefixOf(namespace);
  return start + acknowledgementId + JSON.stringify(values);
}

/**
 * Reads one frame. Never throws.
 * @param frame the text of a WebSocket message; anything else is binary and unreadable
 */
export function readFrame(namespace: string, frame: unknown): Incoming {
  if (typeof frame !== 'string') return unreadable('a binary frame');
  switch (frame.charAt(0)) {
    case ENGINE.open:
      return readOpening(frame.slice(1));
    case ENGINE.ping:
      return { kind: 'ping' };
    case ENGINE.close:
      return { kind: 'disconnected' };
    case ENGINE.pong:
    case ENGINE.noop:
      return { kind: 'nothing' };
    case ENGINE.message:
      return readPacket(namespace, frame);
    default:
      return unreadable('an unknown Engine.IO packet');
  }
}

function readOpening(json: string): Incoming {
  const opening = parse(json);
  if (!isRecord(opening)) return unreadable('an opening without JSON');
  const { pingInterval, pingTimeout } = opening;
  if (typeof pingInterval !== 'number' || typeof pingTimeout !== 'number') {
    return unreadable('an opening without ping times');
  }
  return { kind: 'opened', pingIntervalMs: pingInterval, pingTimeoutMs: pingTimeout };
}

function readPacket(namespace: string, frame: string): Incoming {
  const type = frame.charAt(1);
  if (type === PACKET.binaryEvent || type === PACKET.binaryAcknowledgement) {
    return unreadable('a binary packet');
  }
  const prefix = prefixOf(namespace);
  const bare = namespace !== '/' && frame.slice(2) === namespace;
  if (!bare && !frame.startsWith(prefix, 2)) return unreadable('another namespace');
  const rest = bare ? '' : frame.slice(2 + prefix.length);
  const digits = /^\d*/.exec(rest)?.[0] ?? '';
  const content = parse(rest.slice(digits.length));
  switch (type) {
    case PACKET.connect:
      return isRecord(content) && typeof content['sid'] === 'string'
        ? { kind: 'connected', socketId: content['sid'] }
        : unreadable('a connection without an id');
    case PACKET.refusal:
      return isRecord(content)
        ? { kind: 'refused', message: String(content['message']), data: content['data'] }
        : unreadable('a refusal without JSON');
    case PACKET.disconnect:
      return { kind: 'disconnected' };
    case PACKET.event:
      return readEvent(content, digits);
    case PACKET.acknowledgement:
      return Array.isArray(content) && digits !== ''
        ? { kind: 'acknowledged', acknowledgementId: Number(digits), values: content }
        : unreadable('an acknowledgement without an id or values');
    default:
      return unreadable('an unknown Socket.IO packet');
  }
}

function readEvent(content: unknown, digits: string): Incoming {
  if (!Array.isArray(content)) return unreadable('an event without values');
  const [name, ...values]: unknown[] = content;
  if (typeof name !== 'string') return unreadable('an event without a name');
  return { kind: 'event', name, values, acknowledgementId: digits === '' ? null : Number(digits) };
}

/** The root namespace is not written. */
function prefixOf(namespace: string): string {
  return namespace === '/' ? '' : `${namespace},`;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unreadable(why: string): Incoming {
  return { kind: 'unreadable', why };
}
