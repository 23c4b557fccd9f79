/** A hall for the stage: the built screens, a draw's files, and a real Socket.IO server that shows. */
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import Koa from 'koa';
import { Server } from 'socket.io';
import * as v from 'valibot';
import { NAMESPACES } from '#domain/contract/protocol.ts';
import type {
  ServerToStage,
  StageFailure,
  StageSnapshot,
  StageToServer,
} from '#domain/contract/stage-channel.ts';
import { BeaconOrderSchema, type BeaconOrder, type Lottery } from '#domain/contract/lotteries.ts';
import { QUICKNET, verifyBeacon } from '#domain/draw/beacon.ts';
import { ownerTagOf } from '#domain/draw/digest.ts';
import { newsOf } from '#domain/stage-news.ts';
import { securityHeaders } from '../server/requests/security-headers.ts';
import { loadScreens } from '../server/requests/static.ts';
import { instant } from './stage-samples.ts';

type Contribution = Parameters<StageToServer['lottery:contribute']>[0];

export interface Hall {
  readonly base: string;
  /** What was thrown in, and which results phones agree on. */
  readonly contributions: Contribution[];
  readonly agreed: string[];
  /** Beacons that phones handed in, and that verify. */
  readonly delivered: BeaconOrder[];
  lotteries: readonly Lottery[];
  bundle: ReadonlyMap<string, Uint8Array>;
  /** Answers the next contributions with it; `null`: they are taken. */
  refusal: StageFailure['failure'] | null;
  /** So many of the next files that are asked for are refused: there are too many who ask. */
  busyFiles: number;
  /** So many of the next agreements are not taken: a store is away for a moment. */
  deafAgreements: number;
  /** Tells all, with the hall's clock. */
  show(snapshot: StageSnapshot): void;
  /** Since the hall was opened at `START_MS`, by its own clock. */
  elapsedMs(): number;
  /** From now on its clock stands, so long after `START_MS`. */
  standAt(elapsedMs: number): void;
  /** Cuts all lines, as a server that restarts. */
  cut(): void;
  close(): Promise<void>;
}

export async function openHall(screensFolder: string): Promise<Hall> {
  const screens = await loadScreens(screensFolder, null);
  let shown: StageSnapshot | null = null;
  const openedMs = performance.now();
  let standingMs: number | null = null;
  const app = new Koa();
  app.on('error', (error: NodeJS.ErrnoException) => {
    // A browser that was closed in the middle of a file is no fault.
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') console.error(error);
  });
  app.use(securityHeaders({ trustProxy: false }));
  app.use(async (context, next) => {
    if (context.method === 'POST' && context.path.endsWith('/beacons')) {
      const beacon = v.parse(BeaconOrderSchema, await json(context.req));
      const isTrue = verifyBeacon(QUICKNET, beacon);
      if (isTrue) hall.delivered.push(beacon);
      context.status = isTrue ? 204 : 422;
      if (!isTrue) context.body = { type: '', title: '', status: 422, code: 'beacon-false' };
      return undefined;
    }
    if (context.path === '/api/lotteries') {
      context.body = { lotteries: hall.lotteries };
      return undefined;
    }
    const name = /^\/api\/lotteries\/[\w-]+\/files\/([\w.-]+)$/.exec(context.path)?.[1];
    const bytes = name === undefined ? undefined : hall.bundle.get(name);
    if (bytes === undefined) return next();
    if (hall.busyFiles > 0) {
      hall.busyFiles -= 1;
      context.status = 429;
      return undefined;
    }
    context.type = 'application/octet-stream';
    context.body = Buffer.from(bytes);
    return undefined;
  });
  app.use(screens.middleware);
  const answer = app.callback();
  const http = createServer((request, response) => void answer(request, response));
  const io = new Server<StageToServer, ServerToStage>(http, { transports: ['websocket'] });
  const stage = io.of(NAMESPACES.stage);
  stage.on('connection', (socket) => {
    socket.on('lottery:watch', ({ lotteryId }, acknowledge) => {
      if (shown?.lottery.lotteryId !== lotteryId) acknowledge({ failure: 'lottery-unknown' });
      else acknowledge({ ...shown, at: instant(hall.elapsedMs()) });
    });
    socket.on('lottery:contribute', (contribution, acknowledge) => {
      if (hall.refusal !== null) return acknowledge({ failure: hall.refusal });
      hall.contributions.push(contribution);
      const draw = shown?.lottery.draw ?? '';
      const ownerTag = ownerTagOf(draw, contribution.nonceHex);
      acknowledge({ seq: hall.contributions.length, ownerTag });
    });
    socket.on('lottery:agree', ({ resultSha256 }, acknowledge) => {
      if (hall.deafAgreements > 0) {
        hall.deafAgreements -= 1;
        return acknowledge({ failure: 'unavailable' });
      }
      hall.agreed.push(resultSha256);
      acknowledge({ agreeing: hall.agreed.length });
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const hall: Hall = {
    base: `http://127.0.0.1:${address.port}`,
    contributions: [],
    agreed: [],
    delivered: [],
    lotteries: [],
    bundle: new Map(),
    refusal: null,
    busyFiles: 0,
    deafAgreements: 0,
    show(snapshot) {
      shown = snapshot;
      stage.emit('lottery:changed', newsOf({ ...snapshot, at: instant(hall.elapsedMs()) }));
    },
    elapsedMs: () => standingMs ?? Math.round(performance.now() - openedMs),
    standAt: (elapsedMs) => (standingMs = elapsedMs),
    cut: () => stage.disconnectSockets(true),
    close: () => io.close(),
  };
  return hall;
}
