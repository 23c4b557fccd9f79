/**
 * A hand scanner that types: key bursts faster than any hand, ending with Enter, Tab or silence.
 * Pure: fed with key presses, it says what each of them is.
 *
 * The scanner's layout need not be the tablet's, and an input method may stand between: what the keys
 * *mean* is taken when that is a code of ours, else what they are on a US or a Japanese keyboard.
 */
import { KIOSK_LIMITS } from './kiosk-limits.ts';
import { JAPANESE_KEYS, US_KEYS, type KeyTable } from './key-tables.ts';
import { isOurCode } from './shown-code.ts';

/** The part of a KeyboardEvent that counts. */
export interface KeyPress {
  /** `KeyboardEvent.key`: one sign, or a name (`Enter`, `Shift`, `Process`). */
  readonly key: string;
  /** `KeyboardEvent.code`: the place on the keyboard. */
  readonly code: string;
  readonly shift: boolean;
  /** Control, Alt or Meta is held: a shortcut, never a scanner. */
  readonly modified: boolean;
  readonly atMs: number;
}

export type KeyMeaning =
  /** Nothing to do with a scanner, or not known yet. */
  | { readonly kind: 'typing' }
  /** Too fast for a hand: keep it from the page. `first` tells that the burst was just recognised. */
  | { readonly kind: 'scanning'; readonly first: boolean }
  /** The end of a scan. */
  | { readonly kind: 'scanned'; readonly text: string };

/** So many fast keys in a row are no hand. */
const RECOGNISED_AT = 4;
const TYPING: KeyMeaning = { kind: 'typing' };

export class KeyboardWedge {
  #presses: KeyPress[] = [];
  #lastAtMs = -Infinity;

  press(press: KeyPress): KeyMeaning {
    if (SILENT_KEYS.has(press.key)) return TYPING;
    if (press.atMs - this.#lastAtMs > this.#gapMs) this.#presses = [];
    this.#lastAtMs = press.atMs;
    if (press.modified) {
      this.#presses = [];
      return TYPING;
    }
    if (press.key === 'Enter' || press.key === 'Tab') return this.#end();
    if (!isSign(press)) {
      this.#presses = [];
      return TYPING;
    }
    if (this.#presses.length >= KIOSK_LIMITS.wedgeLengthMax)
      return { kind: 'scanning', first: false };
    this.#presses.push(press);
    const count = this.#presses.length;
    return count < RECOGNISED_AT ? TYPING : { kind: 'scanning', first: count === RECOGNISED_AT };
  }

  /**
   * To be called some time after the last key: a scanner that ends with nothing is done, and what was
   * only fast typing is given back.
   * @returns `null` while it is too early, or nothing was kept back
   */
  silence(atMs: number): { readonly kind: 'scanned' | 'typed'; readonly text: string } | null {
    if (atMs - this.#lastAtMs < KIOSK_LIMITS.wedgeSilenceMs) return null;
    const candidates = readings(this.#presses);
    this.#presses = [];
    const code = candidates.find(isOurCode);
    if (code !== undefined) return { kind: 'scanned', text: code };
    const [typed] = candidates;
    return typed === undefined ? null : { kind: 'typed', text: typed };
  }

  get #gapMs(): number {
    const isRecognised = this.#presses.length >= RECOGNISED_AT;
    return isRecognised ? KIOSK_LIMITS.wedgeScanGapMs : KIOSK_LIMITS.wedgeGapMs;
  }

  #end(): KeyMeaning {
    const presses = this.#presses;
    this.#presses = [];
    this.#lastAtMs = -Infinity;
    if (presses.length < KIOSK_LIMITS.wedgeLengthMin) return TYPING;
    const candidates = readings(presses);
    const text = candidates.find(isOurCode) ?? candidates[0];
    return text === undefined ? TYPING : { kind: 'scanned', text };
  }
}

const SILENT_KEYS: ReadonlySet<string> = new Set(['Shift', 'CapsLock', 'Unidentified']);

/** One sign; or a key that an input method has swallowed, whose place still tells what it was. */
function isSign({ key, code }: KeyPress): boolean {
  return Array.from(key).length === 1 || (IME_KEYS.has(key) && US_KEYS[code] !== undefined);
}
const IME_KEYS: ReadonlySet<string> = new Set(['Process', 'Dead']);

/** What the keys may have said, the likeliest first, each once. */
function readings(presses: readonly KeyPress[]): string[] {
  const byMeaning = presses.map(({ key }) => key).join('');
  const texts = [byMeaning, byPlace(presses, US_KEYS), byPlace(presses, JAPANESE_KEYS)];
  const whole = texts.filter((text) => text !== null && !text.includes('Process'));
  const folded = whole.map((text) => text!.normalize('NFKC'));
  return [...new Set([...folded, ...folded.map((text) => text.toUpperCase())])].filter(Boolean);
}

function byPlace(presses: readonly KeyPress[], table: KeyTable): string | null {
  let text = '';
  for (const { code, shift } of presses) {
    const signs = table[code];
    if (signs === undefined) return null;
    text += signs[shift ? 1 : 0];
  }
  return text;
}
