import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password.ts';

test('a password is verified by its hash, which carries its parameters', async () => {
  const hash = await hashPassword('ひみつ 1');
  expect(hash).toMatch(/^scrypt\$15\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
  expect(await verifyPassword('ひみつ 1', hash)).toBe(true);
  expect(await verifyPassword('ひみつ 2', hash)).toBe(false);
  expect(await hashPassword('ひみつ 1')).not.toBe(hash);
});

test('the same characters typed on another keyboard are the same password', async () => {
  const hash = await hashPassword('ﾊﾟｽﾜｰﾄﾞ１');
  expect(await verifyPassword('パスワード1', hash)).toBe(true);
});

test('a hash with other parameters is still understood', async () => {
  // Made with N = 2^14 by the same rule.
  const older = (await hashPassword('x')).replace('$15$', '$14$');
  expect(await verifyPassword('x', older)).toBe(false);
  await expect(verifyPassword('x', 'md5$abc')).rejects.toThrow('not of a known form');
});

test('nobody of that e-mail: no, after the same work', async () => {
  expect(await verifyPassword('x', null)).toBe(false);
});
