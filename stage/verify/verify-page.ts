/** `<ts-verify-page>`: opens a draw's record and checks all of it, on this device alone. */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { isRehearsal } from '#domain/lottery.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/icons/icon.ts';
import type { IconName } from '#ui/icons/paths.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import '#ui/language/language-switch.ts';
import '#ui/mark.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import '#ui/wall.ts';
import { messages } from '../languages/verify/index.ts';
import './bundle-drop.ts';
import { checkList, checkListStyles } from './check-list.ts';
import './check-ring.ts';
import { type CheckSlot, type GivenFile, slotOf } from './conversation.ts';
import './draw-report.ts';
import './my-ticket.ts';
import type { TicketQuestion } from './my-ticket.ts';
import { pageStyles } from './page-styles.ts';
import { VerificationController } from './verification-controller.ts';
import { verifyStyles } from './verify-styles.ts';

export class TsVerifyPage extends LitElement {
  readonly #language = new LanguageController(this, messages);
  readonly #verification = new VerificationController(this);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    verifyStyles,
    checkListStyles,
    pageStyles,
  ];

  protected override updated(_changed: PropertyValues): void {
    document.title = this.#language.text.title;
  }

  override render() {
    const { text } = this.#language;
    return html`<header>
        <p class="brand"><ts-mark></ts-mark>${text.brand}</p>
        <ts-language-switch variant="text"></ts-language-switch>
      </header>
      ${this.#rehearsal()} ${this.#hero()}
      <main>${this.#content()}</main>`;
  }

  #rehearsal() {
    const { state } = this.#verification;
    if (state.step !== 'right' || !isRehearsal(state.report.draw)) return nothing;
    return html`<p class="rehearsal">${this.#language.text.rehearsal}</p>`;
  }

  #hero() {
    const { text, formats } = this.#language;
    const { state, passed } = this.#verification;
    switch (state.step) {
      case 'empty':
        return this.#night(null, html`<h1>${text.heading}</h1>`);
      case 'working':
        return this.#night(
          null,
          html`<h1>${text.working}</h1>
            <p>${text.workingLead}</p>`,
        );
      case 'right':
        return this.#night(
          'check',
          html`<h1 data-outcome="right">${text.right}</h1>
            <p>${text.rightLead(formats.number(passed.length))}</p>`,
        );
      case 'wrong':
        return this.#slab(
          text.wrong,
          text.wrongLead(text.checks[slotOf(state.failed)]),
          `${state.failed}: ${state.reason}`,
        );
      case 'unreadable':
        return this.#slab(text.unreadable, text.unreadableHints[state.fault], state.reason);
      case 'broken':
        return this.#slab(text.broken, text.brokenHint, state.reason);
    }
  }

  /** On the one wall of the screen. */
  #night(sign: IconName | null, words: unknown) {
    return html`<div class="night">
      <ts-wall kind="flat"></ts-wall>
      <div class="column" role="status">
        <ts-check-ring .passed=${this.#passed} .sign=${sign}></ts-check-ring>
        <div class="words">${words}</div>
      </div>
    </div>`;
  }

  /** Another layout than where all is well: a slab beside white. */
  #slab(heading: string, hint: string, reason: string) {
    const { text } = this.#language;
    return html`<div class="slab">
      <div class="sign"><ts-icon name="stop"></ts-icon></div>
      <div class="words" role="alert">
        <h1 data-outcome="wrong">${heading}</h1>
        <p>${hint}</p>
        <details>
          <summary>${text.reason}</summary>
          <p class="hash" lang="en">${reason}</p>
        </details>
      </div>
    </div>`;
  }

  /** Saved, the page stands alone and leads nowhere. */
  #whereFrom() {
    if (!location.protocol.startsWith('http')) return nothing;
    return html`<p><a href="/stage/draws">${this.#language.text.records}</a></p>`;
  }

  #content() {
    const { text } = this.#language;
    const { state } = this.#verification;
    switch (state.step) {
      case 'empty':
        return html`<p>${text.lead}</p>
          ${this.#drop()} ${this.#whereFrom()} ${this.#limits()}`;
      case 'working':
        return html`${this.#progress()}
          <p class="actions">
            <button class="button" @click=${() => this.#verification.reset()}>${text.stop}</button>
          </p>
          ${this.#checks(null, false)}`;
      case 'right': {
        const { report } = state;
        return html`${report.signed ? nothing : this.#unsigned()}
          ${this.#checks(null, !report.signed)}
          <ts-draw-report .report=${report}></ts-draw-report>
          <ts-my-ticket
            .report=${report}
            .ticket=${this.#verification.ticket}
            @ts-ticket=${({ detail }: CustomEvent<TicketQuestion>) =>
              this.#verification.askTicket(detail.prizeId, detail.serial)}
          ></ts-my-ticket>
          ${this.#limits()} ${this.#again()}`;
      }
      case 'wrong':
        return html`${this.#checks(slotOf(state.failed), false)} ${this.#again()}`;
      case 'unreadable':
      case 'broken':
        return this.#drop();
    }
  }

  #drop() {
    return html`<ts-bundle-drop
      @ts-files=${({ detail }: CustomEvent<readonly GivenFile[]>) => void this.#verification.verify(detail)}
    ></ts-bundle-drop>`;
  }

  #progress() {
    const { text, formats } = this.#language;
    const { state } = this.#verification;
    if (state.step !== 'working') return nothing;
    const { done, progress } = state;
    return html`<progress .value=${done} aria-label=${text.working}></progress>
      <p class="progress figure">
        ${
          progress === null
            ? nothing
            : text.progress(formats.number(progress.scored), formats.number(progress.total))
        }
      </p>`;
  }

  #unsigned() {
    const { text } = this.#language;
    return html`<div class="unsigned">
      <ts-icon name="help"></ts-icon>
      <div>
        <h2>${text.unsigned}</h2>
        <p>${text.unsignedLead}</p>
      </div>
    </div>`;
  }

  get #passed(): ReadonlySet<CheckSlot> {
    return new Set(this.#verification.passed.map(slotOf));
  }

  #checks(failed: CheckSlot | null, unsigned: boolean) {
    const { text } = this.#language;
    return html`<section>
      <h2>${text.checksHeading}</h2>
      ${checkList(text, { passed: this.#passed, failed, unsigned })}
    </section>`;
  }

  #limits() {
    const { text } = this.#language;
    return html`<section>
      <h2>${text.limitsHeading}</h2>
      <p>${text.limitsText}</p>
    </section>`;
  }

  #again() {
    return html`<p class="actions again">
      <button class="button" @click=${() => this.#verification.reset()}>
        ${this.#language.text.another}
      </button>
    </p>`;
  }
}
customElements.define('ts-verify-page', TsVerifyPage);

declare global {
  interface HTMLElementTagNameMap {
    'ts-verify-page': TsVerifyPage;
  }
}
