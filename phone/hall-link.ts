/** The way from the phone into the hall, with what one holds: nothing of it goes over the line. */
import type { LotteryEntryList } from '#domain/contract/lotteries.ts';

/** As many as the hall takes. */
const HANDED_OVER_MAX = 200;

/**
 * `/stage/<lotteryId>#entries=<base64url of the JSON of LotteryEntryList>`. It has the secret that
 * proves the tag, and stays behind the `#`: browsers send that part to nobody.
 */
export function hallAddress(lotteryId: string, list: LotteryEntryList): string {
  const address = `/stage/${lotteryId}`;
  // Without the secret the tag proves nothing there.
  if (list.ownerTag === null || list.nonceHex === null) return address;
  const handed = { ...list, entries: list.entries.slice(-HANDED_OVER_MAX) };
  const bytes = new TextEncoder().encode(JSON.stringify(handed));
  let letters = '';
  for (const byte of bytes) letters += String.fromCodePoint(byte);
  const text = btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `${address}#entries=${text}`;
}
