/** `/api/lotteries` (public): every draw, and its files, for ever. */
import * as v from 'valibot';
import { BeaconOrderSchema, LotteryListSchema, LotterySchema } from '#domain/contract/lotteries.ts';
import { UuidSchema } from '#domain/contract/values.ts';
import { DRAW_FILES } from '#domain/lottery.ts';
import type { BeaconDesk } from '../lotteries/beacon-desk.ts';
import type { DrawShelf } from '../lotteries/draw-shelf.ts';
import { ProblemError } from '../errors.ts';
import type { LotteryReadings } from '../lotteries/lottery-readings.ts';
import { assertUnhurried } from '../requests/rate-limits.ts';
import type { RequestLimits } from '../requests/rate-limits.ts';
import { FileBytesSchema, route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';

const UNCHANGING = 'public, max-age=31536000, immutable';
/** It may become more: asked for again each time, and answered 304 while it is the same. */
const ASK_AGAIN = 'no-cache';

export const LotteryParamsSchema = v.object({ lotteryId: UuidSchema });
const FileParamsSchema = v.object({ lotteryId: UuidSchema, name: v.picklist(DRAW_FILES) });

export interface LotteryRouteParts {
  readonly readings: LotteryReadings;
  readonly beacons: BeaconDesk;
  readonly shelf: DrawShelf;
  readonly limits: RequestLimits;
  readonly nowMs: () => number;
}

export function lotteryRoutes(parts: LotteryRouteParts): Route[] {
  return [...listRoutes(parts), ...fileRoutes(parts), beaconRoute(parts)];
}

function listRoutes({ readings, limits, nowMs }: LotteryRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/lotteries',
      summary: 'All draws, newest first, voids and rehearsals too.',
      guard: 'public',
      answer: LotteryListSchema,
      status: 200,
      problems: ['rate-limited'],
      async handle({ address }) {
        assertUnhurried(limits.draws.take(address, nowMs()));
        return { body: { lotteries: await readings.list() } };
      },
    }),
    route({
      method: 'GET',
      path: '/api/lotteries/:lotteryId',
      summary: 'One draw, with its figures and files.',
      guard: 'public',
      params: LotteryParamsSchema,
      answer: LotterySchema,
      status: 200,
      problems: ['lottery-unknown', 'rate-limited'],
      async handle({ params: { lotteryId }, address }) {
        assertUnhurried(limits.draws.take(address, nowMs()));
        return { body: await readings.published(lotteryId) };
      },
    }),
  ];
}

function fileRoutes({ shelf, readings, limits, nowMs }: LotteryRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/lotteries/:lotteryId/files/:name',
      summary: 'A file of the draw; it never changes.',
      guard: 'public',
      params: FileParamsSchema,
      answer: FileBytesSchema,
      mediaType: 'text/plain; charset=utf-8',
      status: 200,
      problems: ['lottery-unknown', 'not-found', 'rate-limited'],
      async handle({ params: { lotteryId, name }, address }) {
        assertUnhurried(limits.draws.take(address, nowMs()));
        const { files } = await readings.published(lotteryId);
        const told = files.find((file) => file.name === name);
        const bytes = told === undefined ? null : await shelf.file(lotteryId, name);
        if (told === undefined || bytes === null) throw new ProblemError('not-found');
        return {
          body: bytes,
          headers: {
            ETag: `"${told.sha256}"`,
            'Cache-Control': UNCHANGING,
            'Content-Type': `${mediaTypeOf(name)}; charset=utf-8`,
          },
        };
      },
    }),
    route({
      method: 'GET',
      path: '/api/lotteries/:lotteryId/bundle.zip',
      summary: 'All files so far: everything that a verifier needs.',
      guard: 'public',
      params: LotteryParamsSchema,
      answer: FileBytesSchema,
      mediaType: 'application/zip',
      status: 200,
      problems: ['lottery-unknown', 'rate-limited'],
      async handle({ params: { lotteryId }, address }) {
        assertUnhurried(limits.draws.take(address, nowMs()));
        const lottery = await readings.published(lotteryId);
        const { bytes, etag } = await shelf.bundle(lottery);
        return {
          body: bytes,
          headers: {
            ETag: `"${etag}"`,
            'Cache-Control': lottery.state === 'drawn' ? UNCHANGING : ASK_AGAIN,
            // A draw's id is plain by its schema.
            'Content-Disposition': `attachment; filename="${lottery.draw}.zip"`,
          },
        };
      },
    }),
  ];
}

function beaconRoute({ beacons, limits, nowMs }: LotteryRouteParts): Route {
  return route({
    method: 'POST',
    path: '/api/lotteries/:lotteryId/beacons',
    summary: 'Brings a beacon that the draw waits for; it proves itself.',
    guard: 'public',
    params: LotteryParamsSchema,
    body: BeaconOrderSchema,
    status: 204,
    problems: ['lottery-unknown', 'lottery-state', 'beacon-false', 'rate-limited'],
    async handle({ params: { lotteryId }, body, address }) {
      assertUnhurried(limits.draws.take(address, nowMs()));
      await beacons.take(lotteryId, body, {
        assertUnhurried: () => assertUnhurried(limits.falseBeacons.waitMs(address, nowMs())),
        charge: () => limits.falseBeacons.charge(address, nowMs()),
      });
      return { body: undefined };
    },
  });
}

function mediaTypeOf(name: string): string {
  return name.endsWith('.tsv') ? 'text/tab-separated-values' : 'text/plain';
}
