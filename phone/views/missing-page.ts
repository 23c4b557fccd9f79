/** `<ts-phone-missing-page>`: a page of the phone that did not come; loading anew asks for it again. */
import { css, html, LitElement } from 'lit';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/elements/notice.ts';
import { resetStyles } from '#ui/shared-styles.ts';
import { pageStyles } from '../elements/page-styles.ts';

/**
 * @property heading  what happened and what to do
 * @property action   what the button says
 */
export class TsPhoneMissingPage extends LitElement {
  static override properties = { heading: { type: String }, action: { type: String } };
  declare heading: string;
  declare action: string;

  static override styles = [
    resetStyles,
    controlStyles,
    pageStyles,
    css`
      :host {
        padding-block-start: 24px;
      }
    `,
  ];

  constructor() {
    super();
    this.heading = '';
    this.action = '';
  }

  override render() {
    // Loaded anew, since a browser may remember that a module did not come.
    return html`<ts-notice kind="error" .icon=${'cloud-off'} heading=${this.heading}>
      <button slot="action" type="button" class="button" @click=${() => location.reload()}>
        ${this.action}
      </button>
    </ts-notice>`;
  }
}
customElements.define('ts-phone-missing-page', TsPhoneMissingPage);

declare global {
  interface HTMLElementTagNameMap {
    'ts-phone-missing-page': TsPhoneMissingPage;
  }
}
