/** One namespace of a Socket.IO server over a WebSocket that the caller brings. */
import {
  PONG_FRAME,
  connectFrame,
  disconnectFrame,
  eventFrame,
  readFrame,
} from './socket-io-framing.ts';

export interface ConversationOptions {
  readonly namespace: string;
  /** The handshake's `auth`. */
  readonly auth: unknown;
  /** Sends one text frame. */
  readonly send: (frame: string) => void;
  readonly onConnected: () => void;
  readonly onEvent: (name: string, values: readonly unknown[]) => void;
  /** The server refused, went away, or said something unreadable; the WebSocket is to be closed. */
  readonly onEnd: (end: ConversationEnd) => void;
}

export type ConversationEnd =
  | { readonly why: 'refused'; readonly message: string; readonly data: unknown }
  | { readonly why: 'disconnected' }
  | { readonly why: 'unreadable'; readonly detail: string };

export interface Conversation {
  /** Takes each message of the WebSocket as it comes. */
  receive(frame: unknown): void;
  /** Emits an event; `onAnswer` gets the first value of the acknowledgement. */
  ask(name: string, value: unknown, onAnswer: (answer: unknown) => void): void;
  /** Emits an event that nobody answers. */
  tell(name: string, value: unknown): void;
  /** Asked and not answered yet. */
  unanswered(): number;
  leave(): void;
}

/** Joins the namespace as soon as the transport opens, answers pings, and pairs acknowledgements. */
export function createConversation(options: ConversationOptions): Conversation {
  const { namespace, send } = options;
  const waiting = new Map<number, (answer: unknown) => void>();
  let nextId = 0;
  return {
    receive(frame) {
      const incoming = readFrame(namespace, frame);
      switch (incoming.kind) {
        case 'opened':
          send(connectFrame(namespace, options.auth));
          return;
        case 'ping':
          send(PONG_FRAME);
          return;
        case 'connected':
          options.onConnected();
          return;
        case 'event':
          options.onEvent(incoming.name, incoming.values);
          return;
        case 'acknowledged': {
          const onAnswer = waiting.get(incoming.acknowledgementId);
          waiting.delete(incoming.acknowledgementId);
          onAnswer?.(incoming.values[0]);
          return;
        }
        case 'refused':
          options.onEnd({ why: 'refused', message: incoming.message, data: incoming.data });
          return;
        case 'disconnected':
          options.onEnd({ why: 'disconnected' });
          return;
        case 'unreadable':
          options.onEnd({ why: 'unreadable', detail: incoming.why });
          return;
        case 'nothing':
      }
    },
    ask(name, value, onAnswer) {
      const id = nextId;
      nextId += 1;
      waiting.set(id, onAnswer);
      send(eventFrame(namespace, name, [value], id));
    },
    tell(name, value) {
      send(eventFrame(namespace, name, [value], null));
    },
    unanswered() {
      return waiting.size;
    },
    leave() {
      send(disconnectFrame(namespace));
    },
  };
}
