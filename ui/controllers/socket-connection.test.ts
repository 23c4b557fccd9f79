import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { afterEach, describe, expect, test } from 'vitest';
import { untilTickMs } from './clock-controller.ts';
import { SocketConnection, type ConnectionState } from './socket-connection.ts';

interface FromServer {
  'note:sent': (text: string) => void;
}

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A server that listens on TCP has an address with a port. */
function portOf(server: ReturnType<typeof createServer>): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address.port;
}

/** A real Socket.IO server; `refusal` is what its middleware answers. */
async function startServer(port = 0) {
  const http = createServer();
  const io = new Server(http, { transports: ['websocket'] });
  const control = { refusal: undefined as string | undefined, handshakes: [] as unknown[] };
  const room = io.of('/kiosk');
  room.use((socket, next) => {
    control.handshakes.push(socket.handshake.auth);
    if (control.refusal === undefined) return next();
    next(Object.assign(new Error('refused'), { data: { code: control.refusal } }));
  });
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  const stop = async () => {
    await io.close();
  };
  closing.push(stop);
  const listening = portOf(http);
  return { control, room, stop, port: listening, origin: `http://127.0.0.1:${listening}` };
}

/** A connection that records its states; `until` waits for one of a name. */
function connectTo(origin: string, token: () => string | undefined = () => 'secret') {
  const states: ConnectionState[] = [];
  const notes: string[] = [];
  const waiting: (() => void)[] = [];
  const connection = new SocketConnection<FromServer, object>({
    namespace: '/kiosk',
    origin,
    token,
    listen: (socket) => socket.on('note:sent', (text) => notes.push(text)),
    changed: (state) => {
      states.push(state);
      for (const check of waiting) check();
    },
  });
  closing.push(() => connection.close());
  const until = (met: () => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (met()) resolve();
      };
      waiting.push(check);
      check();
    });
  return {
    connection,
    states,
    notes,
    until,
    untilState: (name: string) => until(() => connection.state.name === name),
  };
}

describe('socket connection', () => {
  test('says who it is, comes online and hears', async () => {
    const server = await startServer();
    const { connection, notes, untilState } = connectTo(server.origin);
    expect(connection.state).toEqual({ name: 'connecting' });
    connection.reconnect();
    await untilState('online');
    expect(server.control.handshakes).toEqual([{ protocolVersion: 1, token: 'secret' }]);
    server.room.emit('note:sent', 'hello');
    await expect.poll(() => notes).toEqual(['hello']);
  });

  test('CI4 a server that is away is offline, and it comes back by itself', async () => {
    const server = await startServer();
    const { connection, untilState } = connectTo(server.origin);
    connection.reconnect();
    await untilState('online');
    await server.stop();
    await untilState('offline');
    await startServer(server.port);
    await untilState('online');
  });

  test.each([
    ['kiosk-revoked', { name: 'refused', code: 'kiosk-revoked' }],
    ['protocol-outdated', { name: 'outdated' }],
  ])('KS3 %s is final until somebody acts', async (code, state) => {
    const server = await startServer();
    server.control.refusal = code;
    const { connection, untilState } = connectTo(server.origin);
    connection.reconnect();
    await untilState(state.name);
    expect(connection.state).toEqual(state);
    expect(connection.socket.active).toBe(false);
    server.control.refusal = undefined;
    connection.reconnect();
    await untilState('online');
  });

  test('a server that cannot serve now is asked again', async () => {
    const server = await startServer();
    server.control.refusal = 'unavailable';
    const { connection, untilState } = connectTo(server.origin);
    connection.reconnect();
    await untilState('offline');
    server.control.refusal = undefined;
    await untilState('online');
  });

  test('KS3 cut off by the server, it asks again and hears why', async () => {
    const server = await startServer();
    const { connection, untilState } = connectTo(server.origin);
    connection.reconnect();
    await untilState('online');
    server.control.refusal = 'kiosk-revoked';
    server.room.disconnectSockets(true);
    await untilState('refused');
  });

  test('closed, it stays closed', async () => {
    const server = await startServer();
    const { connection, states, untilState } = connectTo(server.origin);
    connection.reconnect();
    await untilState('online');
    connection.close();
    const seen = states.length;
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect([states.length, connection.socket.connected]).toEqual([seen, false]);
  });
});

describe('clocks', () => {
  test('a clock ticks just after the second or the minute has turned', () => {
    expect(untilTickMs(59_990, 60_000)).toBe(15);
    expect(untilTickMs(60_000, 60_000)).toBe(60_005);
  });
});
