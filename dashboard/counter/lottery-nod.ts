/**
 * `<ts-lottery-nod>`: what will be entered, for the person's eyes, and a box that staff tick when they
 * have nodded. Without it nothing is entered: not by a double click, and not by Enter.
 */
import { css, html, LitElement, nothing } from 'lit';
import { controlStyles } from '#ui/controls.css.ts';
import { formatsFor } from '#ui/language/formats.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { LANGUAGE_TAGS, type Language } from '#ui/language/language.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { formDialogStyles } from '../form-dialog.css.ts';
import { messages } from '../languages/index.ts';
import { languageChoice, languageChoiceStyles } from './language-choice.ts';
import type { LotteryOrder } from './lottery-choice.ts';
import { prizeName } from './lottery-slip.ts';

/**
 * @property order
 * @property nickname
 * @property tickets   that they hold
 * @property asked     the language that they read
 * @property working   it is on its way
 * @fires ts-nodded
 * @fires ts-back
 * @fires ts-asked     detail: Language
 */
export class TsLotteryNod extends LitElement {
  static override properties = {
    order: { attribute: false },
    nickname: { type: String },
    tickets: { attribute: false },
    asked: { type: String },
    working: { type: Boolean },
    nodded: { state: true },
    missing: { state: true },
  };
  declare order: LotteryOrder;
  declare nickname: string;
  declare tickets: number;
  declare asked: Language;
  declare working: boolean;
  declare nodded: boolean;
  /** They are asked for it. */
  declare missing: boolean;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    formDialogStyles,
    languageChoiceStyles,
    css`
      form {
        gap: 16px;
      }
      .asked {
        display: grid;
        gap: 8px;
        padding: 20px 24px 24px;
        background: var(--ts-water-50);
        font-size: var(--ts-text-20);
        line-height: 1.5;
      }
      .asked:focus {
        outline: none;
        box-shadow: none;
      }
      .prize {
        color: var(--ts-water-1200);
        font-size: 36px;
        font-weight: 700;
        line-height: 1.3;
        overflow-wrap: anywhere;
      }
      .count {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 10px;
      }
      .count .figure {
        color: var(--ts-water-1200);
        font-size: 76px;
      }
      .left {
        margin-inline-start: auto;
      }
      .nod {
        display: flex;
        align-items: center;
        gap: 12px;
        min-block-size: 56px;
        font-size: var(--ts-text-18);
        font-weight: 700;
        cursor: pointer;
      }
      .nod input {
        inline-size: 26px;
        block-size: 26px;
        margin: 0;
        accent-color: var(--ts-water-1100);
      }
    `,
  ];

  constructor() {
    super();
    this.nickname = '';
    this.tickets = 0;
    this.asked = 'ja';
    this.working = false;
    this.nodded = false;
    this.missing = false;
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('.asked')?.focus();
  }

  override render() {
    const { text } = this.#language;
    const words = text.counter.lottery;
    return html`<form novalidate @submit=${(event: SubmitEvent) => this.#enter(event)}>
      <p>${words.confirmLead}</p>
      ${languageChoice(words.language, this.asked, (language) => this.#tell('ts-asked', language))}
      ${this.#forTheirEyes()}
      <div>
        <label class="nod">
          <input
            type="checkbox"
            .checked=${this.nodded}
            ?disabled=${this.working}
            aria-invalid=${this.missing ? 'true' : 'false'}
            @change=${(event: Event) => {
              this.nodded = event.target instanceof HTMLInputElement && event.target.checked;
              this.missing = false;
            }}
          />${words.nod}
        </label>
        ${this.missing ? html`<p class="fault" role="alert">${words.nodMissing}</p>` : nothing}
      </div>
      <div class="actions">
        <button
          type="button"
          class="button"
          ?disabled=${this.working}
          @click=${() => this.#tell('ts-back')}
        >
          ${words.back}
        </button>
        <button class="button primary" ?disabled=${this.working}>
          ${this.working ? text.asking.working : words.submit}
        </button>
      </div>
    </form>`;
  }

  #forTheirEyes() {
    const words = messages[this.asked].counter.lottery;
    const { number } = formatsFor(this.asked);
    const { chosen, prizeId, count } = this.order;
    const { rehearsal } = chosen.lottery;
    return html`<section class="asked" tabindex="-1" lang=${LANGUAGE_TAGS[this.asked]}>
      <p>${words.asked(this.nickname)}</p>
      <p class="prize">${prizeName(chosen.lottery, prizeId, this.asked)}</p>
      <p class="count">
        <span class="figure">${number(count)}</span> ${words.unit(number(count))}
        ${
          rehearsal
            ? nothing
            : html`<span class="left"
                >${words.left(number(this.tickets), number(this.tickets - count))}</span
              >`
        }
      </p>
      <p>${rehearsal ? words.rehearsalHint : words.final}</p>
    </section>`;
  }

  #enter(event: SubmitEvent): void {
    event.preventDefault();
    if (this.working) return;
    this.missing = !this.nodded;
    if (this.nodded) this.#tell('ts-nodded');
  }

  #tell(name: string, detail?: Language): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
customElements.define('ts-lottery-nod', TsLotteryNod);

declare global {
  interface HTMLElementTagNameMap {
    'ts-lottery-nod': TsLotteryNod;
  }
}
