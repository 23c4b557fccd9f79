/** `/api/staff` (administrators): who may log in. */
import * as v from 'valibot';
import { LIMITS } from './limits.ts';
import { LoginSchema, STAFF_ROLES } from './people.ts';
import { InstantSchema, UuidSchema, lineSchema } from './values.ts';

export const StaffMemberSchema = v.object({
  staffId: UuidSchema,
  email: v.string(),
  displayName: v.string(),
  role: v.picklist(STAFF_ROLES),
  createdAt: InstantSchema,
});
export type StaffMember = v.InferOutput<typeof StaffMemberSchema>;
export const StaffListSchema = v.object({ staff: v.array(StaffMemberSchema) });

export const NewStaffMemberSchema = v.strictObject({
  email: LoginSchema.entries.email,
  displayName: lineSchema(LIMITS.displayNameLengthMax),
});

/** The password is shown once. */
export const CreatedStaffMemberSchema = v.object({
  ...StaffMemberSchema.entries,
  password: v.string(),
});
export type CreatedStaffMember = v.InferOutput<typeof CreatedStaffMemberSchema>;
