/** Enrolls this tablet by its one-time code, which says whether it is a door's or a shop's. */
import { EnrollmentAnswerSchema } from '#domain/contract/kiosks.ts';
import { requestJson, type RequestProblemCode } from '#ui/problem.ts';
import type { Enrollment } from './device-store.ts';
import type { Messages } from './languages/index.ts';

export type EnrollmentProblem = keyof Messages['enroll']['problems'];

export type EnrollmentResult =
  | { readonly ok: true; readonly enrollment: Enrollment }
  | { readonly ok: false; readonly problem: EnrollmentProblem };

/** @param enrollmentCode eight letters and digits */
export async function enrollKiosk(enrollmentCode: string): Promise<EnrollmentResult> {
  const answer = await requestJson(EnrollmentAnswerSchema, '/api/kiosks/enroll', {
    method: 'POST',
    body: { enrollmentCode },
  });
  if (answer.ok) return { ok: true, enrollment: answer.value };
  return { ok: false, problem: problemOf(answer.code) };
}

/** Which of our sentences tells people what to do. */
function problemOf(code: RequestProblemCode): EnrollmentProblem {
  return PROBLEM_OF_CODE[code] ?? 'other';
}

const PROBLEM_OF_CODE: Partial<Record<RequestProblemCode, EnrollmentProblem>> = {
  'enrollment-code-unknown': 'unknown',
  'request-malformed': 'unknown',
  'enrollment-code-used': 'used',
  'kiosk-revoked': 'used',
  'enrollment-code-expired': 'expired',
  'network-unreachable': 'offline',
  unavailable: 'offline',
  'rate-limited': 'busy',
  'answer-unreadable': 'outdated',
  'protocol-outdated': 'outdated',
};
