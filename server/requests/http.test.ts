import { once } from 'node:events';
import { request } from 'node:http';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ActivityListSchema } from '#domain/contract/activities.ts';
import { CreatedKioskSchema, KioskListSchema } from '#domain/contract/kiosks.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import { EntryListSchema, MeSchema, PassAnswerSchema } from '#domain/contract/people.ts';
import { ProblemSchema } from '#domain/contract/problem.ts';
import { checkPass } from '#domain/pass.ts';
import { createPassVerifiers } from '#domain/signing.ts';
import { EnrolledKioskSchema } from '#domain/contract/kiosks.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import { runSql } from '../../tests/ledger-database.ts';
import {
  STAFF,
  activityNow,
  eventually,
  read,
  scanOf,
  startSystem,
} from '../../tests/running-system.ts';
import type { RunningSystem, SystemNode } from '../../tests/running-system.ts';
import { createApp } from '../app.ts';
import { route } from './route.ts';
import { createSessions } from './sessions.ts';
import { TokenChecks } from './token-checks.ts';

const UNKNOWN_ID = '01900000-0000-7000-8000-000000000000';

let system: RunningSystem;
let node: SystemNode;

beforeAll(async () => {
  system = await startSystem();
  node = system.node;
});

afterAll(() => system?.stop());

function attempt(email: string, password: string): Promise<Response> {
  return node.askPublic('POST', '/api/session', { email, password });
}

/** A log-in that says it came by HTTPS to a proxy. */
function logInAtProxy(base: string): Promise<Response> {
  return fetch(`${base}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-proto': 'https' },
    body: JSON.stringify(STAFF),
  });
}

function post(body: string, type = 'application/json'): Promise<Response> {
  return fetch(`${node.base}/api/participants`, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
  });
}

/** The stable code of a refusal, after its form was looked at. */
async function codeOf(answer: Response): Promise<string> {
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  const problem = v.parse(ProblemSchema, await answer.json());
  expect(problem.status).toBe(answer.status);
  expect(problem.type).toBe(`urn:tsudoi:problem:${problem.code}`);
  return problem.code;
}

describe('session', () => {
  test('the cookie is out of reach of scripts and other sites', async () => {
    const answer = await node.askPublic('POST', '/api/session', STAFF);
    expect(await read(v.object({ email: v.string() }), answer.clone(), 200)).toEqual({
      email: STAFF.email,
    });
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(
      /^tsudoi_session=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/,
    );
    const behindProxy = await system.startNode({ trustProxy: true });
    expect((await logInAtProxy(behindProxy.base)).headers.get('set-cookie')).toMatch(/; Secure$/);
    // Without a proxy of ours anybody may have written that; the browser would not send it back.
    expect((await logInAtProxy(node.base)).headers.get('set-cookie')).not.toContain('Secure');
    const token = cookie.slice('tsudoi_session='.length).split(';')[0]!;
    const kept = await runSql(system.databaseUrl, 'select * from staff_sessions');
    expect(JSON.stringify(kept)).not.toContain(token);
  });

  test('log-out ends the session and cuts its sockets', async () => {
    const logIn = await node.askPublic('POST', '/api/session', STAFF);
    const cookie = (logIn.headers.get('set-cookie') ?? '').split(';')[0]!;
    const socket = node.dashboardSocket({ cookie });
    await eventually('the dashboard connects', () => socket.connected);
    const cut = new Promise<string>((resolve) => {
      socket.once('disconnect', resolve);
    });
    const ask = (method: string) =>
      fetch(`${node.base}/api/session`, { method, headers: { cookie } });
    expect((await ask('GET')).status).toBe(200);
    const logOut = await ask('DELETE');
    expect(logOut.status).toBe(204);
    expect(logOut.headers.get('set-cookie')).toContain('Max-Age=0');
    expect(await cut).toBe('io server disconnect');
    expect(await codeOf(await ask('GET'))).toBe('not-logged-in');
  });

  test('a wrong password, an unknown e-mail, and a pause after too many', async () => {
    expect(await codeOf(await attempt('nobody@tsudoi.example', 'x'))).toBe('login-failed');
    expect(await codeOf(await attempt(STAFF.email, 'x'))).toBe('login-failed');
    for (let times = 1; times < LIMITS.loginAttemptsMax; times += 1) {
      expect(await codeOf(await attempt(STAFF.email, 'x'))).toBe('login-failed');
    }
    const paused = await attempt(STAFF.email, STAFF.password);
    expect(Number(paused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await codeOf(paused)).toBe('rate-limited');
    // Somebody else in the same hall is not held up.
    expect(await codeOf(await attempt('colleague@tsudoi.example', 'x'))).toBe('login-failed');
  });

  test('who guesses from afar does not keep staff out', async () => {
    const proxied = await system.startNode({ trustProxy: true });
    const from = (address: string, password: string) =>
      fetch(`${proxied.base}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
        body: JSON.stringify({ ...STAFF, password }),
      });
    for (let times = 0; times < LIMITS.loginAttemptsMax; times += 1) await from('192.0.2.1', 'x');
    expect(await codeOf(await from('192.0.2.1', STAFF.password))).toBe('rate-limited');
    expect((await from('192.0.2.2', STAFF.password)).status).toBe(200);
  });

  test('staff only', async () => {
    for (const [method, path] of [
      ['GET', '/api/session'],
      ['GET', '/api/activities'],
      ['POST', '/api/activities'],
      ['GET', `/api/activities/${UNKNOWN_ID}/attendance`],
      ['POST', '/api/kiosks'],
      ['DELETE', `/api/kiosks/${UNKNOWN_ID}`],
      ['GET', '/api/passes'],
      ['PATCH', `/api/conflicts/${UNKNOWN_ID}`],
    ] as const) {
      expect(await codeOf(await node.askPublic(method, path)), path).toBe('not-logged-in');
    }
  });

  test('a page of another origin changes nothing, even with the cookie', async () => {
    const answer = await fetch(`${node.base}/api/activities`, {
      method: 'POST',
      headers: {
        cookie: node.cookie,
        'content-type': 'application/json',
        origin: 'https://elsewhere.example',
      },
      body: JSON.stringify(activityNow()),
    });
    expect(await codeOf(answer)).toBe('not-allowed');
  });
});

