/**
 * People and their passes: brings them from the books into the live store's cache, issues passes,
 * and recognises a pass by its digest, so that the hot path needs no signature check.
 */
import { hash } from 'node:crypto';
import { decodeBase45 } from '#domain/base45.ts';
import { PASS_PREFIX, issueCredential, issuePass } from '#domain/pass.ts';
import type { PassVerifiers, ReadPass, Sign } from '#domain/pass.ts';
import { bytesFromHex } from '#domain/signing.ts';
import type { Ledger, PassRow, PersonRow } from '#stores/ledger/ledger.ts';
import type { NewPass } from '#stores/ledger/records.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import { singly } from '../renewals.ts';

/** Half of SHA-256 is plenty against a second pass of the same digest. */
const DIGEST_HEX_LENGTH = 32;
/** The digest of a pass that cannot be issued again here (another key): matches nothing. */
const NO_DIGEST = '';
/** How long a pass holds from the day it is made. */
const PASS_VALID_MS = 3 * 366 * 24 * 60 * 60 * 1000;
/** A phone that opens its page in the last months is given the next pass, so that none runs out. */
const RENEWED_BEFORE_MS = 90 * 24 * 60 * 60 * 1000;
/** Signing for many persons at once would hold up the scans. */
const CARDS_SIGNED_AT_ONCE = 50;

/** Of those that somebody holds, the one that their phone carries before a card, and the newest. */
export function newestPass({ passes }: Pick<PersonRow, 'passes'>): PassRow | undefined {
  const held = passes.filter(({ revoked }) => !revoked);
  const byAge = held.toSorted((a, b) => b.serial - a.serial);
  return byAge.find(({ onPhone }) => onPhone) ?? byAge[0];
}

/** A card is renewed at the counter, where somebody hands over the next one. */
export function isToBeRenewed({ onPhone, validUntilS }: PassRow, atMs: number): boolean {
  return onPhone && validUntilS * 1_000 - atMs < RENEWED_BEFORE_MS;
}

export interface PeopleDesk {
  /**
   * What the person is given: a card's text, or the credential that a phone makes its codes from.
   * The same row gives the same text.
   */
  passText(row: PassRow): Promise<string>;
  /** For the books: a phone's pass with its key (hex), or a card for `null`. */
  newPass(devicePublicKeyHex: string | null, atMs: number): NewPass;
  readonly verifiers: PassVerifiers;
  /** Reads a person from the books into the cache; one read at a time a person. `null`: unknown. */
  hydrate(participantId: string, presented?: ReadPass): Promise<PersonRow | null>;
  /** Puts persons into the cache whose rows are known already (new ones, demo, benchmarks). */
  remember(person: PersonRow): Promise<void>;
  passTexts(rows: readonly PassRow[]): Promise<string[]>;
}

/**
 * First 32 hex digits of SHA-256 over what never changes of a pass, the program's signature
 * included: one that matches what the cache holds is signed by the program.
 */
export function passDigest({ constantBytes }: ReadPass): string {
  return digestOfBytes(constantBytes);
}

function digestOfBytes(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex').slice(0, DIGEST_HEX_LENGTH);
}

export function createPeopleDesk({
  ledger,
  live,
  keyId,
  sign,
  verifiers,
}: {
  readonly ledger: Ledger;
  readonly live: LiveStore;
  /** The program's present key. */
  readonly keyId: number;
  readonly sign: Sign;
  readonly verifiers: PassVerifiers;
}): PeopleDesk {
  const hydrating = new Map<string, Promise<PersonRow | null>>();

  const passText = (row: PassRow): Promise<string> => {
    if (row.keyId !== keyId) {
      throw new Error(`Pass ${row.serial} is of key ${row.keyId}, which does not sign any more.`);
    }
    const { kind, devicePublicKeyHex } = row;
    if (kind === 'card') return issuePass(row, sign);
    if (devicePublicKeyHex === null) throw new Error(`Pass ${row.serial} has no phone's key.`);
    return issueCredential(row, bytesFromHex(devicePublicKeyHex), sign);
  };

  async function digestOf(row: PassRow, presented: ReadPass | undefined): Promise<string> {
    if (presented !== undefined && presented.serial === row.serial) return passDigest(presented);
    if (row.keyId !== keyId) return NO_DIGEST;
    const text = await passText(row);
    return digestOfBytes(decodeBase45(text.slice(PASS_PREFIX.length))!);
  }

  async function remember(person: PersonRow, presented?: ReadPass): Promise<void> {
    const passes = await Promise.all(
      person.passes.map(async (row) => ({
        serial: row.serial,
        digest: await digestOf(row, presented),
        revoked: row.revoked,
      })),
    );
    await live.putPerson({
      participantId: person.participantId,
      nickname: person.nickname,
      passes,
      participationsByYear: person.participationsByYear,
    });
  }

  return {
    passText,
    newPass: (devicePublicKeyHex, atMs) => ({
      kind: devicePublicKeyHex === null ? 'card' : 'phone',
      keyId,
      validUntilS: Math.floor((atMs + PASS_VALID_MS) / 1_000),
      devicePublicKeyHex,
    }),
    verifiers,
    hydrate: (participantId, presented) =>
      singly(hydrating, participantId, async () => {
        const person = await ledger.person(participantId);
        if (person !== null) await remember(person, presented);
        return person;
      }),
    remember: (person) => remember(person),
    async passTexts(rows) {
      const texts: string[] = [];
      for (let at = 0; at < rows.length; at += CARDS_SIGNED_AT_ONCE) {
        const some = rows.slice(at, at + CARDS_SIGNED_AT_ONCE);
        texts.push(...(await Promise.all(some.map(passText))));
      }
      return texts;
    },
  };
}
