/** Ids: UUIDs as text and as 16 bytes. Randomness and time are arguments. */

/**
 * A UUIDv7 (RFC 9562 section 5.7): sortable by time, so that indexes grow at one end.
 * @param atMs milliseconds since the epoch
 * @param random at least 10 bytes of secure randomness
 */
export function uuidv7(atMs: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  for (let index = 0; index < 6; index += 1) {
    bytes[index] = Math.floor(atMs / 2 ** (8 * (5 - index))) & 0xff;
  }
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return uuidFromBytes(bytes);
}

const HEX_OF_BYTE = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Writes 16 bytes as a lower-case UUID. */
export function uuidFromBytes(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < 16; index += 1) {
    if (index === 4 || index === 6 || index === 8 || index === 10) text += '-';
    text += HEX_OF_BYTE[bytes[index]!]!;
  }
  return text;
}

/** Reads a UUID (its form was checked before). */
export function uuidToBytes(uuid: string): Uint8Array {
  const hex = uuid.replaceAll('-', '');
  const bytes = new Uint8Array(16);
  for (let index = 0; index < 16; index += 1) {
    bytes[index] = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
  }
  return bytes;
}
