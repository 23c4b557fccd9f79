/** A verdict's words: a refusal's page, what screen readers say, and which sound it has. */
import type { Formats } from '#ui/language/formats.ts';
import type { VerdictSoundName } from '#ui/verdict-sound.ts';
import type { KioskAnswer, RefusalAnswer } from './kiosk-state.ts';
import type { Messages } from './languages/index.ts';

/** One or two sentences; heads lose their line breaks. */
export function spokenAnswer(answer: KioskAnswer, text: Messages, formats: Formats): string {
  const { pause, space } = text.verdict.spoken;
  const parts = partsOf(answer, text, formats);
  return parts.map((part) => part.replaceAll('\n', space)).join(pause);
}

function partsOf(answer: KioskAnswer, text: Messages, formats: Formats): readonly string[] {
  const { verdict, refusals } = text;
  switch (answer.kind) {
    case 'admitted':
      return [
        `${answer.participant.nickname}${verdict.spoken.space}${verdict.honorific}`.trim(),
        verdict.admitted,
        `${formats.signedNumber(answer.points)}${verdict.spoken.space}${verdict.points}`,
      ];
    case 'already':
      return [verdict.already, verdict.goIn];
    case 'stored':
      return [verdict.stored, verdict.goIn];
    case 'departed':
      return [verdict.departed, verdict.farewell];
    case 'refused':
    case 'unable':
    case 'unread':
      break;
  }
  const { head, steps } = refusals.reasons[refusalName(answer)];
  return [verdict.notYet, head, ...steps];
}

export function soundOf(answer: KioskAnswer): VerdictSoundName {
  return answer.kind === 'unable' || answer.kind === 'unread' ? 'refused' : answer.kind;
}

/** What a refusal's page says; a `\n` is a break made by hand. */
export interface RefusalWords {
  readonly kicker: string;
  readonly head: string;
  /** What to do next, in order. */
  readonly steps: readonly string[];
  readonly help: string;
}

/** @param opensAt when the door opens, ISO 8601 */
export function refusalWords(
  answer: RefusalAnswer,
  opensAt: string,
  text: Messages,
  formats: Formats,
): RefusalWords {
  const { verdict, refusals } = text;
  const { head, steps } = refusals.reasons[refusalName(answer)];
  const isEarly = answer.kind === 'refused' && answer.reason === 'activity-not-open';
  const opening = isEarly ? [refusals.openFrom(formats.time(opensAt))] : [];
  return { kicker: verdict.notYet, head, steps: [...opening, ...steps], help: verdict.help };
}

/** Under which name the catalogues have a refusal's words. */
function refusalName(answer: RefusalAnswer): keyof Messages['refusals']['reasons'] {
  return answer.kind === 'refused' ? answer.reason : answer.kind;
}
