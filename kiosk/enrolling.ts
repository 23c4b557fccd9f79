/** Enrolls this tablet by its one-time code. */
import { EnrolledKioskSchema, type EnrolledKiosk } from '#domain/contract/kiosks.ts';
import { requestJson, type RequestProblemCode } from '#ui/problem.ts';
import type { Messages } from './languages/index.ts';

export type EnrollmentProblem = keyof Messages['enroll']['problems'];

export type EnrollmentAnswer =
  | { readonly ok: true; readonly enrollment: EnrolledKiosk }
  | { readonly ok: false; readonly problem: EnrollmentProblem };

/** @param enrollmentCode eight letters and digits */
export async function enrollKiosk(enrollmentCode: string): Promise<EnrollmentAnswer> {
  const answer = await requestJson(EnrolledKioskSchema, '/api/kiosks/enroll', {
    method: 'POST',
    body: { enrollmentCode },
  });
  if (answer.ok) return { ok: true, enrollment: answer.value };
  return { ok: false, problem: problemOf(answer.code) };
}

/** Which of our sentences tells people what to do. */
export function problemOf(code: RequestProblemCode): EnrollmentProblem {
  switch (code) {
    case 'enrollment-code-unknown':
    case 'request-malformed':
      return 'unknown';
    case 'enrollment-code-used':
    case 'kiosk-revoked':
      return 'used';
    case 'enrollment-code-expired':
      return 'expired';
    case 'network-unreachable':
    case 'unavailable':
      return 'offline';
    case 'rate-limited':
      return 'busy';
    case 'answer-unreadable':
    case 'protocol-outdated':
      return 'outdated';
    default:
      return 'other';
  }
}
