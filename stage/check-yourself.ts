/** `<ts-check-yourself>`: how anybody checks a draw without us, and what no check can show. */
import { css, html, LitElement, nothing } from 'lit';
import { digestOfBytes } from '#domain/draw/digest.ts';
import { readOpen } from '#domain/draw/files.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { resetStyles } from '#ui/shared-styles.ts';
import { messages } from './languages/check/index.ts';
import { sectionStyles } from './spectator/spectator-styles.ts';

const PAGE = '/stage/verify.html';
const SCRIPT = '/stage/verify_vd1.py';
const BOOKS = '/books';

/** `code` as open.txt promises it, and the hash of the script that is served. */
type Comparison =
  | { readonly name: 'idle' }
  | { readonly name: 'unreachable' }
  | { readonly name: 'compared'; readonly promised: string; readonly served: string };

/** @property lotteryId  whose promise is compared; `null`: draws in general */
export class TsCheckYourself extends LitElement {
  static override properties = {
    lotteryId: { attribute: false },
    comparison: { state: true },
  };
  declare lotteryId: string | null;
  declare comparison: Comparison;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    controlStyles,
    sectionStyles,
    css`
      h3 {
        margin-block: 16px 4px;
        font-size: var(--ts-text-18);
      }
      a {
        display: inline-flex;
        align-items: center;
        min-block-size: var(--ts-target);
      }
      .open li {
        display: flow-root;
        padding-block: 8px;
        border-block-end: var(--ts-border);
      }
    `,
  ];

  constructor() {
    super();
    this.lotteryId = null;
    this.comparison = { name: 'idle' };
  }

  override render() {
    const { text } = this.#language;
    const { phone, page, script, open } = text;
    return html`<details
      data-check-yourself
      @toggle=${(event: Event) => {
        const { target } = event;
        if (target instanceof HTMLDetailsElement && target.open) void this.#compare();
      }}
    >
      <summary>${text.heading}</summary>
      <h3>${phone.head}</h3>
      <p>${phone.body}</p>
      <h3>${page.head}</h3>
      <p>${page.body}</p>
      <p><a href=${PAGE}>${page.link}</a></p>
      <h3>${script.head}</h3>
      <p>${script.body}</p>
      <p><a href=${SCRIPT} download>${script.link}</a></p>
      <code class="code">${script.run}</code>
      ${this.#code()}
      <h3>${open.head}</h3>
      <ul class="open">
        <li>${open.tickets}<br /><a href=${BOOKS}>${open.books}</a></li>
        <li>${open.people}</li>
        <li>${open.handing}</li>
      </ul>
    </details>`;
  }

  #code() {
    const { code } = this.#language.text;
    if (this.lotteryId === null) return html`<p class="small quiet">${code.general}</p>`;
    const { comparison } = this;
    if (comparison.name === 'idle') return nothing;
    if (comparison.name === 'unreachable') {
      return html`<p class="row">
          <ts-icon name="cloud-off"></ts-icon><span>${code.unreachable}</span>
        </p>
        <button class="button" @click=${() => void this.#compare()}>${code.again}</button>`;
    }
    const { promised, served } = comparison;
    const isSame = promised === served;
    return html`<p class="small">${code.promised}</p>
      <code class="code" data-promised>${promised}</code>
      <p class="row ${isSame ? 'right' : ''}" data-served=${isSame ? 'same' : 'other'}>
        <ts-icon name=${isSame ? 'check' : 'help'}></ts-icon>
        <span>${isSame ? code.same : code.other}</span>
      </p>`;
  }

  async #compare(): Promise<void> {
    const { lotteryId } = this;
    if (lotteryId === null || this.comparison.name === 'compared') return;
    try {
      const [open, script] = await Promise.all([
        bytesAt(`/api/lotteries/${lotteryId}/files/open.txt`),
        bytesAt(SCRIPT),
      ]);
      const { code } = readOpen(open);
      this.comparison = { name: 'compared', promised: code, served: digestOfBytes(script) };
    } catch {
      // Not there, or not to be read: the checks name what is wrong with open.txt.
      this.comparison = { name: 'unreachable' };
    }
  }
}
customElements.define('ts-check-yourself', TsCheckYourself);

async function bytesAt(address: string): Promise<Uint8Array> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-check-yourself': TsCheckYourself;
  }
}
