/** `<ts-lottery-prizes>`: the prizes of a draft, in the order in which they are drawn. */
import { html, LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { controlStyles, fieldStyles } from '#ui/controls.css.ts';
import { textField } from '#ui/elements/text-field.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/index.ts';
import { panelStyles } from '../panel-styles.ts';
import {
  emptyDraft,
  prizeIds,
  withNewPrize,
  withoutPrize,
  withPrizeMoved,
  type DraftFaults,
  type DraftForm,
  type PrizeField,
  type PrizeForm,
} from './draft-form.ts';
import { prizeTableStyles } from './prize-table.css.ts';

/** @fires ts-changed  detail: DraftForm */
export class TsLotteryPrizes extends LitElement {
  static override properties = {
    form: { attribute: false },
    faults: { attribute: false },
  };
  declare form: DraftForm;
  declare faults: DraftFaults;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    fieldStyles,
    panelStyles,
    prizeTableStyles,
  ];

  constructor() {
    super();
    this.form = emptyDraft(0);
    this.faults = {};
  }

  override render() {
    const text = this.#language.text.lotteries.draft;
    const fault = this.faults['prizes'];
    const ids = prizeIds(this.form.prizes);
    return html`<section class="panel">
      <div class="panel-head"><h2>${text.prizes}</h2></div>
      <p class="quiet-text">${text.prizesHint} ${text.moveHint}</p>
      ${fault === undefined ? nothing : html`<p class="fault" role="alert">${text.fault[fault]}</p>`}
      <ol>
        ${repeat(
          this.form.prizes,
          ({ key }) => key,
          (prize, index) => this.#prize(prize, index, ids[index] ?? ''),
        )}
      </ol>
      <button type="button" class="button" @click=${() => void this.#add()}>
        <ts-icon name="plus"></ts-icon>${text.addPrize}
      </button>
    </section>`;
  }

  #prize(prize: PrizeForm, index: number, id: string) {
    const text = this.#language.text.lotteries.draft;
    const { number } = this.#language.formats;
    const count = this.form.prizes.length;
    const place = index === 0 ? text.first : index === count - 1 ? text.last : '';
    const more: readonly PrizeField[] = ['nameEn', 'nameEasy', 'prizeId'];
    const isTouched = more.some((field) => this.faults[`prizes.${index}.${field}`] !== undefined);
    return html`<li
      data-key=${prize.key}
      role="group"
      aria-label=${text.prizeOf(number(index + 1))}
      @keydown=${(event: KeyboardEvent) => this.#moveByKey(event, prize.key)}
    >
      <div class="head">
        <span class="figure">${number(index + 1)}</span>
        <span class="place">${count > 1 ? place : ''}</span>
        ${this.#buttons(prize, index)}
      </div>
      <div class="main">
        ${this.#field(prize, index, 'name', { label: text.prizeName })}
        ${this.#field(prize, index, 'quantity', { label: text.quantity, isNumber: true })}
        ${this.#field(prize, index, 'alternates', { label: text.alternates, isNumber: true })}
      </div>
      <details ?open=${isTouched}>
        <summary>${text.prizeMore}${text.optional}</summary>
        <div class="more">
          ${this.#field(prize, index, 'nameEn', { label: text.nameEn })}
          ${this.#field(prize, index, 'nameEasy', { label: text.nameEasy })}
          ${this.#field(prize, index, 'prizeId', {
            label: text.prizeId,
            hint: text.prizeIdHint(id),
          })}
        </div>
      </details>
    </li>`;
  }

  #buttons(prize: PrizeForm, index: number) {
    const text = this.#language.text.lotteries.draft;
    const name = prize.name.trim() === '' ? text.nameless : prize.name;
    return html`<span class="buttons">
      <button
        type="button"
        class="button up"
        aria-label=${text.up(name)}
        ?disabled=${index === 0}
        @click=${() => void this.#move(prize.key, -1)}
      >
        <ts-icon name="right"></ts-icon>
      </button>
      <button
        type="button"
        class="button down"
        aria-label=${text.down(name)}
        ?disabled=${index === this.form.prizes.length - 1}
        @click=${() => void this.#move(prize.key, 1)}
      >
        <ts-icon name="right"></ts-icon>
      </button>
      <button
        type="button"
        class="link"
        aria-label=${text.remove(name)}
        @click=${() => this.#tell(withoutPrize(this.form, prize.key))}
      >
        ${text.removeShort}
      </button>
    </span>`;
  }

  #field(
    prize: PrizeForm,
    index: number,
    field: PrizeField,
    more: { readonly label: string; readonly hint?: string; readonly isNumber?: boolean },
  ) {
    const { isNumber = false, ...told } = more;
    const fault = this.faults[`prizes.${index}.${field}`];
    const words = this.#language.text.lotteries.draft.fault;
    return textField({
      name: `${field}-${prize.key}`,
      value: prize[field],
      error: fault === undefined ? undefined : words[fault],
      ...(isNumber ? { inputMode: 'numeric' } : {}),
      ...told,
      onInput: (value) => {
        const prizes = this.form.prizes.map((each) =>
          each.key === prize.key ? { ...each, [field]: value } : each,
        );
        this.#tell({ ...this.form, prizes });
      },
    });
  }

  async #add(): Promise<void> {
    this.#tell(withNewPrize(this.form));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>('li:last-child input')?.focus();
  }

  #moveByKey(event: KeyboardEvent, key: number): void {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    void this.#move(key, event.key === 'ArrowUp' ? -1 : 1);
  }

  /** The focus moves with the prize. */
  async #move(key: number, by: -1 | 1): Promise<void> {
    const focused = this.shadowRoot?.activeElement;
    this.#tell(withPrizeMoved(this.form, key, by));
    await this.updateComplete;
    const row = this.renderRoot.querySelector(`li[data-key="${key}"]`);
    if (focused instanceof HTMLButtonElement && focused.disabled) {
      row?.querySelector<HTMLButtonElement>('button:not([disabled])')?.focus();
    } else if (focused instanceof HTMLElement) focused.focus();
  }

  #tell(form: DraftForm): void {
    this.form = form;
    this.dispatchEvent(new CustomEvent<DraftForm>('ts-changed', { detail: form }));
  }
}
customElements.define('ts-lottery-prizes', TsLotteryPrizes);

declare global {
  interface HTMLElementTagNameMap {
    'ts-lottery-prizes': TsLotteryPrizes;
  }
}
