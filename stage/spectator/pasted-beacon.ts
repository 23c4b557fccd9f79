/** A beacon that somebody pasted, read and verified on this phone. Heavy: loaded when it is needed. */
import * as v from 'valibot';
import { BeaconOrderSchema, type BeaconOrder } from '#domain/contract/lotteries.ts';
import { QUICKNET, verifyBeacon } from '#domain/draw/beacon.ts';

/** As a relay answers: `{"round":…,"signature":"…"}`; more may stand in it. */
const RelayAnswerSchema = v.pipe(
  v.string(),
  v.transform((text): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  }),
  v.object(BeaconOrderSchema.entries),
);
const SIGNATURE = /^[0-9a-f]{96}$/;

export type Pasted =
  | { readonly name: 'found'; readonly beacon: BeaconOrder }
  /** `unreadable`: neither an answer of a relay nor a signature. */
  | { readonly name: 'unreadable' }
  | { readonly name: 'other-round'; readonly round: number }
  /** The chain's key does not verify it. */
  | { readonly name: 'false' };

/** What somebody pasted: a relay's answer, or its signature alone. Verified by BLS, here. */
export function readBeacon(pasted: string, due: readonly number[]): Pasted {
  const text = pasted.trim();
  if (SIGNATURE.test(text)) {
    const round = due.find((each) => verifyBeacon(QUICKNET, { round: each, signature: text }));
    if (round === undefined) return { name: 'false' };
    return { name: 'found', beacon: { round, signature: text } };
  }
  const answer = v.safeParse(RelayAnswerSchema, text);
  if (!answer.success) return { name: 'unreadable' };
  const beacon = answer.output;
  if (!due.includes(beacon.round)) return { name: 'other-round', round: beacon.round };
  return verifyBeacon(QUICKNET, beacon) ? { name: 'found', beacon } : { name: 'false' };
}
