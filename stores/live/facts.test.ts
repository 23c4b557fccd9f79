/** What is written of a scan's facts is what is read again. */
import * as fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { ScanFacts } from '#domain/contract/outbox.ts';
import { ScanFactsSchema } from '#domain/contract/outbox.ts';
import { sampleFacts } from '../../tests/live-samples.ts';
import { readFacts, writeFacts } from './facts.ts';

const facts: fc.Arbitrary<ScanFacts> = fc
  .record({
    known: fc.boolean(),
    via: fc.constantFrom('card', 'phone'),
    direction: fc.constantFrom('in', 'out'),
    atMs: fc.integer({ min: -1_000, max: 4_000_000_000_000 }),
    recordedOffline: fc.boolean(),
    codeHint: fc.option(fc.string({ unit: 'grapheme' })),
  })
  .map(({ known, via, ...others }) =>
    sampleFacts({ ...others, ...(known ? { via } : { via: null, participantId: null }) }),
  );

test('facts come back as they were', () => {
  fc.assert(
    fc.property(facts, (one) => {
      fc.pre(Date.parse(one.decidedAt) >= 0);
      expect(v.parse(ScanFactsSchema, readFacts(writeFacts(one)))).toEqual(one);
    }),
  );
});

test.each<Partial<ScanFacts>>([
  { scanId: 'a b' },
  { scanId: '' },
  { contentHash: 'xyz' },
  { contentHash: '' },
  { outcomeId: 'a\nb' },
  { kioskId: 'a b' },
  { participantId: 'a b' },
  { decidedAt: 'never' },
  { scannedAt: '' },
])('what could not be read again is not written: %o', (changes) => {
  expect(() => writeFacts({ ...sampleFacts(), ...changes })).toThrow(TypeError);
});

test('what was not written by us does not pass the schema', () => {
  for (const text of ['', '{}', writeFacts(sampleFacts()).replace(' i ', ' constructor ')]) {
    expect(() => v.parse(ScanFactsSchema, readFacts(text))).toThrow(Error);
  }
});
