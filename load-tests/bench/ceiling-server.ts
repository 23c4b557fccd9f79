/**
 * The raw ceiling: a bare Socket.IO server that acknowledges an empty event and does nothing else,
 * with the transport settings of our own server. A child of the bench.
 */
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { NAMESPACES } from '#domain/contract/protocol.ts';
import { EMPTY_EVENT } from './client-plan.ts';

const http = createServer();
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false });
io.of(NAMESPACES.kiosk).on('connection', (socket) => {
  socket.on(EMPTY_EVENT, (acknowledge: () => void) => acknowledge());
});
http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  process.send?.({ type: 'ready', port: address.port });
});
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
