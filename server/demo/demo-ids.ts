/** Ids of what is made to try the system with: they follow from names, so that nothing is made twice. */
import { hash } from 'node:crypto';
import { uuidFromBytes } from '#domain/ids.ts';

/** A UUIDv8 (RFC 9562 section 5.8) of a name: the same each time. */
export function demoId(name: string, index: number): string {
  const bytes = Uint8Array.from(hash('sha256', `tsudoi demo ${name} ${index}`, 'buffer'));
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return uuidFromBytes(bytes.subarray(0, 16));
}
