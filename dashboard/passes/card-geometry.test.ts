import { describe, expect, test } from 'vitest';
import { qrCode } from '#ui/qr.ts';
import {
  CARD,
  CARDS_PER_SHEET,
  cardPosition,
  cutLines,
  HONORIFIC_SIZE_MM,
  layoutName,
  MARGIN,
  QR,
  SHEET,
  spacedNumber,
  TEXT_X_MM,
  WALL,
  widthEm,
} from './card-geometry.ts';

test('ten bank-card sized cards fill A4 but for margins of 19.4 and 13.5 mm', () => {
  expect(CARDS_PER_SHEET).toBe(10);
  expect(MARGIN.leftMm).toBeCloseTo(19.4);
  expect(MARGIN.topMm).toBeCloseTo(13.5);
  expect(cardPosition(0)).toEqual({ xMm: MARGIN.leftMm, yMm: MARGIN.topMm });
  const last = cardPosition(9);
  expect(last.xMm + CARD.widthMm).toBeCloseTo(SHEET.widthMm - MARGIN.leftMm);
  expect(last.yMm + CARD.heightMm).toBeCloseTo(SHEET.heightMm - MARGIN.topMm);
});

test('every cutting mark lies outside the cards and on the sheet', () => {
  const { marks, hairs } = cutLines();
  expect(marks).toHaveLength(2 * 3 + 2 * 6);
  expect(hairs).toHaveLength(1 + 4);
  for (const { x1, y1, x2, y2 } of marks) {
    const beside = x2 < MARGIN.leftMm || x1 > SHEET.widthMm - MARGIN.leftMm;
    const aboveOrBelow = y2 < MARGIN.topMm || y1 > SHEET.heightMm - MARGIN.topMm;
    expect(beside || aboveOrBelow).toBe(true);
    expect(Math.min(x1, y1)).toBeGreaterThan(5);
    expect(x2).toBeLessThan(SHEET.widthMm - 5);
    expect(y2).toBeLessThan(SHEET.heightMm - 5);
  }
});

test('a card pass is a version 6 code whose quiet zone is free of words, wall and edges', () => {
  const code = qrCode(`TS1:${'A'.repeat(137)}`, 'M');
  expect(code.version).toBe(6);
  const quietMm = (QR.edgeMm / code.modules) * QR.quietModules;
  expect(QR.xMm - quietMm).toBeGreaterThanOrEqual(0);
  expect(QR.yMm - quietMm).toBeGreaterThanOrEqual(0);
  expect(QR.yMm + QR.edgeMm + quietMm).toBeLessThanOrEqual(CARD.heightMm);
  expect(QR.xMm + QR.edgeMm + quietMm).toBeLessThanOrEqual(WALL.baseXMm + 0.05);
  expect(QR.xMm + QR.edgeMm + quietMm).toBeLessThanOrEqual(TEXT_X_MM);
});

describe('names', () => {
  const names: [name: string, nickname: string, lines: number][] = [
    ['four kana at full size', 'みずたま', 1],
    ['one letter', 'A', 1],
    ['six kana', 'はなこさんぽ', 2],
    ['twenty kanji', '漢'.repeat(20), 2],
    ['twenty wide letters', 'W'.repeat(20), 2],
    ['two Latin words', 'Maria Fernandez', 2],
    ['families', '👨‍👩‍👧'.repeat(20), 2],
  ];
  test.each(names)('%s stay left of the wall', (_name, nickname, lines) => {
    const layout = layoutName(nickname, 'さん');
    expect(layout.lines).toHaveLength(lines);
    expect(layout.baselinesMm).toHaveLength(lines);
    expect(layout.lines.join('').replaceAll(' ', '')).toBe(nickname.replaceAll(' ', ''));
    for (const line of layout.lines) {
      expect(TEXT_X_MM + widthEm(line) * layout.sizeMm).toBeLessThan(WALL.uprightXMm - 2);
    }
    expect(layout.honorificXMm + 2 * HONORIFIC_SIZE_MM).toBeLessThan(WALL.uprightXMm - 2);
    expect(layout.sizeMm).toBeGreaterThan(1.5);
  });

  test('words are not broken', () => {
    expect(layoutName('Maria Fernandez', '').lines).toEqual(['Maria', 'Fernandez']);
  });
});

test('numbers are read in fours', () => {
  expect(spacedNumber('20417713')).toBe('2041 7713');
  expect(spacedNumber('123')).toBe('123');
});
