/** Single checks of a bundle; `verify.ts` names them and puts them in order. */
import { DRAW_FILES } from '../lottery.ts';
import { timeOfRound, verifyBeacon } from './beacon.ts';
import type { Chain } from './beacon.ts';
import type { ComputedBeside } from './beside.ts';
import { commitmentOf, digestOfBytes } from './digest.ts';
import { NO_DICE, SEALED, readSignatures, timeOfFreeze } from './files.ts';
import type { Beacon, FinalFile, FreezeFile, OpenFile } from './files.ts';
import { verifyEd25519 } from './receipt.ts';
import { readResult, writeResult } from './tables.ts';
import type { ResultRow } from './tables.ts';

/** Something in the bundle does not hold. */
export class Unmet extends Error {
  override readonly name = 'Unmet';
}

export function same(what: string, computed: string, said: string): void {
  if (computed !== said) throw new Unmet(`${what} is ${computed}, not ${said}`);
}

export function chainOf(open: OpenFile, chains: readonly Chain[]): Chain | undefined {
  return chains.find(({ hash }) => hash === open.chain);
}

export function checkCommitment(open: OpenFile, kHex: string): void {
  same('the commitment', commitmentOf(open.draw, kHex), open.commit);
}

export function checkDice(open: OpenFile, final: FinalFile): void {
  if (final.dice === NO_DICE && open.chain === SEALED) {
    throw new Unmet('sealed mode needs the dice');
  }
}

export function checkRounds(open: OpenFile, freeze: FreezeFile, chains: readonly Chain[]): void {
  const chain = chainOf(open, chains);
  for (const [index, { prizeId, round }] of freeze.prizes.entries()) {
    const before = freeze.prizes[index - 1];
    if (chain === undefined) {
      if (round !== 0) throw new Unmet(`the round of prize ${prizeId} is not 0 in sealed mode`);
    } else if (round < 1) {
      throw new Unmet(`prize ${prizeId} has no round`);
    } else if (before !== undefined && round !== before.round + open.gap) {
      throw new Unmet(`the round of prize ${prizeId} is not ${open.gap} after the one before`);
    }
  }
  const first = freeze.prizes[0];
  if (chain === undefined || first === undefined) return;
  const leadMs = timeOfRound(chain, first.round) - timeOfFreeze(freeze);
  if (leadMs < open.lead * 1_000) {
    throw new Unmet(`the first round is less than ${open.lead} s after the freeze`);
  }
}

export function checkBeacons(beacons: readonly Beacon[], freeze: FreezeFile, chain: Chain): void {
  const rounds = freeze.prizes.map(({ round }) => round);
  for (const [index, beacon] of beacons.entries()) {
    if (beacon.round !== rounds[index]) throw new Unmet(`round ${beacon.round} is no prize's`);
    if (!verifyBeacon(chain, beacon)) {
      throw new Unmet(`the signature of round ${beacon.round} does not verify`);
    }
  }
  const missing = rounds[beacons.length];
  if (missing !== undefined) throw new Unmet(`round ${missing} is missing`);
}

export function sameResult(bytes: Uint8Array, rows: readonly ResultRow[]): void {
  const given = readResult(bytes);
  for (const [index, row] of rows.entries()) {
    const other = given[index];
    if (other === undefined) throw new Unmet(`row ${index + 1} is missing`);
    for (const [name, value] of Object.entries(row)) {
      if (Reflect.get(other, name) !== value) {
        throw new Unmet(`row ${index + 1}: ${name} must be ${value}`);
      }
    }
  }
  if (given.length > rows.length) throw new Unmet(`row ${rows.length + 1} should not be there`);
  same('the file', digestOfBytes(bytes), digestOfBytes(writeResult(rows)));
}

/** A signature is expected for each of these that is there: for all but the signatures themselves. */
const SIGNED_FILES = DRAW_FILES.filter((name) => name !== 'signatures.tsv');

export function checkSignatures(
  bundle: ReadonlyMap<string, Uint8Array>,
  open: OpenFile,
  beside: ComputedBeside | undefined,
): void {
  const signatures = readSignatures(bundle.get('signatures.tsv') ?? new Uint8Array());
  for (const { fileName, signature } of signatures) {
    const bytes = bundle.get(fileName);
    if (bytes === undefined) throw new Unmet(`${fileName} is signed and missing`);
    const isRight =
      beside?.isSigned?.(fileName, signature, open.key) ??
      verifyEd25519(signature, bytes, open.key);
    if (!isRight) {
      throw new Unmet(`the signature of ${fileName} does not verify`);
    }
  }
  const signed = new Set(signatures.map(({ fileName }) => fileName));
  const unsigned = SIGNED_FILES.find((name) => bundle.has(name) && !signed.has(name));
  if (unsigned !== undefined) throw new Unmet(`${unsigned} is not signed`);
}
