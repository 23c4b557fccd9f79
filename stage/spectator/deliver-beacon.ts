/** `<ts-deliver-beacon>`: a round is due and unknown; whoever has it hands it in. It proves itself. */
import { css, html, LitElement, nothing } from 'lit';
import { QUICKNET } from '#domain/draw/beacon.ts';
import { controlStyles, fieldStyles } from '#ui/controls.css.ts';
import '#ui/elements/notice.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { NoBodySchema, requestJson } from '#ui/problem.ts';
import { resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/spectator/index.ts';
import { readBeacon } from './pasted-beacon.ts';
import { sectionStyles } from './spectator-styles.ts';

/** A relay of those who run drand; any other one has the same. */
const RELAY = 'https://api.drand.sh';

const REFUSALS: ReadonlyMap<string, 'false' | 'silence'> = new Map([
  ['beacon-false', 'false'],
  ['network-unreachable', 'silence'],
]);

type Outcome =
  | { readonly name: 'unreadable' | 'false' | 'silence' | 'busy' | 'done' }
  | { readonly name: 'other-round'; readonly round: number };

/**
 * @property lotteryId
 * @property rounds     that are due and unknown
 */
export class TsDeliverBeacon extends LitElement {
  static override properties = {
    lotteryId: { attribute: false },
    rounds: { attribute: false },
    pasted: { state: true },
    outcome: { state: true },
    isSending: { state: true },
  };
  declare lotteryId: string;
  declare rounds: readonly number[];
  declare pasted: string;
  declare outcome: Outcome | null;
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
      textarea {
        min-block-size: 120px;
        font-family: ui-monospace, 'SFMono-Regular', Consolas, monospace;
        font-size: var(--ts-text-14);
        word-break: break-all;
      }
      a {
        overflow-wrap: anywhere;
      }
    `,
  ];

  constructor() {
    super();
    this.rounds = [];
    this.pasted = '';
    this.outcome = null;
    this.isSending = false;
  }

  override render() {
    const { text, formats } = this.#language;
    const { deliver } = text;
    const round = this.rounds[0];
    if (round === undefined) return nothing;
    const address = `${RELAY}/${QUICKNET.hash}/public/${round}`;
    return html`<section data-deliver>
      <h2>${deliver.heading}</h2>
      <p>${deliver.lead(formats.number(round))}</p>
      <p class="small">
        ${deliver.source} <a href=${address} target="_blank" rel="noreferrer">${address}</a>
      </p>
      <form
        @submit=${(event: SubmitEvent) => {
          event.preventDefault();
          void this.#send();
        }}
      >
        <div class="field">
          <label for="pasted">${deliver.label}</label>
          <p class="hint" id="pasted-hint">${deliver.hint}</p>
          <textarea
            id="pasted"
            name="pasted"
            maxlength="4000"
            spellcheck="false"
            autocomplete="off"
            aria-describedby="pasted-hint"
            .value=${this.pasted}
            @input=${(event: InputEvent) => {
              if (event.target instanceof HTMLTextAreaElement) this.pasted = event.target.value;
            }}
          ></textarea>
        </div>
        <button class="button primary large wide" ?disabled=${this.isSending}>
          ${this.isSending ? deliver.sending : deliver.send}
        </button>
      </form>
      <div role="status">${this.#answered()}</div>
    </section>`;
  }

  #answered() {
    const { outcome } = this;
    if (outcome === null) return nothing;
    const { text, formats } = this.#language;
    const { deliver } = text;
    const heading =
      outcome.name === 'other-round'
        ? deliver.otherRound(formats.number(outcome.round))
        : deliver.outcomes[outcome.name];
    const kind = outcome.name === 'done' ? 'done' : 'stale';
    return html`<ts-notice kind=${kind} heading=${heading}></ts-notice>`;
  }

  async #send(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    // BLS takes a moment: what is pressed is drawn first.
    await this.updateComplete;
    this.outcome = await this.#deliver();
    this.isSending = false;
    if (this.outcome.name === 'done') this.pasted = '';
  }

  async #deliver(): Promise<Outcome> {
    const read = readBeacon(this.pasted, this.rounds);
    if (read.name !== 'found') return read;
    const answer = await requestJson(NoBodySchema, `/api/lotteries/${this.lotteryId}/beacons`, {
      method: 'POST',
      body: read.beacon,
    });
    if (answer.ok) return { name: 'done' };
    // Somebody else was sooner, and the draw goes on.
    if (answer.code === 'lottery-state') return { name: 'done' };
    return { name: REFUSALS.get(answer.code) ?? 'busy' };
  }
}
customElements.define('ts-deliver-beacon', TsDeliverBeacon);

declare global {
  interface HTMLElementTagNameMap {
    'ts-deliver-beacon': TsDeliverBeacon;
  }
}
