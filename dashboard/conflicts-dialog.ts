/** `<ts-conflicts-dialog>`: people whom two kiosks admitted, to be looked at. */
import { css, html, LitElement, nothing } from 'lit';
import type { Conflict } from '#domain/contract/attendance.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/elements/dialog.ts';
import '#ui/elements/notice.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestProblemCode } from '#ui/problem.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import type { AttendanceEvent } from './attendance-state.ts';
import { messages, problemText } from './languages/index.ts';
import { resolveConflict } from './staff-api.ts';

/** @fires ts-heard  detail: AttendanceEvent, the conflict as the server now has it */
export class TsConflictsDialog extends LitElement {
  static override properties = {
    open: { type: Boolean },
    conflicts: { attribute: false },
    failure: { state: true },
  };
  declare open: boolean;
  declare conflicts: Conflict[];
  declare failure: RequestProblemCode | null;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    css`
      ul {
        margin-block-start: 16px;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: 4px 16px;
        padding-block: 12px;
        border-block-start: var(--ts-border);
      }
      .name {
        font-size: var(--ts-text-18);
        font-weight: 700;
        overflow-wrap: anywhere;
      }
      .figure {
        font-size: 18px;
      }
      .seen {
        color: var(--ts-ink-2);
      }
      .resolved {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        color: var(--ts-admitted-mark);
      }
    `,
  ];

  constructor() {
    super();
    this.open = false;
    this.conflicts = [];
    this.failure = null;
  }

  override render() {
    const text = this.#language.text;
    const waiting = this.conflicts.filter(({ resolvedAt }) => resolvedAt === null);
    return html`<ts-dialog .open=${this.open} heading=${text.conflicts.heading}>
      <p>${waiting.length === 0 ? text.conflicts.allDone : text.conflicts.lead}</p>
      ${
        this.failure === null
          ? nothing
          : html`<ts-notice kind="error" heading=${problemText(text, this.failure)}></ts-notice>`
      }
      <ul>
        ${this.conflicts.map((conflict) => this.#conflict(conflict))}
      </ul>
      <button
        slot="actions"
        class="button"
        @click=${() => this.dispatchEvent(new CustomEvent('ts-close'))}
      >
        ${text.close}
      </button>
    </ts-dialog>`;
  }

  #conflict(conflict: Conflict) {
    const text = this.#language.text;
    const formats = this.#language.formats;
    const seen = (word: string, { at, kiosk }: Conflict['first']) =>
      html`${word} <span class="figure">${formats.timeWithSeconds(at)}</span> ${kiosk}`;
    return html`<li>
      <div>
        <p class="name">${conflict.nickname ?? text.unknown}</p>
        <p class="seen">${seen(text.conflicts.first, conflict.first)}</p>
        <p class="seen">${seen(text.conflicts.second, conflict.second)}</p>
      </div>
      ${
        conflict.resolvedAt === null
          ? html`<button class="button" @click=${() => void this.#resolve(conflict)}>
              ${text.conflicts.resolve}
            </button>`
          : html`<span class="resolved"
              ><ts-icon name="check"></ts-icon>${text.conflicts.resolved}</span
            >`
      }
    </li>`;
  }

  async #resolve(conflict: Conflict): Promise<void> {
    const answer = await resolveConflict(conflict.conflictId);
    this.failure = answer.ok ? null : answer.code;
    if (!answer.ok) return;
    const heard: AttendanceEvent = { type: 'conflict-found', conflict: answer.value };
    this.dispatchEvent(
      new CustomEvent('ts-heard', { detail: heard, bubbles: true, composed: true }),
    );
  }
}
customElements.define('ts-conflicts-dialog', TsConflictsDialog);

declare global {
  interface HTMLElementTagNameMap {
    'ts-conflicts-dialog': TsConflictsDialog;
  }
}
