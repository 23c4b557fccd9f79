/**
 * `<ts-person-field>`: finds somebody by what a hand scanner types, or by a card's number. A scanner
 * types wherever the focus is; keys that nobody else wants come here.
 */
import { css, html, LitElement, nothing } from 'lit';
import type * as v from 'valibot';
import type { PersonAtCounterSchema } from '#domain/contract/counter.ts';
import { controlStyles, fieldStyles } from '#ui/controls.css.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestProblem } from '#ui/problem.ts';
import { resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/index.ts';
import { problemSentence } from '../languages/problem-sentence.ts';
import { lookUp } from './people-api.ts';
import { lookupOf, type Lookup } from './shown-text.ts';

export type PersonAtCounter = v.InferOutput<typeof PersonAtCounterSchema>;

/** @fires ts-found  detail: PersonAtCounter */
export class TsPersonField extends LitElement {
  static override properties = {
    typed: { state: true },
    unreadable: { state: true },
    problem: { state: true },
    working: { state: true },
  };
  declare typed: string;
  declare unreadable: boolean;
  declare problem: RequestProblem | null;
  declare working: boolean;

  readonly #language = new LanguageController(this, messages);
  /** One after the other: a scanner is quicker than the network, and nobody is to be left out. */
  #asking: Promise<void> = Promise.resolve();
  #waiting = 0;
  /** Grows with `clear()`: answers to what was asked before are not wanted any more. */
  #turn = 0;

  static override styles = [
    resetStyles,
    controlStyles,
    fieldStyles,
    css`
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: end;
        gap: 8px 16px;
        max-inline-size: 740px;
      }
      .button {
        min-block-size: 56px;
      }
      .error {
        grid-column: 1 / -1;
        display: flex;
        align-items: baseline;
        gap: 8px;
        color: var(--ts-refused-mark);
      }
      @media (max-width: 560px) {
        form {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  constructor() {
    super();
    this.typed = '';
    this.unreadable = false;
    this.problem = null;
    this.working = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    globalThis.addEventListener('keydown', this.#catchScanner);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    globalThis.removeEventListener('keydown', this.#catchScanner);
  }

  protected override firstUpdated(): void {
    this.takeFocus();
  }

  /** Ready for the next one. */
  takeFocus(): void {
    this.#input?.focus();
  }

  /** Nothing of the one before is left here. */
  clear(): void {
    this.typed = '';
    this.unreadable = false;
    this.problem = null;
    this.#turn += 1;
  }

  override render() {
    const text = this.#language.text.counter;
    const error = this.unreadable
      ? text.unreadable
      : this.problem === null
        ? null
        : problemSentence(this.#language.text, this.#language.formats, this.problem);
    return html`<form novalidate @submit=${(event: SubmitEvent) => this.#find(event)}>
      <div class="field">
        <label for="shown">${text.field}</label>
        <p class="hint" id="shown-hint">${text.fieldHint}</p>
        <input
          id="shown"
          type="text"
          lang="en"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          enterkeyhint="search"
          .value=${this.typed}
          aria-describedby=${error === null ? 'shown-hint' : 'shown-hint shown-error'}
          aria-invalid=${error === null ? 'false' : 'true'}
          @input=${(event: InputEvent) => {
            if (event.target instanceof HTMLInputElement) this.typed = event.target.value;
          }}
        />
      </div>
      <button class="button">${this.working ? text.finding : text.find}</button>
      ${
        error === null
          ? nothing
          : html`<p class="error" id="shown-error" role="alert">
              <ts-icon name="stop"></ts-icon><span>${error}</span>
            </p>`
      }
    </form>`;
  }

  get #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  #find(event: SubmitEvent): void {
    event.preventDefault();
    const lookup = lookupOf(this.typed);
    this.problem = null;
    this.unreadable = lookup === null && this.typed.trim() !== '';
    this.typed = '';
    if (lookup === null) return;
    const turn = this.#turn;
    this.#waiting += 1;
    this.working = true;
    this.#asking = this.#asking.then(() => this.#ask(lookup, turn));
  }

  async #ask(lookup: Lookup, turn: number): Promise<void> {
    const answer = await lookUp(lookup);
    this.#waiting -= 1;
    this.working = this.#waiting > 0;
    if (turn !== this.#turn) return;
    if (answer.ok) {
      this.dispatchEvent(new CustomEvent<PersonAtCounter>('ts-found', { detail: answer.value }));
    } else {
      this.problem = answer;
    }
  }

  readonly #catchScanner = (event: KeyboardEvent): void => {
    if (event.key.length !== 1 || event.key === ' ') return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const [target] = event.composedPath();
    const wanted = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    if (wanted || target instanceof HTMLSelectElement) return;
    const inDialog = event.composedPath().some((node) => node instanceof HTMLDialogElement);
    // The key itself is typed where the focus is when it goes up: here.
    if (!inDialog) this.takeFocus();
  };
}
customElements.define('ts-person-field', TsPersonField);

declare global {
  interface HTMLElementTagNameMap {
    'ts-person-field': TsPersonField;
  }
}
