import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase45, encodeBase45 } from './base45.ts';

const utf8 = new TextEncoder();

describe('RFC 9285 section 4.3 and 4.4: the examples', () => {
  test.each([
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
  ])('%s ⇄ %s', (plain, encoded) => {
    expect(encodeBase45(utf8.encode(plain))).toBe(encoded);
    expect(decodeBase45(encoded)).toEqual(utf8.encode(plain));
  });
});

describe('RFC 9285 section 6: what must be rejected', () => {
  test.each([
    ['a length of one character', 'A'],
    ['a length of 3n+1', 'BB8A'],
    ['a triplet above 65535', 'GGW'],
    ['a triplet far above', ':::'],
    ['a pair above 255', '::'],
    ['lower case', 'bb8'],
    ['a character outside ASCII', 'BB８'],
    ['a newline', 'BB8\n'],
  ])('%s', (_name, text) => {
    expect(decodeBase45(text)).toBeNull();
  });
});

test('every byte string survives the way there and back, in 1.5 characters a byte', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = encodeBase45(bytes);
      expect(text.length).toBe(Math.floor(bytes.length / 2) * 3 + (bytes.length % 2) * 2);
      expect(decodeBase45(text)).toEqual(bytes);
    }),
  );
});

test('decoding is strict: a text that decodes is the one its bytes encode to', () => {
  const characters = fc.constantFrom(
    ...Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'),
  );
  fc.assert(
    fc.property(fc.array(characters, { maxLength: 60 }), (list) => {
      const text = list.join('');
      const bytes = decodeBase45(text);
      if (bytes !== null) expect(encodeBase45(bytes)).toBe(text);
    }),
  );
});
