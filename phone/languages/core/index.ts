/** The words of the phone's shell, pass and my page, in three languages. */
import type { Catalogue } from '#ui/language/language.ts';
import type { RequestProblemCode } from '#ui/problem.ts';
import { en } from './en.ts';
import { ja, type Messages } from './ja.ts';
import { jaEasy } from './ja-easy.ts';

export type { Messages } from './ja.ts';
export const messages: Catalogue<Messages> = { ja, en, 'ja-easy': jaEasy };

/** What happened and what to do, by a problem's code. */
export function problemWords(text: Messages, code: RequestProblemCode): string {
  const words: Partial<Record<RequestProblemCode, string>> = text.problems;
  return words[code] ?? text.problems.other;
}
