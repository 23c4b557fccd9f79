/** Names that others gave (of activities, shops, offers): the Japanese one stands in for a missing one. */
import type { Language } from '#ui/language/language.ts';

export interface NamedInLanguages {
  readonly name: string;
  readonly nameEn: string | null;
  readonly nameEasy: string | null;
}

export function nameIn(language: Language, named: NamedInLanguages): string {
  switch (language) {
    case 'ja':
      return named.name;
    case 'en':
      return named.nameEn ?? named.name;
    case 'ja-easy':
      return named.nameEasy ?? named.name;
  }
}