describe('bad requests', () => {
  test('not JSON, too large, of another media type', async () => {
    expect(await codeOf(await post('{'))).toBe('request-malformed');
    expect(await codeOf(await post('nickname=x', 'application/x-www-form-urlencoded'))).toBe(
      'media-type-unsupported',
    );
    const large = JSON.stringify({ nickname: 'x'.repeat(LIMITS.httpBodyBytesMax) });
    expect(await codeOf(await post(large))).toBe('message-too-large');
  });

  test('a body that never says its length is cut at the limit', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const sending = request(
        `${node.base}/api/participants`,
        { method: 'POST', headers: { 'content-type': 'application/json' } },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        },
      );
      sending.on('error', reject);
      for (let times = 0; times < 3; times += 1) sending.write('x'.repeat(LIMITS.httpBodyBytesMax));
    });
    expect(status).toBe(413);
  });

  test('wrong types name what is wrong, and do not repeat it', async () => {
    const answer = await node.ask('POST', '/api/activities', {
      ...activityNow(),
      name: 7,
      capacity: -1,
      surprise: 'geheim',
    });
    const text = await answer.clone().text();
    expect(text).not.toContain('geheim');
    const { issues } = v.parse(ProblemSchema, JSON.parse(text));
    expect(issues?.map(({ path }) => path).toSorted()).toEqual(['capacity', 'name', 'surprise']);
    expect(await codeOf(answer)).toBe('request-malformed');

    const login = await node.askPublic('POST', '/api/session', {
      email: 'not-an-address-geheim',
      password: 19_450_601,
    });
    const said = await login.clone().text();
    expect(said).not.toMatch(/geheim|19450601/);
    expect(await codeOf(login)).toBe('request-malformed');
  });

  test('an address that is none is a fault of who asks, and told to nobody else', async () => {
    const said = system.lines.length;
    for (const path of ['http://[bad/', '*', 'kiosk/']) {
      const status = await new Promise<number>((resolve, reject) => {
        const asking = request(node.base, { path, method: 'OPTIONS' }, (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        });
        asking.on('error', reject).end();
      });
      expect(status).toBe(400);
    }
    expect(system.lines.length).toBe(said);
  });

  test('an answer that does not fit is our fault: 500, told to those who run it', async () => {
    const ledger = createLedger({ databaseUrl: system.databaseUrl });
    const checks = new TokenChecks({ nowMs: Date.now });
    const told: string[] = [];
    const app = createApp({
      ledger,
      sessions: createSessions({ ledger, checks, trustProxy: false, nowMs: Date.now }),
      checks,
      routes: [
        route({
          method: 'GET',
          path: '/api/short',
          summary: 'Says too little.',
          guard: 'public',
          answer: v.pipe(v.string(), v.minLength(5)),
          status: 200,
          handle: async () => ({ body: 'four' }),
        }),
      ],
      screens: async (_context, next) => next(),
      trustProxy: false,
      report: (what) => told.push(what),
      nowMs: Date.now,
    });
    const server = app.listen(0, '127.0.0.1');
    try {
      await once(server, 'listening');
      const { port } = v.parse(v.object({ port: v.number() }), server.address());
      expect(await codeOf(await fetch(`http://127.0.0.1:${port}/api/short`))).toBe('internal');
      expect(told).toEqual(['GET /api/short']);
    } finally {
      server.close();
      await ledger.close();
    }
  });

  test('names that would disguise themselves are refused', async () => {
    for (const nickname of ['', '   ', 'a\u202Eb', 'a\nb', 'あ'.repeat(21)]) {
      const answer = await node.askPublic('POST', '/api/participants', { nickname });
      expect(await codeOf(answer)).toBe('request-malformed');
    }
  });

  test('times out of order', async () => {
    const activity = await node.makeActivity();
    const path = `/api/activities/${activity.activityId}`;
    expect(await codeOf(await node.ask('PATCH', path, { endsAt: activity.startsAt }))).toBe(
      'request-malformed',
    );
    expect(await codeOf(await node.ask('PATCH', path, { opensAt: activity.closesAt }))).toBe(
      'request-malformed',
    );
    const times = { startsAt: activity.endsAt, endsAt: activity.startsAt };
    expect(
      await codeOf(await node.ask('POST', '/api/activities', { ...activityNow(), ...times })),
    ).toBe('request-malformed');
  });

  test('unknown ids, ids that are none, unknown addresses and methods', async () => {
    const cases = [
      ['GET', `/api/activities/${UNKNOWN_ID}`, undefined, 'activity-unknown'],
      ['PATCH', `/api/activities/${UNKNOWN_ID}`, {}, 'activity-unknown'],
      ['GET', `/api/activities/${UNKNOWN_ID}/attendance`, undefined, 'activity-unknown'],
      ['GET', '/api/activities/7', undefined, 'request-malformed'],
      ['GET', '/api/activities?date=2026-02-30x', undefined, 'request-malformed'],
      ['POST', '/api/kiosks', { activityId: UNKNOWN_ID, name: 'x' }, 'activity-unknown'],
      ['GET', `/api/kiosks/${UNKNOWN_ID}`, undefined, 'kiosk-unknown'],
      ['DELETE', `/api/kiosks/${UNKNOWN_ID}`, undefined, 'kiosk-unknown'],
      ['POST', `/api/kiosks/${UNKNOWN_ID}/enrollment-code`, undefined, 'kiosk-unknown'],
      ['PATCH', `/api/conflicts/${UNKNOWN_ID}`, { resolved: true }, 'not-found'],
      ['GET', '/api/nothing', undefined, 'not-found'],
      ['PUT', '/api/session', {}, 'method-not-allowed'],
      ['GET', '/kiosk/../../package.json', undefined, 'not-found'],
      ['GET', '/%2e%2e/package.json', undefined, 'not-found'],
    ] as const;
    for (const [method, path, body, code] of cases) {
      expect(await codeOf(await node.ask(method, path, body)), `${method} ${path}`).toBe(code);
    }
  });
});

