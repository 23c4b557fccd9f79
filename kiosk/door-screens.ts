/** The door's screens out of its session: what is waited with, and what is said to a person. */
import { html } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Direction } from '#domain/check-in.ts';
import type { Formats } from '#ui/language/formats.ts';
import type { Language } from '#ui/language/language.ts';
import { activityNameIn } from './activity-words.ts';
import type { CameraController } from './camera-controller.ts';
import type { AttractView } from './elements/attract.ts';
import './elements/refusal.ts';
import './elements/verdict.ts';
import type { KioskSession } from './kiosk-session.ts';
import { doorState, isRefusal, type KioskState } from './kiosk-state.ts';
import type { Messages } from './languages/index.ts';
import { refusalWords } from './verdict-words.ts';

/** Nothing of a person is in it (KS1). */
export function attractView(
  session: KioskSession,
  camera: Pick<CameraController, 'state' | 'isMirrored'>,
  direction: Direction,
  isChecking: boolean,
): AttractView {
  const { activity, people } = session;
  const { waiting, booking } = session.counts;
  return {
    activity,
    kiosk: session.settings.name,
    direction,
    door: doorState(session.phase, direction, activity.capacity, people?.admitted ?? null),
    people,
    hasNewest: session.hasNewest,
    line: session.line,
    waiting,
    booking,
    camera: camera.state,
    mirrored: camera.isMirrored,
    checking: isChecking,
  };
}

/** A new element for each verdict; with it goes everything that it knew (KS1). */
export function verdictScreen(
  { answer, number, returnsAfterMs }: Extract<KioskState, { screen: 'verdict' }>,
  session: KioskSession,
  language: { readonly text: Messages; readonly formats: Formats; readonly current: Language },
) {
  const name = activityNameIn(session.activity, language.current);
  const at = session.now();
  if (isRefusal(answer)) {
    const { opensAt } = session.activity;
    return keyed(
      number,
      html`<ts-kiosk-refusal
        .words=${refusalWords(answer, opensAt, language.text, language.formats)}
        place=${name}
        .at=${at}
        .returnsAfterMs=${returnsAfterMs}
      ></ts-kiosk-refusal>`,
    );
  }
  return keyed(
    number,
    html`<ts-kiosk-verdict
      .answer=${answer}
      activity=${name}
      .at=${at}
      .waiting=${session.counts.waiting}
      .returnsAfterMs=${returnsAfterMs}
    ></ts-kiosk-verdict>`,
  );
}
