/** The dashboard's words in three languages, and how its parts name things in them. */
import type { RequestProblemCode } from '#ui/problem.ts';
import type { Catalogue, Language } from '#ui/language/language.ts';
import { en } from './en.ts';
import { jaEasy } from './ja-easy.ts';
import { ja, type Messages } from './ja.ts';

export type { Messages } from './ja.ts';
export const messages: Catalogue<Messages> = { ja, en, 'ja-easy': jaEasy };

/** The activity's name in a language; the Japanese one stands in. */
export function nameIn(
  language: Language,
  activity: { name: string; nameEn: string | null; nameEasy: string | null },
): string {
  const names = { ja: activity.name, en: activity.nameEn, 'ja-easy': activity.nameEasy };
  return names[language] ?? activity.name;
}

/** What to do about a failed request, in words. */
export function problemText(text: Messages, code: RequestProblemCode): string {
  const words: Partial<Record<RequestProblemCode, string>> = text.problem;
  return words[code] ?? text.problem.other;
}
