/** `<ts-kiosk-viewfinder>`: what the camera sees, between four corners; a drawing while it sees nothing. */
import { css, html, LitElement, nothing } from 'lit';
import { resetStyles } from '#ui/shared-styles.ts';
import { phoneInHand } from './phone-in-hand.ts';

/**
 * Fills the square that it is given.
 * @property video     the camera's own <video>; it is placed here
 * @property live      the camera is running: show it
 * @property mirrored  as in a mirror
 * @property checking  a code was read, its answer is on the way
 */
export class TsKioskViewfinder extends LitElement {
  static override properties = {
    video: { attribute: false },
    live: { type: Boolean, reflect: true },
    mirrored: { type: Boolean, reflect: true },
    checking: { type: Boolean, reflect: true },
  };
  declare video: HTMLVideoElement | null;
  declare live: boolean;
  declare mirrored: boolean;
  declare checking: boolean;

  static override styles = [
    resetStyles,
    css`
      :host {
        display: block;
        position: relative;
        aspect-ratio: 1;
        --corner: calc(8 * var(--u));
      }
      .picture {
        position: absolute;
        inset: calc(4 * var(--u));
        overflow: hidden;
        background: #0b4652;
      }
      video,
      svg {
        display: block;
        inline-size: 100%;
        block-size: 100%;
        object-fit: cover;
      }
      :host([mirrored]) video {
        transform: scaleX(-1);
      }
      :host(:not([live])) video {
        position: absolute;
        opacity: 0;
      }
      i {
        position: absolute;
        inline-size: calc(72 * var(--u));
        block-size: calc(72 * var(--u));
        border: 0 solid #ffffff;
        transition: border-color var(--ts-change-ms) var(--ts-change-ease);
      }
      :host([checking]) i {
        border-color: var(--ts-water-300);
      }
      i:nth-of-type(1) {
        inset: 0 auto auto 0;
        border-width: var(--corner) 0 0 var(--corner);
      }
      i:nth-of-type(2) {
        inset: 0 0 auto auto;
        border-width: var(--corner) var(--corner) 0 0;
      }
      i:nth-of-type(3) {
        inset: auto 0 0 auto;
        border-width: 0 var(--corner) var(--corner) 0;
      }
      i:nth-of-type(4) {
        inset: auto auto 0 0;
        border-width: 0 0 var(--corner) var(--corner);
      }
    `,
  ];

  constructor() {
    super();
    this.video = null;
    this.live = false;
    this.mirrored = false;
    this.checking = false;
  }

  override render() {
    return html`<div class="picture">${this.video}${this.live ? nothing : phoneInHand()}</div>
      <i></i><i></i><i></i><i></i>`;
  }

  protected override updated(): void {
    // Moving a <video> in the page pauses it.
    if (this.video?.paused === true && this.video.srcObject !== null) {
      void this.video.play().catch(() => undefined);
    }
  }
}
customElements.define('ts-kiosk-viewfinder', TsKioskViewfinder);

declare global {
  interface HTMLElementTagNameMap {
    'ts-kiosk-viewfinder': TsKioskViewfinder;
  }
}
