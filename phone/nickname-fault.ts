/** What is wrong with a nickname, in words, before it is sent. */
import * as v from 'valibot';
import { LIMITS } from '#domain/contract/limits.ts';
import { NewParticipantSchema } from '#domain/contract/people.ts';
import type { Messages } from './languages/core/index.ts';

/** `null`: it can be sent. */
export function nicknameFault(text: Messages, nickname: string): string | null {
  if (v.safeParse(NewParticipantSchema.entries.nickname, nickname).success) return null;
  const trimmed = nickname.trim();
  if (trimmed === '') return text.join.empty;
  const graphemes = [...new Intl.Segmenter().segment(trimmed)].length;
  return graphemes > LIMITS.nicknameLengthMax ? text.join.tooLong : text.join.notPlain;
}
