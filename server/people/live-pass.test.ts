import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeBase45, encodeBase45 } from '#domain/base45.ts';
import { PASS_PREFIX, STEP_SECONDS } from '#domain/pass.ts';
import { CreatedParticipantSchema, PassAnswerSchema } from '#domain/contract/people.ts';
import type { Verdict } from '#domain/contract/scan.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import { openLiveStore } from '../../tests/live-samples.ts';
import { joinWithPhone, newPhoneKey, phoneOf } from '../../tests/phone-client.ts';
import { eventually, read, scanOf, startSystem } from '../../tests/running-system.ts';
import type { KioskSocket, RunningSystem, SystemNode } from '../../tests/running-system.ts';

const MINUTE_MS = 60_000;
const STEP_MS = STEP_SECONDS * 1_000;

let system: RunningSystem;
let node: SystemNode;
let live: LiveStore;

beforeAll(async () => {
  system = await startSystem();
  node = system.node;
  live = await openLiveStore(system.redis.url);
});

afterAll(async () => {
  await live?.close();
  await system?.stop();
});

async function openDoor(changes: Record<string, unknown> = {}): Promise<KioskSocket> {
  const { activityId } = await node.makeActivity(changes);
  const { token } = await node.enrollKiosk(activityId);
  return node.kioskSocket(token);
}

/** What the door says: the outcome, or the reason of a refusal. */
async function said(door: KioskSocket, pass: string, scannedAtMs = Date.now()): Promise<string> {
  const scan = scanOf(pass, { scannedAt: new Date(scannedAtMs).toISOString() });
  const answer = await door.timeout(10_000).emitWithAck('scan:submit', scan);
  if ('failure' in answer) return answer.failure;
  const verdict: Verdict = answer;
  return verdict.outcome === 'refused' ? verdict.reason : verdict.outcome;
}

/** The code with one byte changed, counted from the end. */
function damaged(text: string, fromEnd: number): string {
  const bytes = decodeBase45(text.slice(PASS_PREFIX.length))!;
  bytes[bytes.length - fromEnd]! ^= 1;
  return PASS_PREFIX + encodeBase45(bytes);
}

describe('a live pass at the door', () => {
  test('is admitted, from the cache and from the books', async () => {
    const door = await openDoor();
    const phone = await joinWithPhone(node);
    expect(await said(door, await phone.livePass())).toBe('admitted');
    await live.forgetPerson(phone.participantId);
    expect(await said(await openDoor(), await phone.livePass())).toBe('admitted');
  });

  test('holds for its own step and one on either side, no longer', async () => {
    const phone = await joinWithPhone(node);
    const door = await openDoor({ startsAt: new Date(Date.now() - 3_600_000).toISOString() });
    const now = Date.now();
    expect(await said(door, await phone.livePass(now - 2 * STEP_MS), now)).toBe('pass-stale');
    expect(await said(door, await phone.livePass(now + 2 * STEP_MS), now)).toBe('pass-stale');
    expect(await said(door, await phone.livePass(now - STEP_MS), now)).toBe('admitted');
    expect(await said(door, await phone.livePass(now + STEP_MS), now)).toBe('already-admitted');
  });

  test('photographed a minute ago, or of a phone whose clock is an hour wrong, is stale', async () => {
    const door = await openDoor();
    const phone = await joinWithPhone(node);
    const photograph = await phone.livePass(Date.now() - MINUTE_MS);
    expect(await said(door, photograph)).toBe('pass-stale');
    expect(await said(door, await phone.livePass(Date.now() + 60 * MINUTE_MS))).toBe('pass-stale');
    // Nothing was consumed.
    expect(await said(door, await phone.livePass())).toBe('admitted');
  });

  test('scanned while the network was away counts by the moment of the scan', async () => {
    const door = await openDoor();
    const phone = await joinWithPhone(node);
    const scannedAtMs = Date.now() - 10 * MINUTE_MS;
    expect(await said(door, await phone.livePass(scannedAtMs), scannedAtMs)).toBe('admitted');
  });

  test.each([
    ['the phone did not sign', 1],
    ['the step was moved on', 64 + 1],
    ['the programme did not sign', 64 + 4 + 1],
    ['another key was put in', 64 + 4 + 64 + 1],
  ])('is forged when %s', async (_what, fromEnd) => {
    const { activityId } = await node.makeActivity();
    const { token } = await node.enrollKiosk(activityId);
    const door = node.kioskSocket(token);
    const phone = await joinWithPhone(node);
    const forged = damaged(await phone.livePass(), fromEnd);
    expect(await said(door, forged)).toBe('pass-forged');
    await live.forgetPerson(phone.participantId);
    expect(await said(door, forged)).toBe('pass-forged');
    // CI6: kept with the code shortened; nobody is named by what was forged.
    const kept = await live.readOutbox(activityId, 10);
    expect(kept.map(({ line }) => line.facts)).toMatchObject(
      Array.from({ length: 2 }, () => ({
        participantId: null,
        codeHint: `${forged.slice(0, 11)}…`,
      })),
    );
  });

  test('is forged when another phone shows the credential', async () => {
    const door = await openDoor();
    const phone = await joinWithPhone(node);
    const thief = phoneOf(node, phone.person, await newPhoneKey());
    expect(await said(door, await thief.livePass())).toBe('pass-forged');
    // The credential alone, as the server handed it out, is no pass.
    expect(await said(door, phone.person.pass)).toBe('pass-unreadable');
    expect(await said(door, await phone.livePass())).toBe('admitted');
  });
});

