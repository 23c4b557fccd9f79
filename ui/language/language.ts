/**
 * The three languages and their catalogues. Each screen has a folder of its own:
 *   ja.ts       `export const ja = { greeting: 'こんにちは', count: (people: number) => `${people}人` };`
 *               `export type Messages = Widened<typeof ja>;`
 *   en.ts       `export const en: Messages = { … };`
 *   ja-easy.ts  `export const jaEasy: Messages = { … };`
 *   index.ts    `export const messages: Catalogue<Messages> = { ja, en, 'ja-easy': jaEasy };`
 * A missing or extra message does not compile.
 */
export const LANGUAGES = ['ja', 'en', 'ja-easy'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language by its own name: it is never translated. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  ja: '日本語',
  en: 'English',
  'ja-easy': 'やさしい にほんご',
};

/** The value of the `lang` attribute. やさしい日本語 is Japanese. */
export const LANGUAGE_TAGS: Readonly<Record<Language, 'ja' | 'en'>> = {
  ja: 'ja',
  en: 'en',
  'ja-easy': 'ja',
};

/** The shape of a catalogue: texts, functions that return a text, and groups of these. */
export type Widened<Texts> = Texts extends string
  ? string
  : Texts extends (...parameters: infer Parameters) => string
    ? (...parameters: Parameters) => string
    : { readonly [Key in keyof Texts]: Widened<Texts[Key]> };

export type Catalogue<Messages> = Readonly<Record<Language, Messages>>;

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}
