/**
 * Answers the codes at a door, one at a time; what a hand scanner or a card brings meanwhile waits, and
 * each answer is seen before the next.
 */
import type { Direction } from '#domain/check-in.ts';
import type { VerdictSoundName } from '#ui/verdict-sound.ts';
import type { CodeIntake } from './code-intake.ts';
import type { KioskSession } from './kiosk-session.ts';
import { takesScans, type KioskAnswer, type KioskEvent, type KioskState } from './kiosk-state.ts';
import { soundOf } from './verdict-words.ts';

type DoorSession = Pick<KioskSession, 'answer'>;

export interface DoorDeskParts {
  readonly intake: CodeIntake;
  /** `null`: the tablet works at no door. */
  readonly session: () => DoorSession | null;
  readonly state: () => KioskState;
  readonly direction: () => Direction;
  readonly dispatch: (event: KioskEvent) => void;
  readonly play: (sound: VerdictSoundName) => void;
  /** The server has cut this kiosk off (KS3). */
  readonly onRevoked: () => Promise<void>;
}

/** A queue of one-shot reads shows each answer for at least so long. */
const SHOWN_AT_LEAST_MS = 800;

export class DoorDesk {
  readonly #parts: DoorDeskParts;
  #isAnswering = false;
  #answers = 0;
  #next: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: DoorDeskParts) {
    this.#parts = parts;
  }

  /** Nobody waits for an answer. */
  get isQuiet(): boolean {
    return !this.#isAnswering && !this.#parts.intake.hasWaiting;
  }

  /** A code, whatever read it. Everything that is not taken is forgotten at once. */
  take(text: string, source: 'camera' | 'scanner' | 'card'): void {
    const { intake, session, state } = this.#parts;
    const atWork = session();
    if (atWork === null) return;
    const isBusy = this.#isAnswering || !takesScans(state());
    // The camera sees a code that waits again in a moment.
    if (isBusy && (source === 'camera' || !this.#isAnswering)) {
      intake.noteHeld(text);
      return;
    }
    if (!intake.isNew(text)) return;
    if (isBusy) intake.keep(text);
    else void this.#answer(text, atWork);
  }

  /** A card was there and told nothing. Never in place of somebody's verdict, least of all their own. */
  failToRead(): void {
    const { session, state, dispatch } = this.#parts;
    if (session() === null || state().screen !== 'attract') return;
    dispatch({ type: 'read' });
    this.#show({ kind: 'unread' });
  }

  /** What waits is forgotten. */
  drop(): void {
    clearTimeout(this.#next);
    this.#parts.intake.dropWaiting();
  }

  async #answer(text: string, session: DoorSession): Promise<void> {
    const { intake, dispatch, direction, onRevoked } = this.#parts;
    this.#isAnswering = true;
    dispatch({ type: 'read' });
    const answer = await session.answer(text, direction());
    this.#isAnswering = false;
    if (session !== this.#parts.session()) return;
    if (answer === null) {
      await onRevoked();
      return;
    }
    if (answer.kind === 'refused' && answer.reason === 'pass-stale') intake.noteStale();
    this.#show(answer);
    if (intake.hasWaiting) this.#next = setTimeout(() => this.#takeWaiting(), SHOWN_AT_LEAST_MS);
  }

  #show(answer: KioskAnswer): void {
    const { dispatch, play } = this.#parts;
    this.#answers += 1;
    dispatch({ type: 'answered', answer, number: this.#answers });
    play(soundOf(answer));
  }

  #takeWaiting(): void {
    const { intake, session, state } = this.#parts;
    const atWork = session();
    if (atWork === null || this.#isAnswering || !takesScans(state())) return;
    const text = intake.next();
    if (text !== undefined) void this.#answer(text, atWork);
  }
}
