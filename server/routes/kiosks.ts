/** `/api/kiosks`: making, enrolling and revoking the tablets at the venue. */
import * as v from 'valibot';
import type { FeedMessage } from '#domain/contract/feed.ts';
import {
  CreatedKioskSchema,
  EnrollmentAnswerSchema,
  EnrollmentSchema,
  KioskListSchema,
  KioskSchema,
  NewKioskSchema,
} from '#domain/contract/kiosks.ts';
import type { CreatedKiosk, EnrollmentAnswer } from '#domain/contract/kiosks.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import { UuidSchema } from '#domain/contract/values.ts';
import type { KioskRow, Ledger } from '#stores/ledger/ledger.ts';
import { ProblemError } from '../errors.ts';
import type { KioskRegister } from '../kiosks/kiosk-register.ts';
import type { KioskViews } from '../kiosks/kiosk-views.ts';
import { assertUnhurried } from '../requests/rate-limits.ts';
import type { RequestLimits } from '../requests/rate-limits.ts';
import { route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';
import {
  hashSecret,
  newEnrollmentCode,
  newExitPin,
  newId,
  newToken,
  writeEnrollmentCode,
} from '../requests/secrets.ts';
import type { TokenChecks } from '../requests/token-checks.ts';

const KioskParamsSchema = v.object({ kioskId: UuidSchema });

export interface KioskRouteParts {
  readonly ledger: Ledger;
  readonly register: KioskRegister;
  readonly views: KioskViews;
  readonly limits: RequestLimits;
  readonly checks: TokenChecks;
  readonly tell: (message: FeedMessage) => Promise<void>;
  readonly nowMs: () => number;
}

export function kioskRoutes(parts: KioskRouteParts): Route[] {
  return [...makingRoutes(parts), enrollRoute(parts), ...oneRoutes(parts)];
}

/** A new one-time code in place of the one before it; only its hash is kept. */
async function giveCode(
  { ledger, nowMs }: Pick<KioskRouteParts, 'ledger' | 'nowMs'>,
  kioskId: string,
): Promise<CreatedKiosk> {
  const code = newEnrollmentCode();
  const expiresAt = new Date(nowMs() + LIMITS.enrollmentCodeTtlMs).toISOString();
  await ledger.putEnrollmentCode(kioskId, hashSecret(code), expiresAt);
  return { kioskId, enrollmentCode: writeEnrollmentCode(code), expiresAt };
}

function makingRoutes(parts: KioskRouteParts): Route[] {
  const { ledger, views, tell, nowMs } = parts;
  return [
    route({
      method: 'GET',
      path: '/api/kiosks',
      summary: 'The kiosks of an activity and how they are doing.',
      guard: 'staff',
      query: v.object({ activityId: UuidSchema }),
      answer: KioskListSchema,
      status: 200,
      handle: async ({ query }) => ({
        body: { kiosks: await views.view(await ledger.kiosksOf(query.activityId)) },
      }),
    }),
    route({
      method: 'POST',
      path: '/api/kiosks',
      summary: 'Makes a kiosk for an activity; answers with its enrollment code, once.',
      guard: 'staff',
      body: NewKioskSchema,
      answer: CreatedKioskSchema,
      status: 201,
      problems: ['activity-unknown'],
      async handle({ body: { activityId, name } }) {
        if ((await ledger.activity(activityId)) === null)
          throw new ProblemError('activity-unknown');
        const kioskId = newId(nowMs());
        await ledger.createKiosk({ kioskId, activityId, name, exitPin: newExitPin() });
        const created = await giveCode(parts, kioskId);
        await tell({ kind: 'kiosk-changed', kioskId, activityId });
        return { body: created };
      },
    }),
    route({
      method: 'POST',
      path: '/api/kiosks/:kioskId/enrollment-code',
      summary: 'A new enrollment code; the one before it stops working.',
      guard: 'staff',
      params: KioskParamsSchema,
      answer: CreatedKioskSchema,
      status: 201,
      problems: ['kiosk-unknown', 'kiosk-revoked'],
      async handle({ params: { kioskId } }) {
        const row = await ledger.kiosk(kioskId);
        if (row === null) throw new ProblemError('kiosk-unknown');
        if (row.revokedAt !== null) throw new ProblemError('kiosk-revoked');
        return { body: await giveCode(parts, kioskId) };
      },
    }),
  ];
}

function enrollRoute(parts: KioskRouteParts): Route {
  const { limits, checks, nowMs } = parts;
  return route({
    method: 'POST',
    path: '/api/kiosks/enroll',
    summary:
      'A tablet becomes the kiosk or the shop device of a code; answers with its token, once.',
    guard: 'public',
    body: EnrollmentSchema,
    answer: EnrollmentAnswerSchema,
    status: 201,
    problems: [
      'enrollment-code-unknown',
      'enrollment-code-used',
      'enrollment-code-expired',
      'kiosk-revoked',
      'rate-limited',
    ],
    async handle({ body, address }) {
      assertUnhurried(limits.enrollments.take(address, nowMs()));
      const token = newToken();
      const codeHash = hashSecret(body.enrollmentCode);
      const answer =
        (await enrollShopDevice(parts, codeHash, token)) ??
        (await enrollDoor(parts, codeHash, token));
      limits.enrollments.giveBack(address);
      checks.learn(hashSecret(token));
      return { body: answer };
    },
  });
}

/** `null`: the code is no shop's. */
async function enrollShopDevice(
  { ledger, nowMs }: KioskRouteParts,
  codeHash: string,
  token: string,
): Promise<EnrollmentAnswer | null> {
  const at = new Date(nowMs()).toISOString();
  const enrolled = await ledger.enrollShopDevice(codeHash, hashSecret(token), at);
  if (enrolled === null) return null;
  if (!enrolled.ok) throw new ProblemError(enrolled.code);
  const { deviceId, name, shopId, shopName, shopArea } = enrolled.device;
  return { deviceId, name, shop: { shopId, name: shopName, area: shopArea }, token };
}

async function enrollDoor(
  { ledger, register, views, tell, nowMs }: KioskRouteParts,
  codeHash: string,
  token: string,
): Promise<EnrollmentAnswer> {
  const tokenHash = hashSecret(token);
  const at = new Date(nowMs()).toISOString();
  const enrolled = await ledger.enrollKiosk(codeHash, tokenHash, at);
  if (!enrolled.ok) throw new ProblemError(enrolled.code);
  const { kioskId, activityId } = enrolled.kiosk;
  const settings = await views.settings(enrolled.kiosk);
  if (settings === null) throw new ProblemError('activity-unknown');
  register.keepOnly(kioskId, (hash) => hash === tokenHash);
  // The code is used up: the tablet must get its token even if nobody can be told just now.
  await tell({ kind: 'kiosk-enrolled', kioskId, activityId }).catch(() => undefined);
  return { ...settings, token };
}

function oneRoutes({ ledger, register, views, tell, nowMs }: KioskRouteParts): Route[] {
  async function known(kioskId: string): Promise<KioskRow> {
    const row = await ledger.kiosk(kioskId);
    if (row === null) throw new ProblemError('kiosk-unknown');
    return row;
  }
  return [
    route({
      method: 'GET',
      path: '/api/kiosks/:kioskId',
      summary: 'One kiosk and how it is doing.',
      guard: 'staff',
      params: KioskParamsSchema,
      answer: KioskSchema,
      status: 200,
      problems: ['kiosk-unknown'],
      handle: async ({ params }) => ({ body: await views.viewOne(await known(params.kioskId)) }),
    }),
    route({
      method: 'DELETE',
      path: '/api/kiosks/:kioskId',
      summary: 'Revokes a kiosk: it is cut off at once and decides nothing more.',
      guard: 'staff',
      params: KioskParamsSchema,
      status: 204,
      problems: ['kiosk-unknown'],
      async handle({ params: { kioskId } }) {
        const row = await ledger.revokeKiosk(kioskId, new Date(nowMs()).toISOString());
        if (row === null) throw new ProblemError('kiosk-unknown');
        register.revoke(kioskId);
        // Answered only when the other nodes are being told (kiosk-register.ts says what remains).
        await tell({ kind: 'kiosk-revoked', kioskId, activityId: row.activityId });
        return { body: undefined };
      },
    }),
  ];
}
