/** The words of the public pages, apart from the phone's own so that these pages stay small. */
import type { Catalogue } from '#ui/language/language.ts';
import { en } from './en.ts';
import { jaEasy } from './ja-easy.ts';
import { ja, type PublicMessages } from './ja.ts';

export type { PublicMessages } from './ja.ts';
export const messages: Catalogue<PublicMessages> = { ja, en, 'ja-easy': jaEasy };