describe('a pass that is about to run out', () => {
  const MONTH_MS = 30 * 24 * 60 * MINUTE_MS;

  test.each([
    ['phone', true],
    ['card', false],
  ] as const)('is renewed as the %s that the phone carries', async (kind, hasKey) => {
    const key = await newPhoneKey();
    const body = { nickname: 'みずたま', ...(hasKey && { devicePublicKeyHex: key.publicKeyHex }) };
    const joined = await node.askPublic('POST', '/api/participants', body);
    const person = await read(CreatedParticipantSchema, joined, 201);
    const lastMonths = Date.parse(person.validUntil) - 2 * MONTH_MS;
    const early = phoneOf(node, person, key);
    const shown = await read(PassAnswerSchema, await early.ask('GET', '/api/me/pass'), 200);
    expect(shown.pass).toBe(person.pass);

    const later = await system.startNode({ nowMs: () => lastMonths });
    const late = phoneOf(later, person, key);
    const next = await read(PassAnswerSchema, await late.ask('GET', '/api/me/pass'), 200);
    expect(next.passKind).toBe(kind);
    expect(next.pass).not.toBe(person.pass);
    expect(Date.parse(next.validUntil)).toBeGreaterThan(Date.parse(person.validUntil) + MONTH_MS);
    // Once: the next time it is the same one.
    const again = await read(PassAnswerSchema, await late.ask('GET', '/api/me/pass'), 200);
    expect(again).toEqual(next);
    const renewed = phoneOf(node, { ...person, ...next }, key);
    const code = hasKey ? await renewed.livePass() : next.pass;
    expect(await said(await openDoor(), code)).toBe('admitted');
  });
});

describe('an activity that takes no cards', () => {
  test('sends cards to the counter and takes phones', async () => {
    const door = await openDoor({ takesCards: false });
    const card = await node.makePerson('けやき');
    expect(card.passKind).toBe('card');
    expect(await said(door, card.pass)).toBe('card-not-taken');
    expect(await said(door, await (await joinWithPhone(node)).livePass())).toBe('admitted');
  });

  test('takes them again after staff allow it', async () => {
    const { activityId } = await node.makeActivity({ takesCards: false });
    const { token } = await node.enrollKiosk(activityId);
    const door = node.kioskSocket(token);
    const card = await node.makePerson('つばめ');
    expect(await said(door, card.pass)).toBe('card-not-taken');
    await node.ask('PATCH', `/api/activities/${activityId}`, { takesCards: true });
    await eventually('the card is taken', async () => (await said(door, card.pass)) === 'admitted');
  });
});
