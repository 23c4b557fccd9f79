/** `<ts-phone-move-away>`: the old phone shows the code that works once, and how long it does. */
import { css, html, LitElement } from 'lit';
import type * as v from 'valibot';
import { TransferCodeSchema } from '#domain/contract/people.ts';
import { controlStyles } from '#ui/controls.css.ts';
import { ClockController } from '#ui/controllers/clock-controller.ts';
import { WakeLockController } from '#ui/controllers/wake-lock-controller.ts';
import '#ui/elements/notice.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestProblemCode } from '#ui/problem.ts';
import { qrCode, qrTemplate } from '#ui/qr.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { pageStyles } from '../elements/page-styles.ts';
import { messages, problemWords, type Messages } from '../languages/core/index.ts';
import type { PhoneSession } from '../phone-session.ts';
import { ME_PATH, MOVE_PATH } from '../routes.ts';
import { SessionController } from '../session-controller.ts';

type TransferCode = v.InferOutput<typeof TransferCodeSchema>;

/** 9:07 */
export function minutesAndSeconds(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export class TsPhoneMoveAway extends LitElement {
  static override properties = {
    session: { attribute: false },
    transfer: { state: true },
    problem: { state: true },
  };
  declare session: PhoneSession;
  declare transfer: TransferCode | null;
  declare problem: RequestProblemCode | null;

  readonly #language = new LanguageController(this, messages);
  protected readonly followed = new SessionController(this);
  protected readonly clock = new ClockController(this, 'second');
  protected readonly wakeLock = new WakeLockController(this);

  static override styles = [
    resetStyles,
    controlStyles,
    figureStyles,
    pageStyles,
    css`
      .code {
        display: grid;
        justify-items: center;
        gap: 8px;
        margin-block: 4px 12px;
      }
      .qr {
        inline-size: 208px;
        block-size: 208px;
      }
      .letters {
        font-size: 36px;
        letter-spacing: 0.04em;
        color: var(--ts-water-1200);
      }
      .left {
        color: var(--ts-ink-2);
      }
      .typed {
        margin-block-end: 16px;
        font-size: 15px;
      }
      .actions {
        margin-block-start: 24px;
      }
    `,
  ];

  constructor() {
    super();
    this.transfer = null;
    this.problem = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#ask();
  }

  override render() {
    const { text } = this.#language;
    return html`<header class="page-head">
        <a class="back" href=${ME_PATH}><ts-icon name="right"></ts-icon>${text.me.heading}</a>
        <h1>${text.moveAway.heading}</h1>
      </header>
      ${this.#content(text)}`;
  }

  #content(text: Messages) {
    const { moveAway } = text;
    if (this.problem !== null) {
      return html`<ts-notice kind="error" heading=${problemWords(text, this.problem)}>
        <button slot="action" type="button" class="button" @click=${() => void this.#ask()}>
          ${text.tryAgain}
        </button></ts-notice
      >`;
    }
    if (this.transfer === null) return html`<p class="quiet">${moveAway.working}</p>`;
    const leftMs = Date.parse(this.transfer.expiresAt) - this.session.nowMs();
    if (leftMs <= 0) {
      return html`<ts-notice kind="stale" heading=${moveAway.expired}
        >${moveAway.expiredNext}
        <button slot="action" type="button" class="button" @click=${() => void this.#ask()}>
          ${moveAway.again}
        </button></ts-notice
      >`;
    }
    const { code } = this.transfer;
    const link = `${location.origin}${MOVE_PATH}#${code}`;
    return html`<p>${moveAway.explain}</p>
      <div class="code">
        ${qrTemplate(qrCode(link), moveAway.code)}
        <p class="figure letters">${code}</p>
        <p class="left">${moveAway.left(minutesAndSeconds(leftMs))}</p>
      </div>
      <p class="typed">${moveAway.typed}</p>
      <ts-notice kind="information" icon="lock" heading=${moveAway.ends}></ts-notice>
      <p class="actions"><a class="button wide" href=${ME_PATH}>${text.cancel}</a></p>`;
  }

  async #ask(): Promise<void> {
    this.transfer = null;
    this.problem = null;
    const path = '/api/me/transfer-code';
    const answer = await this.session.request(TransferCodeSchema, path, { method: 'POST' });
    if (answer.ok) this.transfer = answer.value;
    else this.problem = answer.code;
  }
}
customElements.define('ts-phone-move-away', TsPhoneMoveAway);

declare global {
  interface HTMLElementTagNameMap {
    'ts-phone-move-away': TsPhoneMoveAway;
  }
}
