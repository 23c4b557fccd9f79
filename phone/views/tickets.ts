/** `<ts-phone-tickets>`: the grand lottery's tickets. Prizes and entries come when it is prepared. */
import { css, html, LitElement, nothing } from 'lit';
import { TicketListSchema, type BoughtTickets } from '#domain/contract/tickets.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import '#ui/wall.ts';
import { listState } from '../elements/list-states.ts';
import '../elements/ticket-order.ts';
import '../elements/ticket-shapes.ts';
import { usesStyles } from '../elements/uses-styles.ts';
import { KeptList } from '../kept-list.ts';
import { messages } from '../languages/uses/index.ts';
import type { PhoneSession } from '../phone-session.ts';
import { SessionController } from '../session-controller.ts';
import { shapesFor } from '../ticket-figures.ts';

export class TsPhoneTickets extends LitElement {
  static override properties = {
    session: { attribute: false },
    bought: { state: true },
  };
  declare session: PhoneSession;
  /** How many have just come. */
  declare bought: number;

  readonly #language = new LanguageController(this, messages);
  protected readonly followed = new SessionController(this);
  readonly #tickets: KeptList<typeof TicketListSchema>;
  #stops: readonly (() => void)[] = [];

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    usesStyles,
    css`
      :host {
        padding: 0 0 32px;
      }
      .plane {
        padding: 20px 24px 0;
        background: var(--ts-water-1200);
        color: #ffffff;
      }
      .plane h1 {
        color: inherit;
      }
      .head,
      .mine {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0 16px;
      }
      .mine {
        margin-block: 12px 8px;
      }
      .mine .figure {
        font-size: 28px;
      }
      .under {
        margin-block-start: 8px;
      }
      .many {
        font-size: 72px;
      }
      .strip {
        position: relative;
        isolation: isolate;
        block-size: 80px;
      }
      .below {
        padding: 16px 24px 0;
      }
      .prizes {
        margin-block-start: 40px;
      }
      .prizes h2 {
        padding-block-end: 12px;
        border-block-end: var(--ts-border);
      }
      .prizes p {
        padding-block: 20px;
        line-height: 1.6;
        white-space: pre-line;
      }
    `,
  ];

  constructor() {
    super();
    this.bought = 0;
    this.#tickets = new KeptList(this, TicketListSchema, '/api/me/tickets');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const load = () => void this.#tickets.load();
    this.#stops = [this.session.on('ticket:changed', load), this.session.on('snapshot', load)];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  override render() {
    const { text, formats } = this.#language;
    const { me } = this.session;
    const list = this.#tickets.value;
    return html`<section class="plane">
        <div class="head">
          <h1>${text.tickets.heading}</h1>
          <p class="year">${me === null ? nothing : formats.fiscalYear(me.fiscalYear)}</p>
        </div>
        ${this.#mine(list?.count ?? me?.tickets ?? null)}
      </section>
      <div class="strip"><ts-wall kind="flat" from="0"></ts-wall></div>
      <div class="below">
        <p role="status">
          ${
            this.bought === 0
              ? nothing
              : html`<span class="done"
                  ><ts-icon name="check"></ts-icon>${text.tickets.done(
                    formats.number(this.bought),
                  )}</span
                >`
          }
        </p>
        ${listState(this.#language, this.#tickets)}
        ${
          list === null
            ? nothing
            : html`<ts-ticket-order
                .session=${this.session}
                .price=${list.price}
                .perRequestMax=${list.perRequestMax}
                @ts-bought=${(event: CustomEvent<BoughtTickets>) => this.#take(event.detail)}
              ></ts-ticket-order>`
        }
        <section class="prizes">
          <h2>${text.tickets.prizes}</h2>
          <p class="quiet">${text.tickets.prizesNone}</p>
        </section>
      </div>`;
  }

  #mine(count: number | null) {
    const { text, formats } = this.#language;
    const shown = count === null ? '—' : formats.number(count);
    const shapes = shapesFor(count ?? 0);
    return html`<div class="mine">
        <p>${text.tickets.mine}</p>
        <p>${text.tickets.left} <span class="figure">${shown}</span> ${text.tickets.unit}</p>
      </div>
      ${
        count === 0
          ? html`<p>${text.tickets.none}</p>`
          : shapes === 0
            ? html`<p class="figure many" aria-hidden="true">${shown}</p>`
            : html`<ts-ticket-shapes
                .count=${shapes}
                .arrived=${Math.min(this.bought, shapes)}
                label=${text.tickets.ticketsLabel(shown)}
              ></ts-ticket-shapes>`
      }
      ${count === null || count === 0 ? nothing : html`<p class="under">${text.tickets.unused}</p>`}`;
  }

  #take(bought: BoughtTickets): void {
    const list = this.#tickets.value;
    this.bought = bought.tickets.length;
    if (list !== null) {
      const known = new Set(list.tickets.map(({ ticketId }) => ticketId));
      const added = bought.tickets.filter(({ ticketId }) => !known.has(ticketId));
      this.#tickets.take({ ...list, tickets: [...list.tickets, ...added], count: bought.count });
    }
    scrollTo({ top: 0 });
  }
}
customElements.define('ts-phone-tickets', TsPhoneTickets);

declare global {
  interface HTMLElementTagNameMap {
    'ts-phone-tickets': TsPhoneTickets;
  }
}
