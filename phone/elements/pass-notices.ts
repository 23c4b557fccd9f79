/** What a person should know about the code on the screen; most have nothing to know. */
import { html, nothing } from 'lit';
import '#ui/elements/notice.ts';
import type { Formats } from '#ui/language/formats.ts';
import type { Messages } from '../languages/core/index.ts';
import type { PhoneSession } from '../phone-session.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A length of time in the unit that says it best: 「約1時間」. */
export function spanWords(text: Messages, formats: Formats, spanMs: number): string {
  const { days, hours, minutes, seconds } = text.pass;
  const count = (unitMs: number) => formats.number(Math.round(spanMs / unitMs));
  if (spanMs >= 1.5 * DAY_MS) return days(count(DAY_MS));
  if (spanMs >= 59.5 * MINUTE_MS) return hours(count(HOUR_MS));
  if (spanMs >= 59.5 * 1_000) return minutes(count(MINUTE_MS));
  return seconds(count(1_000));
}

export function passNotices(text: Messages, formats: Formats, session: PhoneSession) {
  // Without a gap between the tags: the style sheet asks whether it is empty.
  return html`<div class="notices">
    ${clockNotice(text, formats, session)}${codeNotice(text, session)}${lineNotice(text, session)}
  </div>`;
}

function clockNotice(text: Messages, formats: Formats, { clockWrongMs }: PhoneSession) {
  if (clockWrongMs === null) return nothing;
  const span = spanWords(text, formats, Math.abs(clockWrongMs));
  const heading = clockWrongMs > 0 ? text.pass.clockAhead(span) : text.pass.clockBehind(span);
  return html`<ts-notice kind="stale" heading=${heading}>${text.pass.clockSafe}</ts-notice>`;
}

function codeNotice(text: Messages, { pass, passKind, signWithDevice }: PhoneSession) {
  if (passKind === 'card') {
    return html`<ts-notice kind="information" icon="card" heading=${text.pass.fixed}
      >${text.pass.fixedNext}</ts-notice
    >`;
  }
  if (pass === null || signWithDevice !== null) return nothing;
  return html`<ts-notice kind="error" heading=${text.pass.keyLost}
    >${text.pass.keyLostNext}</ts-notice
  >`;
}

/** The shell brings the new version in. */
function renew(event: Event): void {
  event.target?.dispatchEvent(new CustomEvent('ts-renew', { bubbles: true, composed: true }));
}

function lineNotice(text: Messages, { connection, me, problem }: PhoneSession) {
  if (connection === 'outdated') {
    return html`<ts-notice kind="information" heading=${text.pass.outdated}
      >${text.pass.outdatedNext}
      <button slot="action" type="button" class="button" @click=${renew}>
        ${text.pass.reload}
      </button></ts-notice
    >`;
  }
  // With figures on the screen, their time says enough.
  if (me !== null || problem === null) return nothing;
  return html`<ts-notice kind="offline" heading=${text.pass.figuresProblem}
    >${text.pass.figuresSafe}</ts-notice
  >`;
}
