/** A participant's phone for tests: its key, its requests, its codes and its socket. */
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import * as v from 'valibot';
import { CreatedParticipantSchema, MeSchema } from '#domain/contract/people.ts';
import type { CreatedParticipant, Me } from '#domain/contract/people.ts';
import type { PhoneToServer, ServerToPhone } from '#domain/contract/phone-channel.ts';
import { ProblemSchema } from '#domain/contract/problem.ts';
import type { Problem } from '#domain/contract/problem.ts';
import { NAMESPACES, PROTOCOL_VERSION } from '#domain/contract/protocol.ts';
import { showCouponCode } from '#domain/coupon-code.ts';
import { showLivePass, stepAt } from '#domain/pass.ts';
import type { Sign } from '#domain/pass.ts';
import { createSigner, hexFromBytes } from '#domain/signing.ts';
import { read } from './running-system.ts';
import type { SystemNode } from './running-system.ts';

export type PhoneSocket = Socket<ServerToPhone, PhoneToServer>;

export interface PhoneKey {
  readonly publicKeyHex: string;
  readonly sign: Sign;
}

export interface PhoneClient {
  readonly person: CreatedParticipant;
  readonly participantId: string;
  readonly sign: Sign;
  ask(method: string, path: string, body?: unknown): Promise<Response>;
  /** With an `Idempotency-Key`; a new one unless it is given. */
  spend(path: string, body: unknown, key?: string): Promise<Response>;
  me(): Promise<Me>;
  livePass(atMs?: number): Promise<string>;
  couponCode(couponId: string, atMs?: number): Promise<string>;
  /** Not yet connected, so that nothing is missed before it is listened to. */
  socket(): PhoneSocket;
}

export async function newPhoneKey(): Promise<PhoneKey> {
  const { subtle } = globalThis.crypto;
  const pair = await subtle.generateKey('Ed25519', false, ['sign', 'verify']);
  return {
    publicKeyHex: hexFromBytes(new Uint8Array(await subtle.exportKey('raw', pair.publicKey))),
    sign: createSigner<CryptoKey>(subtle, pair.privateKey),
  };
}

/** Somebody joins with a phone that can make live passes. */
export async function joinWithPhone(node: SystemNode, nickname = 'みずたま'): Promise<PhoneClient> {
  const key = await newPhoneKey();
  const body = { nickname, devicePublicKeyHex: key.publicKeyHex };
  const answer = await node.askPublic('POST', '/api/participants', body);
  return phoneOf(node, await read(CreatedParticipantSchema, answer, 201), key);
}

/** The phone of somebody who joined, or moved to it. */
export function phoneOf(
  node: SystemNode,
  person: CreatedParticipant,
  { sign }: PhoneKey,
): PhoneClient {
  const { participantId, token } = person;
  const ask = (method: string, path: string, body?: unknown, key?: string) =>
    fetch(node.base + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
  return {
    person,
    participantId,
    sign,
    ask: (method, path, body) => ask(method, path, body),
    spend: (path, body, key = randomUUID()) => ask('POST', path, body, key),
    me: async () => read(MeSchema, await ask('GET', '/api/me'), 200),
    async livePass(atMs = Date.now()) {
      const text = await showLivePass(person.pass, stepAt(atMs), sign);
      if (text === null) throw new Error('The pass is no credential.');
      return text;
    },
    couponCode: (couponId, atMs = Date.now()) => showCouponCode(couponId, stepAt(atMs), sign),
    socket: () =>
      io(node.base + NAMESPACES.phone, {
        transports: ['websocket'],
        forceNew: true,
        autoConnect: false,
        auth: { token, protocolVersion: PROTOCOL_VERSION },
        reconnectionDelay: 20,
        reconnectionDelayMax: 100,
      }),
  };
}

/** What a refusal says, after its form was looked at. */
export async function problemIn(answer: Response): Promise<Problem> {
  const text = await answer.text();
  if (!(answer.headers.get('content-type') ?? '').includes('application/problem+json')) {
    throw new Error(`no problem, but ${answer.status}: ${text}`);
  }
  const problem = v.parse(ProblemSchema, JSON.parse(text));
  if (problem.status !== answer.status) throw new Error(`${answer.status}, it says: ${text}`);
  return problem;
}
