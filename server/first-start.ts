/** What a start makes when it is not there yet: the staff account, and examples to try it with. */
import type { Ledger } from '#stores/ledger/ledger.ts';
import { hashPassword } from './requests/password.ts';
import { newId } from './requests/secrets.ts';

/** The account's name as the dashboard shows it; staff departments are its users. */
const FIRST_DISPLAY_NAME = '市民協働課';

export interface StaffAccount {
  readonly email: string;
  /** This start made it, with the candidate password: the one who started it must be told once. */
  readonly created: boolean;
}

/**
 * With a password given, the account of that e-mail is made if there is none. With a candidate,
 * only the very first account.
 */
export async function ensureStaff(
  ledger: Ledger,
  {
    email,
    password,
    candidate,
    nowMs,
  }: {
    readonly email: string;
    readonly password: string | undefined;
    readonly candidate: string | undefined;
    readonly nowMs: number;
  },
): Promise<StaffAccount> {
  const chosen = password ?? ((await ledger.staffCount()) === 0 ? candidate : undefined);
  if (chosen === undefined) return { email, created: false };
  if (password !== undefined && (await ledger.staffByEmail(email)) !== null) {
    return { email, created: false };
  }
  const made = await ledger.createStaff({
    staffId: newId(nowMs),
    email,
    displayName: FIRST_DISPLAY_NAME,
    // Whoever may set the server's settings may make staff.
    role: 'administrator',
    passwordHash: await hashPassword(chosen),
  });
  return { email, created: made && password === undefined };
}
