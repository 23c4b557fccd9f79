/** What staff can do about cards from the list of cards. */
import { LIMITS } from '#domain/contract/limits.ts';
import { NewCardSchema } from '#domain/contract/people.ts';
import { issueCard, joinWithCard, revokePass } from '../counter/people-api.ts';
import type { DialogForm } from '../form-dialog.ts';
import { parseFields } from '../form-fields.ts';
import type { Messages } from '../languages/index.ts';
import { spacedNumber } from './card-geometry.ts';
import type { Pass } from './pass-sheet.ts';

/** @param made  the card stands in the list from now on */
export function newCardForm(text: Messages, made: (card: Pass) => Promise<void>): DialogForm {
  const words = text.counter.join;
  return {
    heading: words.heading,
    lead: words.lead,
    fields: [
      {
        kind: 'text',
        name: 'nickname',
        label: words.nickname,
        hint: words.nicknameHint,
        lengthMax: LIMITS.nicknameLengthMax,
      },
    ],
    submit: words.submit,
    send: async (typed) => {
      const parsed = parseFields(NewCardSchema, { nickname: typed['nickname'] ?? '' }, typed);
      if (!parsed.ok) return parsed;
      const answer = await joinWithCard(parsed.value.nickname);
      if (!answer.ok) return { ok: false, problem: answer };
      await made(answer.value);
      return { ok: true };
    },
  };
}

/**
 * A card is replaced, or stopped because it is lost.
 * @param changed  with the card that took its place, or `null`
 */
export function manageCardForm(
  text: Messages,
  pass: Pass,
  changed: (card: Pass | null) => Promise<void>,
): DialogForm {
  const words = text.passes;
  return {
    heading: `${pass.nickname}${words.honorific}`,
    lead: spacedNumber(pass.number),
    fields: [
      {
        kind: 'choice',
        name: 'what',
        label: words.choose,
        options: [
          { value: 'reissue', label: words.reissue, detail: words.reissueDetail },
          { value: 'stop', label: words.stop, detail: words.stopDetail },
        ],
      },
    ],
    submit: words.proceed,
    send: async ({ what }) => {
      if (what === 'reissue') {
        const answer = await issueCard(pass.participantId);
        if (!answer.ok) return { ok: false, problem: answer };
        await changed(answer.value);
        return { ok: true };
      }
      if (what !== 'stop') return { ok: false, faults: { what: 'missing' } };
      const answer = await revokePass(pass.number);
      if (!answer.ok) return { ok: false, problem: answer };
      await changed(null);
      return { ok: true };
    },
  };
}
