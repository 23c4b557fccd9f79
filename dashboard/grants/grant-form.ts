/** A proposal as it is typed, and what the contract takes. Pure. */
import { NewGrantSchema, type Grant, type NewGrant } from '#domain/contract/grants.ts';
import { parseFields, wholeNumber, type ParsedFields } from '../form-fields.ts';

export interface GrantForm {
  kind: Grant['kind'];
  points: string;
  reason: string;
  people: readonly { participantId: string; nickname: string }[];
}

export const EMPTY_GRANT: GrantForm = { kind: 'campaign', points: '', reason: '', people: [] };

export function parseGrant(form: GrantForm): ParsedFields<NewGrant> {
  const { kind, points, reason, people } = form;
  const participantIds = people.map(({ participantId }) => participantId);
  return parseFields(
    NewGrantSchema,
    { kind, points: wholeNumber(points), reason, participantIds },
    { points, reason, participantIds: participantIds.join() },
  );
}

/** @returns `null`: that person is in it already */
export function withPerson(form: GrantForm, person: GrantForm['people'][number]): GrantForm | null {
  const known = form.people.some(({ participantId }) => participantId === person.participantId);
  return known ? null : { ...form, people: [...form.people, person] };
}

export function withoutPerson(form: GrantForm, participantId: string): GrantForm {
  return { ...form, people: form.people.filter((one) => one.participantId !== participantId) };
}
