import type { Catalogue } from '#ui/language/language.ts';
import { en } from './en.ts';
import { jaEasy } from './ja-easy.ts';
import { ja, type CheckMessages } from './ja.ts';

export const messages: Catalogue<CheckMessages> = { ja, en, 'ja-easy': jaEasy };
