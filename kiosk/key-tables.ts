/** What stands on the keys of two keyboards, by `KeyboardEvent.code`: plain, with Shift. */
export type KeyTable = Readonly<Record<string, readonly [plain: string, shifted: string]>>;

const LETTERS = Object.fromEntries(
  Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ').map((letter) => [
    `Key${letter}`,
    [letter.toLowerCase(), letter] as const,
  ]),
);

/** The number pad, the space bar: the same on both. */
const SAME: KeyTable = {
  ...LETTERS,
  ...Object.fromEntries(
    Array.from('0123456789').map((digit) => [`Numpad${digit}`, [digit, digit] as const]),
  ),
  Space: [' ', ' '],
  NumpadAdd: ['+', '+'],
  NumpadSubtract: ['-', '-'],
  NumpadMultiply: ['*', '*'],
  NumpadDivide: ['/', '/'],
  NumpadDecimal: ['.', '.'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  Comma: [',', '<'],
};

const digitRow = (shifted: string): KeyTable =>
  Object.fromEntries(
    Array.from(shifted).map((sign, index) => {
      const digit = String((index + 1) % 10);
      return [`Digit${digit}`, [digit, sign] as const];
    }),
  );

export const US_KEYS: KeyTable = {
  ...SAME,
  ...digitRow('!@#$%^&*()'),
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Backquote: ['`', '~'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
};

export const JAPANESE_KEYS: KeyTable = {
  ...SAME,
  ...digitRow('!"#$%&\'()0'),
  Minus: ['-', '='],
  Equal: ['^', '~'],
  Semicolon: [';', '+'],
  Quote: [':', '*'],
  BracketLeft: ['@', '`'],
  BracketRight: ['[', '{'],
  Backslash: [']', '}'],
  IntlYen: ['\\', '|'],
  IntlRo: ['\\', '_'],
};
