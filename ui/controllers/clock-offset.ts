/** How far our clock is from the server's, measured by asking and timing the answer. */

export interface ClockSample {
  /** Server time minus our time, ms. */
  offsetMs: number;
  /** The offset is right to within half of this. */
  roundTripMs: number;
}

/** The server's time is taken to be that of the middle between asking and hearing. */
export function clockSample(heard: {
  sentMs: number;
  receivedMs: number;
  serverAt: string | undefined;
}): ClockSample | undefined {
  const serverMs = heard.serverAt === undefined ? Number.NaN : Date.parse(heard.serverAt);
  const roundTripMs = heard.receivedMs - heard.sentMs;
  if (!Number.isFinite(serverMs) || roundTripMs < 0) return undefined;
  return { offsetMs: Math.round(serverMs - heard.sentMs - roundTripMs / 2), roundTripMs };
}
