/**
 * The raw ceiling: a bare Socket.IO server that acknowledges an empty event and does nothing else,
 * with the transport settings of our own server; scans get one and the same verdict, undecided,
 * and, where BENCH_REDIS_URL is set, after one write to that Redis. A child of the bench.
 */
import { createServer } from 'node:http';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { NAMESPACES } from '#domain/contract/protocol.ts';
import type { Scan, Verdict } from '#domain/contract/scan.ts';
import { FIRST_PROGRAM_VERSION } from '#domain/program.ts';
import { EMPTY_EVENT } from './client-plan.ts';

const [, rank] = FIRST_PROGRAM_VERSION.ranks;
if (rank === undefined) throw new Error('the programme has no second rank');
const verdict: Verdict = {
  scanId: '01935f00-0000-7000-8000-000000000000',
  replayed: false,
  at: '2026-11-22T01:02:03.456Z',
  outcome: 'admitted',
  checkInId: '01935f00-0000-7000-8000-000000000001',
  points: 100,
  participant: { nickname: 'みずたま', rank, next: { rank, missing: 4 }, participations: 1 },
};

const redisUrl = process.env['BENCH_REDIS_URL'] ?? '';
const redis = redisUrl === '' ? null : new Redis(redisUrl);

const http = createServer();
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false });
io.of(NAMESPACES.kiosk).on('connection', (socket) => {
  socket.on(EMPTY_EVENT, (acknowledge: () => void) => acknowledge());
  socket.on('scan:submit', (scan: Scan, acknowledge: (answer: Verdict) => void) => {
    if (redis === null) acknowledge(verdict);
    else void redis.set(scan.scanId, scan.pass).then(() => acknowledge(verdict));
  });
});
http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  process.send?.({ type: 'ready', port: address.port });
});
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
