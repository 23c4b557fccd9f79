import { describe, expect, test } from 'vitest';
import type { CertificateContent, CertifiedActivity } from '#domain/certificate.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import { readPdf } from '../../tests/pdf-text.ts';
import { writeCertificate } from './certificate-document.ts';
import { createCertificateFonts } from './certificate-fonts.ts';
import { writeFiscalYear, writeFiscalYearDays, writeMinutes } from './certificate-words.ts';

const ID = '019ab1c2-0000-7000-8000-0123456789ab';
const ADDRESS = `https://tsudoi.example/certificate/${ID}#${'0123456789abcdef'.repeat(8)}`;
const BYTES_MAX = 200_000;
const fonts = createCertificateFonts();

const help: CertifiedActivity = {
  date: '2026-06-07',
  name: 'スマホお悩み相談室',
  organizer: '市民協働課',
  venue: '大江交流室',
  minutes: 95,
};

function contentOf(changes: Partial<CertificateContent> = {}): CertificateContent {
  return {
    certificateId: ID,
    name: 'みずたま',
    fiscalYear: 2026,
    participations: 12,
    minutes: 1110,
    rankName: '楠',
    activities: [help, { ...help, date: '2026-07-12', name: 'Town walk', minutes: null }],
    issuedAt: '2026-11-22T04:31:00.000Z',
    ...changes,
  };
}

async function written(changes: Partial<CertificateContent> = {}, bytesMax = BYTES_MAX) {
  const file = await writeCertificate(fonts, contentOf(changes), ADDRESS);
  expect(file.length).toBeLessThan(bytesMax);
  return readPdf(file);
}

const longest = (letter: string, length: number) => `${letter.repeat(length - 1)}終`;

test('a certificate says what it certifies, in fonts that it carries', async () => {
  const { pages, embeddedFonts, objects } = await written();
  expect(pages).toHaveLength(1);
  for (const said of [
    '活動証明書',
    'みずたま',
    '令和8年度（2026年4月1日から2027年3月31日まで）',
    '12回',
    '18時間30分',
    '楠',
    'スマホお悩み相談室',
    'Town walk',
    '大江交流室',
    '市民協働課',
    '2026年6月7日',
    '1時間35分',
    '令和8年11月22日',
    ID,
    '1 / 1',
  ]) {
    expect(pages[0]).toContain(said);
  }
  expect(embeddedFonts).toBe(2);
  expect(objects).not.toContain('/Subtype /Type1');
  expect(objects).toContain('/Lang (ja)');
  expect(objects).toContain('/MarkInfo');
  expect(objects).not.toContain('みずたま');
});

test('the same certificate has the same bytes, another one has others', async () => {
  const first = await writeCertificate(fonts, contentOf(), ADDRESS);
  expect(await writeCertificate(createCertificateFonts(), contentOf(), ADDRESS)).toEqual(first);
  expect(await writeCertificate(fonts, contentOf({ name: 'みずたき' }), ADDRESS)).not.toEqual(
    first,
  );
});

test('letters of names that few fonts have are there; what none has is seen to be missing', async () => {
  const { pages, embeddedFonts } = await written({ name: '髙﨑\u{E0100} 𠮷野👨‍👩‍👧‍👦\uD800' });
  const letters = pages[0]!.replaceAll('\n', '');
  expect(letters).toContain('髙﨑 〓野〓');
  expect(embeddedFonts).toBeGreaterThan(2);
});

describe('lengths', () => {
  test('many activities go on over numbered pages under the name', async () => {
    const count = LIMITS.certificateActivitiesMax;
    const activities = Array.from({ length: count }, (_, index) => ({
      ...help,
      name: `活動${index + 1}`,
    }));
    const { pages } = await written({ activities, participations: count }, 2 * BYTES_MAX);
    expect(pages.length).toBeGreaterThan(10);
    expect(pages[1]).toContain('みずたま');
    expect(pages.at(-1)).toContain(`${pages.length} / ${pages.length}`);
    const said = pages.join('\n').split('\n');
    for (const { name } of activities) expect(said).toContain(name);
  });

  test('the longest texts are there to the last letter', async () => {
    const { pages } = await written({
      name: longest('花', LIMITS.certificateNameLengthMax),
      rankName: longest('森', 20),
      activities: [
        {
          ...help,
          name: longest('歩', LIMITS.activityNameLengthMax),
          organizer: longest('会', LIMITS.activityNameLengthMax),
          venue: longest('W', LIMITS.venueLengthMax),
        },
      ],
    });
    const letters = pages.join('').replaceAll('\n', '');
    expect(letters).toContain('花'.repeat(LIMITS.certificateNameLengthMax - 1) + '終');
    for (const each of ['森終', '歩終', '会終', 'W終']) expect(letters).toContain(each);
  });

  test('without activities there is still a page', async () => {
    expect((await written({ activities: [], minutes: 0 })).pages).toHaveLength(1);
  });
});

test('no time is said where nobody checked out', async () => {
  const { pages } = await written({ minutes: 0 });
  expect(pages[0]).not.toContain('活動時間');
});

test('numbers in words', () => {
  expect([45, 60, 1110].map(writeMinutes)).toEqual(['45分', '1時間', '18時間30分']);
  expect(writeFiscalYear(2026)).toBe('令和8年度');
  expect(writeFiscalYearDays(2027)).toBe('2027年4月1日から2028年3月31日まで');
});
