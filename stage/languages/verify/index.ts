import type { Catalogue } from '#ui/language/language.ts';
import { en } from './en.ts';
import { jaEasy } from './ja-easy.ts';
import { ja, type VerifyMessages } from './ja.ts';

export type { VerifyMessages } from './ja.ts';
export const messages: Catalogue<VerifyMessages> = { ja, en, 'ja-easy': jaEasy };
