/**
 * Base45 (RFC 9285): bytes as text for the alphanumeric mode of a QR code.
 * Two bytes make three characters, a last single byte makes two.
 */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

const VALUE_OF_CODE = new Int8Array(128).fill(-1);
for (let value = 0; value < ALPHABET.length; value += 1) {
  VALUE_OF_CODE[ALPHABET.charCodeAt(value)] = value;
}

/** Encodes bytes of any length. */
export function encodeBase45(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const pair = bytes[at]! * 256 + bytes[at + 1]!;
    text +=
      ALPHABET[pair % 45]! +
      ALPHABET[Math.floor(pair / 45) % 45]! +
      ALPHABET[Math.floor(pair / 2025)]!;
  }
  if (bytes.length % 2 === 1) {
    const last = bytes[bytes.length - 1]!;
    text += ALPHABET[last % 45]! + ALPHABET[Math.floor(last / 45)]!;
  }
  return text;
}

/**
 * Decodes strictly.
 * @returns the bytes, or `null` for a character outside the alphabet, an impossible length, or a
 * group above its range (RFC 9285 section 6: such text must be rejected).
 */
export function decodeBase45(text: string): Uint8Array | null {
  const rest = text.length % 3;
  if (rest === 1) return null;
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (rest === 2 ? 1 : 0));
  let written = 0;
  for (let at = 0; at < text.length; at += 3) {
    const low = valueAt(text, at);
    const middle = valueAt(text, at + 1);
    if (low < 0 || middle < 0) return null;
    if (at + 2 < text.length) {
      const high = valueAt(text, at + 2);
      const pair = low + middle * 45 + high * 2025;
      if (high < 0 || pair > 0xffff) return null;
      bytes[written] = pair >> 8;
      bytes[written + 1] = pair & 0xff;
      written += 2;
    } else {
      const single = low + middle * 45;
      if (single > 0xff) return null;
      bytes[written] = single;
      written += 1;
    }
  }
  return bytes;
}

function valueAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 128 ? VALUE_OF_CODE[code]! : -1;
}
