/** `<ts-lottery-end>`: a draw is ended without a result, with its reason, as long as that is allowed. */
import { css, html, LitElement } from 'lit';
import * as v from 'valibot';
import { LIMITS } from '#domain/contract/limits.ts';
import { lineSchema } from '#domain/contract/values.ts';
import { controlStyles, fieldStyles } from '#ui/controls.css.ts';
import { textField } from '#ui/elements/text-field.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/index.ts';
import './armed-action.ts';

const ReasonSchema = lineSchema(LIMITS.reasonLengthMax);

/**
 * @property allowed   its numbers cannot be known yet
 * @property disabled
 * @fires ts-end  detail: the reason
 */
export class TsLotteryEnd extends LitElement {
  static override properties = {
    allowed: { type: Boolean },
    disabled: { type: Boolean },
    reason: { state: true },
  };
  declare allowed: boolean;
  declare disabled: boolean;
  declare reason: string;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    controlStyles,
    fieldStyles,
    css`
      summary {
        padding-block: 12px;
        color: var(--ts-water-900);
        cursor: pointer;
      }
      .form {
        display: grid;
        gap: 16px;
        padding-block: 8px 16px;
      }
      .quiet {
        color: var(--ts-ink-2);
        line-height: 1.6;
      }
      ts-armed-action {
        margin-inline: 20px;
      }
    `,
  ];

  constructor() {
    super();
    this.allowed = false;
    this.disabled = false;
    this.reason = '';
  }

  override render() {
    const text = this.#language.text.leading.end;
    if (!this.allowed) return html`<p class="quiet">${text.tooLate}</p>`;
    const reason = v.safeParse(ReasonSchema, this.reason);
    const isWrong = this.reason !== '' && !reason.success;
    return html`<details>
      <summary>${text.heading}</summary>
      <div class="form">
        <p class="quiet">${text.lead}</p>
        ${textField({
          name: 'reason',
          label: text.reason,
          hint: text.reasonHint,
          value: this.reason,
          error: isWrong ? text.reasonMissing : undefined,
          disabled: this.disabled,
          onInput: (typed) => (this.reason = typed),
        })}
        <ts-armed-action
          quiet
          label=${text.act}
          sentence=${text.sentence}
          what=${this.reason}
          ?disabled=${this.disabled || !reason.success}
          @ts-go=${() => this.#end()}
        ></ts-armed-action>
      </div>
    </details>`;
  }

  #end(): void {
    const reason = v.safeParse(ReasonSchema, this.reason);
    if (!reason.success) return;
    this.dispatchEvent(new CustomEvent<string>('ts-end', { detail: reason.output }));
  }
}
customElements.define('ts-lottery-end', TsLotteryEnd);

declare global {
  interface HTMLElementTagNameMap {
    'ts-lottery-end': TsLotteryEnd;
  }
}
