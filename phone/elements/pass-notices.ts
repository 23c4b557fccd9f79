/** What a person should know beside the code on the screen; most have nothing to know. */
import { html, nothing } from 'lit';
import '#ui/elements/notice.ts';
import '#ui/icons/icon.ts';
import type { LanguageController } from '#ui/language/language-controller.ts';
import type { Formats } from '#ui/language/formats.ts';
import type { Language } from '#ui/language/language.ts';
import type { Messages } from '../languages/core/index.ts';
import type { LotteryNews } from '../lottery-news.ts';
import { nameIn } from '../names.ts';
import type { PhoneSession } from '../phone-session.ts';
import { lotteryPath } from '../routes.ts';
import { spanWords } from '../span-words.ts';

/** `nothing` when there is nothing to know: then the wall rises higher beside the call. */
export function passNotices(
  { text, formats, current }: LanguageController<Messages>,
  session: PhoneSession,
  news: LotteryNews | null,
) {
  const notices = [
    newsNotice(text, current, news),
    clockNotice(text, formats, session),
    codeNotice(text, session),
    lineNotice(text, session),
  ].filter((notice) => notice !== nothing);
  return notices.length === 0 ? nothing : html`<div class="notices">${notices}</div>`;
}

/** A link as a whole: it is pressed in a crowd. */
function newsNotice(text: Messages, language: Language, news: LotteryNews | null) {
  if (news === null) return nothing;
  const { kind, lottery } = news;
  return html`<div role="status">
    <a class="news ${kind}" href=${lotteryPath(lottery.lotteryId)}>
      <ts-icon name="ticket"></ts-icon>
      <span><b>${text.pass.news[kind]}</b><span>${nameIn(language, lottery)}</span></span>
      <ts-icon name="right"></ts-icon>
    </a>
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