describe('activities', () => {
  test('a day in Tokyo, and what comes after it', async () => {
    const startsAt = '2031-05-05T00:30:00+09:00';
    const ofDay = await node.makeActivity({ startsAt, endsAt: '2031-05-05T02:00:00+09:00' });
    const next = await node.makeActivity({
      startsAt: '2031-05-06T09:00:00+09:00',
      endsAt: '2031-05-06T10:00:00+09:00',
    });
    expect(ofDay.opensAt).toBe('2031-05-04T15:00:00.000Z');
    expect(ofDay.points).toBe(100);
    const list = await read(
      ActivityListSchema,
      await node.ask('GET', '/api/activities?date=2031-05-05'),
      200,
    );
    expect(list.activities.map(({ activityId }) => activityId)).toEqual([ofDay.activityId]);
    expect(list.upcoming.map(({ activityId }) => activityId)).toContain(next.activityId);
    expect(list.activities[0]).toMatchObject({ admitted: 0, points: 100 });
  });
});

describe('kiosks', () => {
  test('a code enrolls once; used, expired, replaced and unknown ones have their words', async () => {
    const { activityId } = await node.makeActivity();
    const made = await read(
      CreatedKioskSchema,
      await node.ask('POST', '/api/kiosks', { activityId, name: '受付1' }),
      201,
    );
    expect(made.enrollmentCode).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    const enroll = (enrollmentCode: string) =>
      node.askPublic('POST', '/api/kiosks/enroll', { enrollmentCode });
    const typed = made.enrollmentCode.toLowerCase().replace('-', ' ');
    const enrolled = await read(EnrolledKioskSchema, await enroll(typed), 201);
    expect(await codeOf(await enroll(made.enrollmentCode))).toBe('enrollment-code-used');
    expect(await codeOf(await enroll('ZZZZ-ZZZZ'))).toBe('enrollment-code-unknown');
    expect(await codeOf(await enroll('ZZZZ'))).toBe('request-malformed');
    const again = await node.ask('POST', `/api/kiosks/${made.kioskId}/enrollment-code`);
    const second = await read(CreatedKioskSchema, again, 201);
    expect(await codeOf(await enroll(made.enrollmentCode))).toBe('enrollment-code-unknown');
    await runSql(
      system.databaseUrl,
      "update kiosk_enrollments set expires_at = now() - interval '1 s'",
    );
    expect(await codeOf(await enroll(second.enrollmentCode))).toBe('enrollment-code-expired');

    const kept = await runSql(system.databaseUrl, 'select * from kiosks, kiosk_enrollments');
    expect(JSON.stringify(kept)).not.toContain(enrolled.token);
    expect(JSON.stringify(kept)).not.toContain(made.enrollmentCode.replace('-', ''));

    expect((await node.ask('DELETE', `/api/kiosks/${made.kioskId}`)).status).toBe(204);
    expect((await node.ask('DELETE', `/api/kiosks/${made.kioskId}`)).status).toBe(204);
    expect(
      await codeOf(await node.ask('POST', `/api/kiosks/${made.kioskId}/enrollment-code`)),
    ).toBe('kiosk-revoked');
    const { kiosks } = await read(
      KioskListSchema,
      await node.ask('GET', `/api/kiosks?activityId=${activityId}`),
      200,
    );
    expect(kiosks).toMatchObject([
      { state: 'revoked', online: false, exitPin: expect.any(String) },
    ]);
  });

  test('codes cannot be guessed for long, right ones cost nothing', async () => {
    // Its clock stands: however slowly this goes, nothing is filled up meanwhile.
    const atMs = Date.now();
    const node2 = await system.startNode({ nowMs: () => atMs });
    const { activityId } = await node2.makeActivity();
    for (let times = 0; times < 25; times += 1) await node2.enrollKiosk(activityId);
    const codes = new Set<string>();
    for (let times = 0; times < 30; times += 1) {
      const enrollmentCode = `2222-222${times % 10}`;
      codes.add(
        await codeOf(await node2.askPublic('POST', '/api/kiosks/enroll', { enrollmentCode })),
      );
    }
    expect(codes).toEqual(new Set(['enrollment-code-unknown', 'rate-limited']));
  });
});

