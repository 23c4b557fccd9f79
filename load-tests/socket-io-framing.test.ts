import { createServer } from 'node:http';
import type { Socket } from 'socket.io';
import { Server } from 'socket.io';
import { afterEach, expect, test } from 'vitest';
import type { Conversation, ConversationEnd } from './socket-io-conversation.ts';
import { createConversation } from './socket-io-conversation.ts';
import {
  SOCKET_IO_PATH,
  acknowledgementFrame,
  connectFrame,
  eventFrame,
  readFrame,
} from './socket-io-framing.ts';

const NAMESPACE = '/kiosk';
const PING_INTERVAL_MS = 50;
const cleanups: (() => Promise<unknown> | void)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

/** A real server whose namespace lets in only who knows the word. */
async function startServer(onSocket: (socket: Socket) => void): Promise<string> {
  const http = createServer();
  const io = new Server(http, {
    transports: ['websocket'],
    pingInterval: PING_INTERVAL_MS,
  });
  io.of(NAMESPACE)
    .use((socket, next) => {
      if (socket.handshake.auth['token'] === 'open sesame') return next();
      next(Object.assign(new Error('no entry'), { data: { code: 'token-unknown' } }));
    })
    .on('connection', onSocket);
  cleanups.push(() => io.close());
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `ws://127.0.0.1:${address.port}${SOCKET_IO_PATH}`;
}

interface Talk {
  readonly conversation: Conversation;
  readonly frames: unknown[];
  readonly connected: Promise<void>;
  readonly ended: Promise<ConversationEnd>;
  readonly closed: Promise<void>;
  readonly nextEvent: () => Promise<{ name: string; values: readonly unknown[] }>;
}

function talk(url: string, token: string): Talk {
  const socket = new WebSocket(url);
  const connected = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<ConversationEnd>();
  const closed = Promise.withResolvers<void>();
  let event = Promise.withResolvers<{ name: string; values: readonly unknown[] }>();
  const frames: unknown[] = [];
  const conversation = createConversation({
    namespace: NAMESPACE,
    auth: { token },
    send: (frame) => socket.send(frame),
    onConnected: () => connected.resolve(),
    onEvent: (name, values) => event.resolve({ name, values }),
    onEnd: (end) => ended.resolve(end),
  });
  socket.addEventListener('message', ({ data }) => {
    frames.push(data);
    conversation.receive(data);
  });
  socket.addEventListener('close', () => closed.resolve());
  cleanups.push(() => socket.close());
  return {
    conversation,
    frames,
    connected: connected.promise,
    ended: ended.promise,
    closed: closed.promise,
    async nextEvent() {
      const next = await event.promise;
      event = Promise.withResolvers();
      return next;
    },
  };
}

test('connects with auth, and each answer finds its question', async () => {
  const url = await startServer((socket) => {
    // Answered in the opposite order, so that only the ids can pair them.
    const held: (() => void)[] = [];
    socket.on('echo', (value: unknown, acknowledge: (answer: unknown) => void) => {
      held.push(() => acknowledge({ heard: value }));
      if (held.length === 3) for (const answer of held.toReversed()) answer();
    });
  });
  const { conversation, connected } = talk(url, 'open sesame');
  await connected;
  const answers = await Promise.all(
    ['一', { two: '2,["x"]' }, 3].map(
      (value) => new Promise((resolve) => conversation.ask('echo', value, resolve)),
    ),
  );
  expect(answers).toEqual([{ heard: '一' }, { heard: { two: '2,["x"]' } }, { heard: 3 }]);
  expect(conversation.unanswered()).toBe(0);
});

test('gets events of the server, and the server gets events without an acknowledgement', async () => {
  const url = await startServer((socket) => {
    socket.on('hello', (value: unknown) => socket.emit('welcome', value, 2));
  });
  const { conversation, connected, nextEvent } = talk(url, 'open sesame');
  await connected;
  conversation.tell('hello', { name: 'みずたま' });
  expect(await nextEvent()).toEqual({ name: 'welcome', values: [{ name: 'みずたま' }, 2] });
});

test('a wrong token is refused with the server’s data', async () => {
  const url = await startServer(() => undefined);
  const { ended } = talk(url, 'wrong');
  expect(await ended).toEqual({
    why: 'refused',
    message: 'no entry',
    data: { code: 'token-unknown' },
  });
});

test('pings are answered: one after the other comes, and the connection goes on', async () => {
  const reasons: string[] = [];
  const url = await startServer((socket) => {
    socket.on('disconnect', (reason) => reasons.push(reason));
    socket.on('still-there', (_: unknown, acknowledge: (answer: string) => void) =>
      acknowledge('yes'),
    );
  });
  const { conversation, connected, frames } = talk(url, 'open sesame');
  await connected;
  // The next one comes when the one before was answered, and not otherwise.
  await expect
    .poll(() => frames.filter((frame) => frame === '2').length, { timeout: 20_000 })
    .toBeGreaterThan(9);
  const answer = await new Promise((resolve) => conversation.ask('still-there', null, resolve));
  expect(answer).toBe('yes');
  expect(reasons).toEqual([]);
});

test('binary is refused in plain words', async () => {
  const url = await startServer((socket) => socket.emit('picture', Buffer.from([1, 2, 3])));
  const { ended } = talk(url, 'open sesame');
  expect(await ended).toEqual({ why: 'unreadable', detail: 'a binary packet' });
});

test('a server that cuts the socket is noticed, and leaving is noticed by the server', async () => {
  const left = Promise.withResolvers<string>();
  let connections = 0;
  const url = await startServer((socket) => {
    socket.on('disconnect', (reason) => left.resolve(reason));
    connections += 1;
    if (connections === 2) socket.disconnect(true);
  });
  const first = talk(url, 'open sesame');
  await first.connected;
  first.conversation.leave();
  expect(await left.promise).toBe('client namespace disconnect');
  const second = talk(url, 'open sesame');
  expect(await second.ended).toEqual({ why: 'disconnected' });
  await second.closed;
});

test.each([
  ['', 'an unknown Engine.IO packet'],
  ['9', 'an unknown Engine.IO packet'],
  ['0{', 'an opening without JSON'],
  ['0{}', 'an opening without ping times'],
  ['42/other,["a"]', 'another namespace'],
  ['42/kioskx,["a"]', 'another namespace'],
  ['42/kiosk,{}', 'an event without values'],
  ['42/kiosk,[7]', 'an event without a name'],
  ['43/kiosk,[]', 'an acknowledgement without an id or values'],
  ['40/kiosk,{}', 'a connection without an id'],
  ['49/kiosk,', 'an unknown Socket.IO packet'],
  [new ArrayBuffer(3), 'a binary frame'],
])('%o is not readable and says why', (frame, why) => {
  expect(readFrame(NAMESPACE, frame)).toEqual({ kind: 'unreadable', why });
});

test('frames are written to the letter of the protocol', () => {
  expect(connectFrame('/kiosk', { token: 'a' })).toBe('40/kiosk,{"token":"a"}');
  expect(eventFrame('/kiosk', 'scan:submit', [{ n: 1 }], 12)).toBe(
    '42/kiosk,12["scan:submit",{"n":1}]',
  );
  expect(eventFrame('/', 'a', [], null)).toBe('42["a"]');
  expect(acknowledgementFrame('/kiosk', 3, [true])).toBe('43/kiosk,3[true]');
  expect(readFrame('/', '427["a",1]')).toEqual({
    kind: 'event',
    name: 'a',
    values: [1],
    acknowledgementId: 7,
  });
});
