/** The code that binds a tablet to an activity, as people and cameras bring it. */
import { CODE_ALPHABET } from '#domain/contract/values.ts';

export const ENROLLMENT_CODE_LENGTH = 8;

/**
 * What was typed, made tidy: full-width and small letters, spaces and hyphens are forgiven, other
 * signs fall away.
 * @returns at most eight letters and digits, capitals
 */
export function tidyEnrollmentCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .slice(0, ENROLLMENT_CODE_LENGTH);
}

/** `XXXX-XXXX`, as it is read aloud. */
export function writtenEnrollmentCode(code: string): string {
  return code.length <= 4 ? code : `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** A sign that no code has: it was mistaken for another one. */
export function strangeSignIn(code: string): string | null {
  return Array.from(code).find((sign) => !CODE_ALPHABET.includes(sign)) ?? null;
}

/**
 * The code in what a camera, a hand scanner or the address bar gives: `…#code=XXXXXXXX` or the bare code.
 * @returns `null` when there is none
 */
export function enrollmentCodeIn(text: string): string | null {
  const fragment = /#(?:.*&)?code=([^&]+)/.exec(text)?.[1];
  const bare = /^[\s0-9A-Za-z-]{8,12}$/.test(text) ? text : null;
  const found = fragment === undefined ? bare : decoded(fragment);
  if (found === null) return null;
  const code = tidyEnrollmentCode(found);
  return code.length === ENROLLMENT_CODE_LENGTH ? code : null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
