/** Cards and passes of somebody at the counter, each as one short form. */
import { LIMITS } from '#domain/contract/limits.ts';
import { NewCardSchema } from '#domain/contract/people.ts';
import type { DialogForm } from '../form-dialog.ts';
import { parseFields } from '../form-fields.ts';
import { spacedNumber } from '../passes/card-geometry.ts';
import * as api from './people-api.ts';
import type { PersonAtCounter } from './person-field.ts';
import { finish, type Desk } from './person-forms.ts';

export function newCardForm(desk: Desk, { me, passes }: PersonAtCounter): DialogForm {
  const text = desk.text.counter.card;
  const hadCard = passes.some(({ kind, revoked }) => kind === 'card' && !revoked);
  return {
    heading: text.newHeading,
    lead: hadCard ? text.newLead : text.firstLead,
    fields: [],
    submit: text.newYes,
    send: () =>
      finish(desk, api.issueCard(me.participantId), (card) => ({
        heading: text.made(spacedNumber(card.number)),
        card,
      })),
  };
}

export function lostPassForm(
  desk: Desk,
  { number, kind }: PersonAtCounter['passes'][number],
): DialogForm {
  const text = desk.text.counter.card;
  return {
    heading: text.lostHeading(spacedNumber(number)),
    lead: kind === 'phone' ? text.lostPhoneLead : text.lostLead,
    fields: [],
    submit: text.lostYes,
    send: () => finish(desk, api.revokePass(number), () => ({ heading: text.stopped })),
  };
}

export function newPersonForm(
  desk: Desk,
  joined: (participantId: string) => Promise<void>,
): DialogForm {
  const text = desk.text.counter.join;
  return {
    heading: text.heading,
    lead: text.lead,
    fields: [
      {
        kind: 'text',
        name: 'nickname',
        label: text.nickname,
        hint: text.nicknameHint,
        lengthMax: LIMITS.nicknameLengthMax,
      },
    ],
    submit: text.submit,
    send: async (typed) => {
      const parsed = parseFields(NewCardSchema, { nickname: typed['nickname'] ?? '' }, typed);
      if (!parsed.ok) return parsed;
      const answer = await api.joinWithCard(parsed.value.nickname);
      if (!answer.ok) return { ok: false, problem: answer };
      await joined(answer.value.participantId);
      await desk.done({
        heading: desk.text.counter.card.made(spacedNumber(answer.value.number)),
        card: answer.value,
      });
      return { ok: true };
    },
  };
}
