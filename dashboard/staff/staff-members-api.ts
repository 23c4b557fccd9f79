/** Who may log in; for administrators. */
import type * as v from 'valibot';
import {
  CreatedStaffMemberSchema,
  StaffListSchema,
  type NewStaffMemberSchema,
} from '#domain/contract/staff.ts';
import { NoBodySchema } from '#ui/problem.ts';
import { ask } from '../staff-api.ts';

export const listStaff = () => ask(StaffListSchema, '/api/staff');
export const addStaffMember = (member: v.InferOutput<typeof NewStaffMemberSchema>) =>
  ask(CreatedStaffMemberSchema, '/api/staff', { method: 'POST', body: member });
export const removeStaffMember = (staffId: string) =>
  ask(NoBodySchema, `/api/staff/${staffId}`, { method: 'DELETE' });
