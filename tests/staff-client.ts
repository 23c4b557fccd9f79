/** Another member of the staff, with a session of their own; for tests. */
import { randomUUID } from 'node:crypto';
import { CreatedStaffMemberSchema } from '#domain/contract/staff.ts';
import type { CreatedStaffMember } from '#domain/contract/staff.ts';
import { read } from './running-system.ts';
import type { SystemNode } from './running-system.ts';
import { logIn } from './staff-desk.ts';

export interface StaffClient {
  readonly member: CreatedStaffMember;
  ask(method: string, path: string, body?: unknown): Promise<Response>;
}

/** The first account, which may do everything, makes another one, which logs in. */
export async function joinStaff(node: SystemNode, displayName = '窓口'): Promise<StaffClient> {
  const email = `${randomUUID()}@tsudoi.example`;
  const made = await node.ask('POST', '/api/staff', { email, displayName });
  const member = await read(CreatedStaffMemberSchema, made, 201);
  const cookie = await logIn(node.base, { email, password: member.password });
  return { member, ask: (method, path, body) => askStaff(node, cookie, { method, path, body }) };
}

/** With an `Idempotency-Key`, as the counter spends. */
export function spendAtCounter(
  node: SystemNode,
  path: string,
  body: unknown,
  key: string = randomUUID(),
): Promise<Response> {
  return askStaff(node, node.cookie, { method: 'POST', path, body, key });
}

function askStaff(
  node: SystemNode,
  cookie: string,
  asked: {
    readonly method: string;
    readonly path: string;
    readonly body: unknown;
    readonly key?: string;
  },
): Promise<Response> {
  const { method, path, body, key } = asked;
  return fetch(node.base + path, {
    method,
    headers: {
      cookie,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
}
