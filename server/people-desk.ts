/**
 * People and their passes: brings them from the books into the live store's cache, issues passes,
 * and recognises a pass by its digest, so that the hot path needs no signature check.
 */
import { hash } from 'node:crypto';
import { issuePass, readPass } from '#domain/pass.ts';
import type { ReadPass, Sign, VerifySignature } from '#domain/pass.ts';
import type { Ledger, PassRow, PersonRow } from '#stores/ledger/ledger.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import { singly } from './renewals.ts';

/** Half of SHA-256 is plenty against a second pass of the same digest. */
const DIGEST_HEX_LENGTH = 32;
/** The digest of a pass that cannot be issued again here (another key): matches nothing. */
const NO_DIGEST = '';
/** Signing for many persons at once would hold up the scans. */
const CARDS_SIGNED_AT_ONCE = 50;

export interface PeopleDesk {
  /** The text of a pass; the same row gives the same text. */
  passText(row: PassRow): Promise<string>;
  verify: VerifySignature;
  /** Reads a person from the books into the cache; one read at a time a person. `null`: unknown. */
  hydrate(participantId: string, presented?: ReadPass): Promise<PersonRow | null>;
  /** Puts persons into the cache whose rows are known already (new ones, demo, benchmarks). */
  remember(person: PersonRow): Promise<void>;
  passTexts(rows: readonly PassRow[]): Promise<string[]>;
}

/** First 32 hex digits of SHA-256 over the 91 bytes of a pass: signed bytes and signature. */
export function passDigest(pass: ReadPass): string {
  const { signedBytes, signature } = pass;
  const bytes = new Uint8Array(
    signedBytes.buffer,
    signedBytes.byteOffset,
    signedBytes.length + signature.length,
  );
  return hash('sha256', bytes, 'hex').slice(0, DIGEST_HEX_LENGTH);
}

export function createPeopleDesk({
  ledger,
  live,
  keyId,
  sign,
  verify,
}: {
  readonly ledger: Ledger;
  readonly live: LiveStore;
  /** The program's present key. */
  readonly keyId: number;
  readonly sign: Sign;
  readonly verify: VerifySignature;
}): PeopleDesk {
  const hydrating = new Map<string, Promise<PersonRow | null>>();

  const passText = (row: PassRow): Promise<string> => {
    if (row.keyId !== keyId) {
      throw new Error(`Pass ${row.serial} is of key ${row.keyId}, which does not sign any more.`);
    }
    return issuePass(row, sign);
  };

  async function digestOf(row: PassRow, presented: ReadPass | undefined): Promise<string> {
    if (presented !== undefined && presented.serial === row.serial) return passDigest(presented);
    if (row.keyId !== keyId) return NO_DIGEST;
    return passDigest(readPass(await passText(row))!);
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
    verify,
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
