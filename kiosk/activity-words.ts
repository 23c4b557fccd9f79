/** How an activity is called in a language, and how much room a text takes. */
import type { Activity } from '#domain/contract/activities.ts';
import type { Language } from '#ui/language/language.ts';

/** The Japanese name stands in where another one is missing. */
export function activityNameIn(activity: Activity, language: Language): string {
  switch (language) {
    case 'en':
      return activity.nameEn ?? activity.name;
    case 'ja-easy':
      return activity.nameEasy ?? activity.name;
    case 'ja':
      break;
  }
  return activity.name;
}

/** Widths of full-width signs; Latin letters are about half as wide. */
export function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) width += sign.charCodeAt(0) < 0x2e80 ? 0.56 : 1;
  return width;
}

/** For style sheets: `short` fits one large line, `long` two, `longest` needs small type. */
export function lengthOf(text: string): 'short' | 'long' | 'longest' {
  const width = widthOf(text);
  if (width <= 15) return 'short';
  return width <= 32 ? 'long' : 'longest';
}
