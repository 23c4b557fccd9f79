/** `<ts-contribute>`: sixteen bytes that this phone picked, and a word if the person has one. */
import { css, html, LitElement, nothing } from 'lit';
import { LIMITS } from '#domain/contract/limits.ts';
import { controlStyles, fieldStyles } from '#ui/controls.css.ts';
import { textField } from '#ui/elements/text-field.ts';
import '#ui/elements/notice.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/spectator/index.ts';
import type { LinkAnswer, StageLink } from '../stage-link.ts';
import { sectionStyles } from './spectator-styles.ts';

const RANDOM_BYTES = 16;

/**
 * @property link
 * @property nonceOf  makes or tells the secret that it is thrown in with, 64 hex
 */
export class TsContribute extends LitElement {
  static override properties = {
    link: { attribute: false },
    nonceOf: { attribute: false },
    word: { state: true },
    answer: { state: true },
    isSending: { state: true },
  };
  declare link: StageLink;
  declare nonceOf: () => string;
  declare word: string;
  declare answer: LinkAnswer<{ readonly seq: number }> | null;
  declare isSending: boolean;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    controlStyles,
    fieldStyles,
    sectionStyles,
    css`
      form {
        display: grid;
        gap: 16px;
        margin-block-start: 12px;
      }
    `,
  ];

  constructor() {
    super();
    this.word = '';
    this.answer = null;
    this.isSending = false;
  }

  override render() {
    const { text, formats } = this.#language;
    const { contribute } = text;
    const length = formats.number(LIMITS.voiceWordLengthMax);
    const isLong = this.word.length > LIMITS.voiceWordLengthMax;
    return html`<section>
      <h2>${contribute.heading}</h2>
      <p>${contribute.lead}</p>
      ${this.#answered()}
      <form
        @submit=${(event: SubmitEvent) => {
          event.preventDefault();
          if (!isLong) void this.#send();
        }}
      >
        ${textField({
          name: 'word',
          label: contribute.word,
          hint: contribute.wordHint(length),
          value: this.word,
          error: isLong ? contribute.wordWrong(length) : undefined,
          onInput: (value) => (this.word = value),
        })}
        <button class="button primary large wide" ?disabled=${this.isSending}>
          ${this.isSending ? contribute.sending : this.#isThrown ? contribute.again : contribute.send}
        </button>
      </form>
    </section>`;
  }

  get #isThrown(): boolean {
    return this.answer?.ok === true;
  }

  #answered() {
    const { answer } = this;
    const { contribute } = this.#language.text;
    if (answer === null) return nothing;
    if (answer.ok) {
      const seq = this.#language.formats.number(answer.value.seq);
      return html`<ts-notice kind="done" heading=${contribute.sent(seq)}></ts-notice>`;
    }
    return html`<ts-notice kind="stale" heading=${this.#failure(answer.failure)}></ts-notice>`;
  }

  #failure(failure: Extract<LinkAnswer<unknown>, { ok: false }>['failure']): string {
    const { contribute } = this.#language.text;
    switch (failure) {
      case 'contribution-limit':
        return contribute.limit;
      case 'lottery-not-gathering':
      case 'lottery-unknown':
        return contribute.closed;
      case 'silence':
        return contribute.silence;
      case 'rate-limited':
      case 'unavailable':
      case 'internal':
      case 'message-malformed':
        return contribute.busy;
    }
  }

  async #send(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    const word = this.word.trim();
    const random = crypto.getRandomValues(new Uint8Array(RANDOM_BYTES));
    this.answer = await this.link.contribute({
      nonceHex: this.nonceOf(),
      randomHex: Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join(''),
      ...(word === '' ? {} : { word }),
    });
    this.isSending = false;
    if (this.answer.ok) this.word = '';
  }
}
customElements.define('ts-contribute', TsContribute);

declare global {
  interface HTMLElementTagNameMap {
    'ts-contribute': TsContribute;
  }
}
