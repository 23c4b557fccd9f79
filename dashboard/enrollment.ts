/** What a one-time code leads to, and how long it lasts. */

/** Where the tablet goes; it reads the code from the fragment, which is sent to nobody. */
export function kioskAddress(origin: string, enrollmentCode: string): string {
  return `${origin}/kiosk/#code=${enrollmentCode}`;
}

/** Where a phone goes that takes somebody over; the code is in the fragment here too. */
export function phoneAddress(origin: string, transferCode: string): string {
  return `${origin}/phone/move#${transferCode}`;
}

/** What is left of a code's time: `14:05`; `null` when it has run out. */
export function timeLeft(expiresAt: string, nowMs: number): string | null {
  const seconds = Math.ceil((Date.parse(expiresAt) - nowMs) / 1000);
  if (seconds <= 0) return null;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
