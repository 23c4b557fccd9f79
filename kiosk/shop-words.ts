/** A shop's answers in words: for the problem's page, and for screen readers. */
import type { Offer } from '#domain/contract/shops.ts';
import type { Formats } from '#ui/language/formats.ts';
import type { Language } from '#ui/language/language.ts';
import type { ShopMessages } from './languages/shop/index.ts';
import type { ShopAnswer } from './shop-desk-state.ts';
import type { RefusalWords } from './verdict-words.ts';

type OfferNames = Pick<Offer, 'name' | 'nameEn' | 'nameEasy'>;

/** The Japanese name stands in where another one is missing. */
export function offerNameIn(offer: OfferNames, language: Language): string {
  switch (language) {
    case 'en':
      return offer.nameEn ?? offer.name;
    case 'ja-easy':
      return offer.nameEasy ?? offer.name;
    case 'ja':
      break;
  }
  return offer.name;
}

export function problemWords(
  { problem, lack }: Extract<ShopAnswer, { kind: 'problem' }>,
  { problems }: ShopMessages,
  formats: Formats,
): RefusalWords {
  const { head, steps } = problems.of[problem];
  const figures =
    lack === null ? [] : [problems.lack(formats.number(lack.balance), formats.number(lack.needed))];
  return {
    kicker: problem === 'no-answer' ? problems.unsure : problems.kicker,
    head,
    steps: [...figures, ...steps],
    help: problems.help,
  };
}

/** A sentence or two; heads lose their line breaks. */
export function spokenShopAnswer(
  answer: ShopAnswer,
  text: ShopMessages,
  formats: Formats,
  language: Language,
): string {
  const parts = spokenParts(answer, text, formats, language);
  const space = language === 'ja' ? '' : ' ';
  return parts.map((part) => part.replaceAll('\n', space)).join(language === 'en' ? '. ' : '。');
}

function spokenParts(
  answer: ShopAnswer,
  text: ShopMessages,
  formats: Formats,
  language: Language,
): readonly string[] {
  switch (answer.kind) {
    case 'redeemed':
      return [text.taken.kicker, offerNameIn(answer.coupon.offer, language)];
    case 'used':
      return [text.used.head, text.used.sub];
    case 'problem':
      break;
  }
  const { kicker, head, steps } = problemWords(answer, text, formats);
  return [kicker, head, ...steps];
}
