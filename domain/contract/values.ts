/** Schemas of the values that many messages share. */
import * as v from 'valibot';

const UUID_FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A UUID of any version, lower case. */
export const UuidSchema = v.pipe(v.string(), v.regex(UUID_FORM, 'must be a lower-case UUID'));

/** An instant: ISO 8601 with a zone, e.g. `2026-11-22T04:31:00.000Z`. */
export const InstantSchema = v.pipe(
  v.string(),
  v.maxLength(35),
  v.isoTimestamp(),
  v.check((text) => Number.isFinite(Date.parse(text)), 'must be an instant with a zone'),
);

export const CountSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/**
 * One line of text for people: trimmed, no control or direction-changing characters, which could
 * disguise a name on a screen.
 * @param lengthMax in characters as people count them (grapheme clusters)
 */
export function lineSchema(lengthMax: number) {
  return v.pipe(
    v.string(),
    v.maxLength(lengthMax * 16),
    v.trim(),
    v.normalize('NFC'),
    v.regex(
      /^[^\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\u200B\uFEFF]*$/u,
      'must be plain text',
    ),
    v.minGraphemes(1),
    v.maxGraphemes(lengthMax),
  );
}

/** `#domain/signing.ts` ProgramPublicKey on the wire. */
export const ProgramPublicKeySchema = v.object({
  keyId: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255)),
  publicKeyHex: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

/** Letters and digits that are not mistaken for each other. One-time codes are `XXXX-XXXX` of them. */
export const CODE_ALPHABET = '23456789BCDFGHJKMNPQRTVWXYZ';

/** A one-time code that people type: spaces, hyphens and lower case are forgiven. */
export const typedCodeSchema = v.pipe(
  v.string(),
  v.maxLength(40),
  v.transform((text) => text.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase()),
  v.regex(/^[0-9A-Z]{8}$/, 'must be eight letters and digits'),
);
