/** `<ts-bundle-drop>`: takes a draw's record, dropped or chosen. */
import { css, html, LitElement } from 'lit';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { hiddenStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/verify/index.ts';
import type { GivenFile } from './conversation.ts';
import { chosenFiles, droppedFiles } from './dropped-files.ts';

/** @fires ts-files  detail: GivenFile[], never empty */
export class TsBundleDrop extends LitElement {
  static override properties = { over: { type: Boolean, reflect: true } };
  /** Something hangs above the field. */
  declare over: boolean;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    hiddenStyles,
    controlStyles,
    css`
      :host {
        display: block;
      }
      .field {
        display: grid;
        justify-items: center;
        gap: 12px;
        padding: 40px 24px;
        border: 2px dashed var(--ts-edge);
        border-radius: var(--ts-radius-control);
        text-align: center;
        --ts-icon-size: 40px;
      }
      :host([over]) .field {
        border-style: solid;
        border-color: var(--ts-water-900);
        background: var(--ts-water-50);
      }
      ts-icon {
        color: var(--ts-water-900);
      }
      .drop {
        color: var(--ts-water-1200);
        font-size: var(--ts-text-20);
        font-weight: 700;
        line-height: 1.4;
      }
      /* Nothing is dropped on a telephone. */
      @media (max-width: 480px) {
        .field {
          padding: 0;
          border: 0;
        }
        ts-icon,
        .drop,
        .or {
          display: none;
        }
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: 16px;
      }
    `,
  ];

  constructor() {
    super();
    this.over = false;
  }

  override render() {
    const { text } = this.#language;
    return html`<div
      class="field"
      @dragover=${(event: DragEvent) => this.#hover(event, true)}
      @dragleave=${(event: DragEvent) => this.#hover(event, false)}
      @drop=${(event: DragEvent) => void this.#drop(event)}
    >
      <ts-icon name="arrow-in"></ts-icon>
      <p class="drop">${text.drop}</p>
      <p class="or">${text.dropOr}</p>
      <div class="buttons">
        <button class="button primary" @click=${() => this.#open('files')}>
          ${text.chooseFiles}
        </button>
        <button class="button" @click=${() => this.#open('folder')}>${text.chooseFolder}</button>
      </div>
      <input
        id="files"
        type="file"
        multiple
        hidden
        aria-label=${text.chooseFiles}
        @change=${(event: Event) => this.#choose(event)}
      />
      <input
        id="folder"
        type="file"
        webkitdirectory
        hidden
        aria-label=${text.chooseFolder}
        @change=${(event: Event) => this.#choose(event)}
      />
    </div>`;
  }

  #open(id: 'files' | 'folder'): void {
    this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)?.click();
  }

  #choose({ target }: Event): void {
    if (!(target instanceof HTMLInputElement)) return;
    this.#give(chosenFiles(target.files));
    // The same files may be chosen again.
    target.value = '';
  }

  #hover(event: DragEvent, isOver: boolean): void {
    event.preventDefault();
    this.over = isOver;
  }

  async #drop(event: DragEvent): Promise<void> {
    this.#hover(event, false);
    if (event.dataTransfer !== null) this.#give(await droppedFiles(event.dataTransfer));
  }

  #give(files: readonly GivenFile[]): void {
    if (files.length > 0) this.dispatchEvent(new CustomEvent('ts-files', { detail: files }));
  }
}
customElements.define('ts-bundle-drop', TsBundleDrop);

declare global {
  interface HTMLElementTagNameMap {
    'ts-bundle-drop': TsBundleDrop;
  }
  interface HTMLElementEventMap {
    'ts-files': CustomEvent<readonly GivenFile[]>;
  }
}
