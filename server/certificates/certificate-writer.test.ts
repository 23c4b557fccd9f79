import { expect, test } from 'vitest';
import type { CertificateContent } from '#domain/certificate.ts';
import { readPdf } from '../../tests/pdf-text.ts';
import { createCertificateWriter } from './certificate-writer.ts';
import { ProblemError } from '../errors.ts';

const address = 'https://tsudoi.example/certificate/x#y';

function contentOf(changes: Partial<CertificateContent> = {}): CertificateContent {
  return {
    certificateId: '019ab1c2-0000-7000-8000-0123456789ab',
    name: 'みずたま',
    fiscalYear: 2026,
    participations: 1,
    minutes: 0,
    rankName: '新芽',
    activities: [],
    issuedAt: '2026-11-22T04:31:00.000Z',
    ...changes,
  };
}

test('papers that are asked for at once are each one’s own', async () => {
  const writer = createCertificateWriter();
  const names = ['はなこ', 'けやき', 'つばめ'];
  const files = await Promise.all(
    names.map((name) => writer.write({ content: contentOf({ name }), address })),
  );
  for (const [index, file] of files.entries()) {
    expect(readPdf(file).pages[0]).toContain(names[index]);
  }
});

test('one that cannot be written holds up no other', async () => {
  const writer = createCertificateWriter();
  const broken = writer.write({ content: contentOf({ issuedAt: 'never' }), address });
  const sound = writer.write({ content: contentOf(), address });
  await expect(broken).rejects.toThrow(/RangeError/);
  expect(readPdf(await sound).pages).toHaveLength(1);
});

test('whoever finds too many waiting is asked to come again', async () => {
  const writer = createCertificateWriter();
  const results = await Promise.allSettled(
    Array.from({ length: 60 }, () => writer.write({ content: contentOf(), address })),
  );
  const refused = results.filter((result) => result.status === 'rejected');
  expect(refused).toHaveLength(10);
  for (const { reason } of refused) {
    expect(reason instanceof ProblemError && reason.code).toBe('rate-limited');
  }
  expect((await writer.write({ content: contentOf(), address })).length).toBeGreaterThan(0);
});