describe('participants', () => {
  test('a phone joins, shows a pass that kiosks verify, and sees its points', async () => {
    const person = await node.makePerson('そらまめ');
    const authorization = `Bearer ${person.token}`;
    const get = (path: string) => fetch(node.base + path, { headers: { authorization } });
    const activity = await node.makeActivity();
    const { token, publicKeys } = await (async () => {
      const made = await read(
        CreatedKioskSchema,
        await node.ask('POST', '/api/kiosks', { activityId: activity.activityId, name: 'x' }),
        201,
      );
      const { enrollmentCode } = made;
      const answer = await node.askPublic('POST', '/api/kiosks/enroll', { enrollmentCode });
      return read(EnrolledKioskSchema, answer, 201);
    })();
    const shown = await read(PassAnswerSchema, await get('/api/me/pass'), 200);
    expect(shown.pass).toBe(person.pass);
    const verifiers = createPassVerifiers<CryptoKey>(globalThis.crypto.subtle, publicKeys);
    expect(await checkPass(shown.pass, Date.now(), verifiers)).toMatchObject({ ok: true });

    const worker = await system.startWorker();
    const kiosk = node.kioskSocket(token);
    await kiosk.emitWithAck('scan:submit', scanOf(person.pass));
    await eventually('the points are booked', async () => {
      const me = await read(MeSchema, await get('/api/me'), 200);
      return me.balance === 100 && me.participations === 1 && me.rank.rankId === 'sprout';
    });
    const { entries } = await read(EntryListSchema, await get('/api/me/entries'), 200);
    expect(entries).toMatchObject([
      { amount: 100, activity: { activityId: activity.activityId, name: activity.name } },
    ]);
    await worker.close();
  });

  test('an unknown bearer token', async () => {
    expect(await codeOf(await node.askPublic('GET', '/api/me'))).toBe('token-unknown');
    const answer = await fetch(`${node.base}/api/me`, {
      headers: { authorization: 'Bearer nobody' },
    });
    expect(await codeOf(answer)).toBe('token-unknown');
  });
});

