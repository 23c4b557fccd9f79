import { expect, test } from 'vitest';
import { announce } from './announcement.ts';
import type { Announcement } from './announcement.ts';
import { generatePassword } from './password.ts';

const plain: Announcement = {
  scheme: 'http',
  port: 8080,
  networkAddresses: ['192.0.2.7', '198.51.100.9'],
  isOwnAuthority: false,
  dataFolder: '/srv/tsudoi',
  builtScreens: ['kiosk', 'dashboard', 'phone', 'stage'],
  isTerminal: false,
  staff: { email: 'staff@tsudoi.example', newPassword: 'k7mq-2222-abcd-wxyz' },
};

test('names every screen, on this machine and for a tablet', async () => {
  const text = await announce(plain);
  for (const path of ['/kiosk/', '/dashboard/', '/dashboard/passes', '/phone/', '/stage/']) {
    expect(text).toContain(`http://localhost:8080${path}\n`);
  }
  expect(text).toContain('http://192.0.2.7:8080/kiosk/');
  expect(text).toContain('http://198.51.100.9:8080/kiosk/');
  expect(text).toContain('/srv/tsudoi');
  const without = await announce({ ...plain, builtScreens: ['kiosk', 'dashboard'] });
  expect(without).toContain('/dashboard/passes');
  expect(without).not.toContain('/phone/');
});

test('says what to do for the camera without https, and nothing of it with https', async () => {
  expect(await announce(plain)).toContain('TSUDOI_TLS=self npm start');
  const secure = await announce({ ...plain, scheme: 'https', isOwnAuthority: true });
  expect(secure).not.toContain('TSUDOI_TLS=self');
  expect(secure).toContain('https://192.0.2.7:8080/tsudoi-ca.crt');
});

test('shows the password only to the start that made it', async () => {
  expect(await announce(plain)).toContain('k7mq-2222-abcd-wxyz');
  const later = await announce({
    ...plain,
    staff: { email: 'a@b.example', newPassword: undefined },
  });
  expect(later).toContain('a@b.example');
  expect(later).not.toContain('パスワード');
});

test('without a network says so and draws no code', async () => {
  const alone = await announce({ ...plain, networkAddresses: [] });
  expect(alone).toContain('このコンピューターだけで使えます');
  expect(alone).not.toMatch(/[▀▄█]/);
  expect(await announce(plain)).toMatch(/[▀▄█]{6}/);
  expect(await announce({ ...plain, isTerminal: true })).toContain('\u001b[30;107m');
});

test('a password is four groups of four readable characters, never the same', () => {
  const passwords = Array.from({ length: 200 }, generatePassword);
  for (const password of passwords)
    expect(password).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
  expect(new Set(passwords).size).toBe(200);
});
