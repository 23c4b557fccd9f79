/** `<ts-kiosk-list>`: the tablets at the venue and how they are doing. */
import { css, html, LitElement, nothing } from 'lit';
import type { Kiosk } from '#domain/contract/kiosks.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/icons/icon.ts';
import type { IconName } from '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import './enroll-dialog.ts';
import './kiosk-details.ts';
import { healthWord, kioskHealth, type KioskHealth } from './kiosk-health.ts';
import { kioskListStyles } from './kiosk-list.css.ts';
import { messages } from './languages/index.ts';
import { panelStyles } from './panel-styles.ts';

const ICONS: Readonly<Record<KioskHealth, IconName>> = {
  fine: 'cloud',
  sending: 'cloud',
  'camera-off': 'cloud',
  'camera-lost': 'help',
  'clock-wrong': 'clock',
  offline: 'cloud-off',
  'not-enrolled': 'twin',
  revoked: 'stop',
};

export class TsKioskList extends LitElement {
  static override properties = {
    activityId: { attribute: false },
    kiosks: { attribute: false },
    nowMs: { attribute: false },
    enrolling: { state: true },
    looking: { state: true },
    revokedShown: { state: true },
  };
  declare activityId: string;
  declare kiosks: Kiosk[];
  declare nowMs: number;
  /** `'new'`, or the id of the kiosk that is to be enrolled again. */
  declare enrolling: string | null;
  /** The id of the kiosk whose details are open. */
  declare looking: string | null;
  declare revokedShown: boolean;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    panelStyles,
    kioskListStyles,
    css`
      :host {
        display: block;
      }
    `,
  ];

  constructor() {
    super();
    this.activityId = '';
    this.kiosks = [];
    this.nowMs = Date.now();
    this.enrolling = null;
    this.looking = null;
    this.revokedShown = false;
  }

  override render() {
    const text = this.#language.text.kiosks;
    const active = this.kiosks.filter(({ state }) => state !== 'revoked');
    const revoked = this.kiosks.filter(({ state }) => state === 'revoked');
    return html`<section class="panel">
        <div class="panel-head">
          <h2>${text.heading}</h2>
          <button class="link side" @click=${() => (this.enrolling = 'new')}>${text.add}</button>
        </div>
        ${active.length === 0 ? html`<p class="quiet-text">${text.empty}</p>` : nothing}
        <ul class="rows">
          ${active.map((kiosk) => this.#kiosk(kiosk))}
          ${this.revokedShown ? revoked.map((kiosk) => this.#kiosk(kiosk)) : nothing}
        </ul>
        ${
          revoked.length > 0 && !this.revokedShown
            ? html`<button class="link more" @click=${() => (this.revokedShown = true)}>
                ${text.showRevoked(this.#language.formats.number(revoked.length))}
              </button>`
            : nothing
        }
      </section>
      <ts-enroll-dialog
        .activityId=${this.activityId}
        .enrolling=${this.enrolling}
        .kiosks=${this.kiosks}
        .nowMs=${this.nowMs}
        @ts-close=${() => (this.enrolling = null)}
      ></ts-enroll-dialog>
      <ts-kiosk-details
        .kiosk=${this.kiosks.find(({ kioskId }) => kioskId === this.looking) ?? null}
        @ts-close=${() => (this.looking = null)}
        @ts-enroll=${(event: CustomEvent<string>) => {
          this.looking = null;
          this.enrolling = event.detail;
        }}
      ></ts-kiosk-details>`;
  }

  #kiosk(kiosk: Kiosk) {
    const text = this.#language.text.kiosks;
    const health = kioskHealth(kiosk);
    return html`<li>
      <button
        class="kiosk ${health}"
        aria-label="${text.open(kiosk.name)}: ${healthWord(health, text)}"
        @click=${() => (this.looking = kiosk.kioskId)}
      >
        <ts-icon name=${ICONS[health]}></ts-icon>
        <span class="name">${kiosk.name}</span>
        <span class="word">${healthWord(health, text)}</span>
        ${this.#notes(kiosk, health)}
      </button>
    </li>`;
  }

  #notes(kiosk: Kiosk, health: KioskHealth) {
    const text = this.#language.text.kiosks;
    const { number, time } = this.#language.formats;
    const { waiting = 0, booking = 0, clockOffsetMs } = kiosk.status ?? {};
    const seconds = number(Math.round(Math.abs(clockOffsetMs ?? 0) / 1000));
    const notes = [];
    if (health === 'offline' && kiosk.lastSeenAt !== null)
      notes.push(text.since(time(kiosk.lastSeenAt)));
    if (health === 'camera-lost') notes.push(text.cameraLostHint);
    if (health === 'clock-wrong') {
      notes.push((clockOffsetMs ?? 0) > 0 ? text.clockAhead(seconds) : text.clockBehind(seconds));
    }
    if (waiting > 0 && health !== 'not-enrolled') {
      notes.push(
        html`${text.unsent} <span class="figure">${number(waiting)}</span> ${text.unsentCount}
          ${health === 'offline' ? html`<small>${text.lastReport}</small>` : nothing}`,
      );
    }
    if (booking > 0 && health !== 'offline') notes.push(text.bookingNote(number(booking)));
    return notes.map((note) => html`<span class="note">${note}</span>`);
  }
}
customElements.define('ts-kiosk-list', TsKioskList);

declare global {
  interface HTMLElementTagNameMap {
    'ts-kiosk-list': TsKioskList;
  }
}