describe('for those who run it', () => {
  test('every answer carries the security headers', async () => {
    for (const path of ['/healthz', '/api/session', '/nowhere']) {
      const { headers } = await node.askPublic('GET', path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
      expect(policy).toContain(`ws://127.0.0.1:${node.server.port}`);
      expect(policy).not.toContain('unsafe-eval;');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('permissions-policy')).toContain('camera=(self)');
      expect(headers.get('strict-transport-security')).toBeNull();
    }
  });

  test('alive, ready, figures without a person in them', async () => {
    expect((await node.askPublic('GET', '/healthz')).status).toBe(200);
    expect(await (await node.askPublic('GET', '/readyz')).json()).toEqual({
      ready: true,
      away: [],
    });
    const person = await node.makePerson('つばめ');
    const { token } = await node.enrollKiosk((await node.makeActivity()).activityId);
    await node.kioskSocket(token).emitWithAck('scan:submit', scanOf(person.pass));
    const figures = await (await node.askPublic('GET', '/metrics')).text();
    expect(figures).toMatch(/tsudoi_scans_total\{outcome="admitted",replayed="false"\} \d/);
    expect(figures).toMatch(/tsudoi_scan_answer_seconds_count \d/);
    expect(figures).toMatch(/tsudoi_kiosk_sockets [1-9]/);
    expect(figures).toContain('tsudoi_activities_with_backlog');
    expect(figures).not.toContain(person.participantId);
    expect(figures).not.toContain('つばめ');
  });

  test('the description names every route and refers to nothing that it lacks', async () => {
    const description = await (await node.askPublic('GET', '/openapi.json')).json();
    expect(description.openapi).toBe('3.1.0');
    const operations = Object.entries<Record<string, unknown>>(description.paths).flatMap(
      ([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`),
    );
    for (const expected of [
      'post /api/session',
      'post /api/participants',
      'patch /api/activities/{activityId}',
      'get /api/activities/{activityId}/attendance',
      'post /api/kiosks/enroll',
      'delete /api/kiosks/{kioskId}',
      'get /api/passes',
      'patch /api/conflicts/{conflictId}',
      'get /readyz',
    ]) {
      expect(operations).toContain(expected);
    }
    const body = description.paths['/api/participants'].post.requestBody;
    expect(body.content['application/json'].schema).toMatchObject({
      type: 'object',
      required: ['nickname'],
      additionalProperties: false,
    });
    const references = JSON.stringify(description).match(/"\$ref":"#\/[^"]+"/g) ?? [];
    expect(new Set(references)).toEqual(new Set(['"$ref":"#/components/schemas/Problem"']));
  });
});
