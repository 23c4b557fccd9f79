/**
 * Whose pass it is. A pass is recognised by its digest, which the cache holds; only what the cache
 * does not know is verified by the program's signature, and only what is signed by us is looked up
 * in the books: a flood of forged codes costs no database anything.
 *
 * A live code is signed by its phone anew at each step, and that signature is verified for each. By
 * WebCrypto, beside the event loop: importing a key that is seen once a day and verifying take about
 * 0.1 ms of a processor, as `node:crypto` does on the event loop itself, its keys kept or not.
 */
import type { RefusalReason } from '#domain/check-in.ts';
import { isExpired, isStale } from '#domain/pass.ts';
import type { ReadPass } from '#domain/pass.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import { passDigest } from './people-desk.ts';
import type { PeopleDesk } from './people-desk.ts';

/** Whose pass it is, or why it is nobody's. */
export type Holder =
  | {
      readonly refusal: RefusalReason | null;
      readonly participantId: string;
      readonly nickname: string;
      readonly participations: number;
    }
  | { readonly refusal: RefusalReason; readonly participantId: null };

const FORGED: Holder = { refusal: 'pass-forged', participantId: null };
const UNKNOWN: Holder = { refusal: 'pass-unknown', participantId: null };

/**
 * Finds out whose pass it is. Rejects with LiveStoreUnavailable, or with LedgerUnavailable when
 * Redis does not know the person and the books are away.
 * @param when the moment of the scan, and the fiscal year to count participations in
 */
export async function holderOf(
  { live, people }: { readonly live: LiveStore; readonly people: PeopleDesk },
  pass: ReadPass,
  { atMs, fiscalYear }: { readonly atMs: number; readonly fiscalYear: number },
): Promise<Holder> {
  const { participantId, serial } = pass;
  const cached = await live.person(participantId, serial, fiscalYear);
  if (cached !== null && cached.pass !== null && cached.pass.digest === passDigest(pass)) {
    if (!(await isShownByItsPhone(pass, people))) return FORGED;
    return {
      refusal: refusalOf(pass, cached.pass.revoked, atMs),
      participantId,
      nickname: cached.nickname,
      participations: cached.participations,
    };
  }
  const { verifyProgram } = people.verifiers;
  if (!(await verifyProgram(pass.keyId, pass.signature, pass.signedBytes))) return FORGED;
  if (!(await isShownByItsPhone(pass, people))) return FORGED;
  const person = await people.hydrate(participantId, pass);
  const row = person?.passes.find((candidate) => candidate.serial === serial);
  if (person === null || row === undefined) return UNKNOWN;
  return {
    refusal: refusalOf(pass, row.revoked, atMs),
    participantId,
    nickname: person.nickname,
    participations: person.participationsByYear[fiscalYear] ?? 0,
  };
}

/** A copy of what stays the same of a live pass opens nothing; a card is whoever's that holds it. */
async function isShownByItsPhone(
  { device }: ReadPass,
  { verifiers }: Pick<PeopleDesk, 'verifiers'>,
): Promise<boolean> {
  if (device === null) return true;
  return verifiers.verifyDevice(device.publicKey, device.signature, device.signedBytes);
}

function refusalOf(pass: ReadPass, revoked: boolean, atMs: number): RefusalReason | null {
  if (revoked) return 'pass-revoked';
  if (isExpired(pass, atMs)) return 'pass-expired';
  return pass.device !== null && isStale(pass.device.step, atMs) ? 'pass-stale' : null;
}
