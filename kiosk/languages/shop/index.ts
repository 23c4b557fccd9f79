import type { Catalogue } from '#ui/language/language.ts';
import { en } from './en.ts';
import { ja, type ShopMessages } from './ja.ts';
import { jaEasy } from './ja-easy.ts';

export type { ShopMessages } from './ja.ts';
export const shopMessages: Catalogue<ShopMessages> = { ja, en, 'ja-easy': jaEasy };
