import type { Catalogue } from '#ui/language/language.ts';
import { en } from './en.ts';
import { ja, type Messages } from './ja.ts';
import { jaEasy } from './ja-easy.ts';

export type { Messages } from './ja.ts';
export const messages: Catalogue<Messages> = { ja, en, 'ja-easy': jaEasy };
