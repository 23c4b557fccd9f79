import { describe, expect, test } from 'vitest';
import { formatsFor } from '#ui/language/formats.ts';
import { LANGUAGES } from '#ui/language/language.ts';
import type { RequestProblem, RequestProblemCode } from '#ui/problem.ts';
import { shopMessages } from './languages/shop/index.ts';
import { answerOfProblem, endOf, isDecided, problemName } from './shop-answers.ts';
import { problemWords, spokenShopAnswer } from './shop-words.ts';

const problem = (code: RequestProblemCode, more: Partial<RequestProblem> = {}): RequestProblem => ({
  ok: false,
  code,
  status: 409,
  ...more,
});

describe('what the clerk is told', () => {
  test('a coupon that was used: when it was', () => {
    const firstAt = '2026-11-22T04:31:00.000Z';
    expect(answerOfProblem(problem('coupon-used', { firstAt }))).toEqual({ kind: 'used', firstAt });
    expect(answerOfProblem(problem('coupon-used'))).toEqual({ kind: 'used', firstAt: null });
  });

  test('PT3 not enough points: with the figures', () => {
    const answer = answerOfProblem(problem('balance-insufficient', { balance: 80, needed: 100 }));
    if (answer.kind !== 'problem') throw new Error('no problem');
    const words = problemWords(answer, shopMessages.ja, formatsFor('ja'));
    expect(words.head).toContain('足りません');
    expect(words.steps[0]).toBe('100ポイント必要で\nいま80ポイントです');
  });

  test('CI4 no answer is never told as nothing used; a network that is known to be away is', () => {
    const [unsure, offline] = (['no-answer', 'offline'] as const).map((name) =>
      problemWords(
        { kind: 'problem', problem: name, lack: null },
        shopMessages.ja,
        formatsFor('ja'),
      ),
    );
    expect(unsure?.kicker).toBe('受け取れたか、まだ確認できていません');
    expect(offline?.kicker).toBe('クーポンはまだ受け取っていません');
    expect(answerOfProblem(problem('network-unreachable'))).toMatchObject({ problem: 'no-answer' });
  });

  test.each([
    ['coupon-of-another-shop', 'coupon-of-another-shop', true],
    ['code-stale', 'code-stale', true],
    ['code-of-a-pass', 'code-of-a-pass', true],
    ['request-malformed', 'code-unreadable', true],
    ['offer-unknown', 'offer-closed', true],
    ['network-unreachable', 'no-answer', false],
    ['unavailable', 'unavailable', false],
    ['rate-limited', 'busy', false],
    ['internal', 'other', false],
    ['answer-unreadable', 'other', false],
  ] as const)('%s is %s; decided: %s', (code, name, decided) => {
    expect(problemName(code)).toBe(name);
    expect(isDecided(name)).toBe(decided);
  });

  test('KS3 a device that may not any more, and an old page', () => {
    expect((['kiosk-revoked', 'token-unknown', 'protocol-outdated'] as const).map(endOf)).toEqual([
      'revoked',
      'token-unknown',
      'outdated',
    ]);
    expect(endOf('unavailable')).toBeNull();
  });

  test('is spoken whole in three languages', () => {
    for (const language of LANGUAGES) {
      const spoken = spokenShopAnswer(
        { kind: 'problem', problem: 'code-of-a-pass', lack: null },
        shopMessages[language],
        formatsFor(language),
        language,
      );
      expect(spoken).not.toContain('\n');
      expect(spoken.length).toBeGreaterThan(20);
    }
  });
});
