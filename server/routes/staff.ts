/** `/api/staff` (administrators): who may log in. */
import * as v from 'valibot';
import {
  CreatedStaffMemberSchema,
  NewStaffMemberSchema,
  StaffListSchema,
} from '#domain/contract/staff.ts';
import { UuidSchema } from '#domain/contract/values.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { ProblemError } from '../errors.ts';
import { hashPassword } from '../requests/password.ts';
import { route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';
import { newId, newPassword } from '../requests/secrets.ts';
import type { StaffIdentity } from '../requests/sessions.ts';

export interface StaffRouteParts {
  readonly ledger: Ledger;
  readonly nowMs: () => number;
}

export function staffRoutes({ ledger, nowMs }: StaffRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/staff',
      summary: 'Who may log in (administrators).',
      guard: 'staff',
      answer: StaffListSchema,
      status: 200,
      problems: ['not-allowed'],
      async handle({ identity }) {
        assertAdministrator(identity);
        return { body: { staff: await ledger.staff() } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/staff',
      summary: 'Makes an account (administrators); answers with its password, once.',
      guard: 'staff',
      body: NewStaffMemberSchema,
      answer: CreatedStaffMemberSchema,
      status: 201,
      problems: ['not-allowed', 'email-taken'],
      async handle({ identity, body: { email, displayName } }) {
        assertAdministrator(identity);
        const password = newPassword();
        const staffId = newId(nowMs());
        const passwordHash = await hashPassword(password);
        const account = { staffId, email, displayName, passwordHash, role: 'staff' } as const;
        if (!(await ledger.createStaff(account))) throw new ProblemError('email-taken');
        const made = (await ledger.staff()).find((member) => member.staffId === staffId);
        // Another administrator was faster: it is gone again.
        if (made === undefined) throw new ProblemError('not-found');
        return { body: { ...made, password } };
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/staff/:staffId',
      summary: 'Ends an account and its sessions (administrators); not the last administrator.',
      guard: 'staff',
      params: v.object({ staffId: UuidSchema }),
      status: 204,
      problems: ['not-allowed', 'not-found'],
      async handle({ identity, params: { staffId } }) {
        assertAdministrator(identity);
        if (await ledger.removeStaff(staffId)) return { body: undefined };
        const isLast = (await ledger.staff()).some((member) => member.staffId === staffId);
        throw new ProblemError(isLast ? 'not-allowed' : 'not-found');
      },
    }),
  ];
}

function assertAdministrator({ staff }: StaffIdentity): void {
  if (staff.role !== 'administrator') throw new ProblemError('not-allowed');
}
