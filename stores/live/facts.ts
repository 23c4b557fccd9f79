/**
 * The facts of a scan as they stand in the outbox: words between spaces, about half of what JSON
 * would take, so that the admit script can take them apart and put them into the stream as they
 * came.
 *
 *     scanId contentHash outcomeId decidedAtMs kioskId participantId|- i|o scannedAtMs c|p|- 0|1[ codeHint]
 *
 * `c|p`: card or phone; `1`: recorded offline. The hint is the rest of the text and may hold spaces.
 */
import type { ScanFacts } from '#domain/contract/outbox.ts';

/** A word that brought a space of its own would shift what follows. */
const FORM = /^\S+ [0-9a-f]{1,128} \S+ \d+ \S+ \S+ [io] -?\d+ [cp-] [01](?: |$)/;
const WORDS_BEFORE_HINT = 10;
const NONE = '-';

/**
 * Instants are kept to the millisecond.
 * @throws TypeError when the facts could not be read again
 */
export function writeFacts(facts: ScanFacts): string {
  const { participantId, via, codeHint } = facts;
  const text =
    `${facts.scanId} ${facts.contentHash} ${facts.outcomeId} ${Date.parse(facts.decidedAt)} ` +
    `${facts.kioskId} ${participantId ?? NONE} ${facts.direction === 'in' ? 'i' : 'o'} ` +
    `${Date.parse(facts.scannedAt)} ${via === null ? NONE : via === 'card' ? 'c' : 'p'} ` +
    `${facts.recordedOffline ? '1' : '0'}${codeHint === null ? '' : ` ${codeHint}`}`;
  if (FORM.test(text)) return text;
  throw new TypeError('The facts of a scan need ids, a hash in hex and instants.');
}

/** What `writeFacts` wrote; to be parsed with the contract's schema. */
export function readFacts(text: string): Readonly<Record<keyof ScanFacts, unknown>> {
  const words = text.split(' ');
  const [scanId, contentHash, outcomeId, decidedAtMs, kioskId, participantId] = words;
  const [direction, scannedAtMs, via, offline] = words.slice(6);
  return {
    outcomeId,
    scanId,
    contentHash,
    kioskId,
    participantId: participantId === NONE ? null : participantId,
    via: via === NONE ? null : { c: 'card', p: 'phone' }[String(via)],
    direction: { i: 'in', o: 'out' }[String(direction)],
    scannedAt: instantOf(scannedAtMs),
    decidedAt: instantOf(decidedAtMs),
    recordedOffline: offline === '1',
    codeHint: words.length > WORDS_BEFORE_HINT ? words.slice(WORDS_BEFORE_HINT).join(' ') : null,
  };
}

/** @param atMs milliseconds since the epoch, as text */
export function instantOf(atMs: string | undefined): string {
  return new Date(Number(atMs)).toISOString();
}
