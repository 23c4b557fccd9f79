/** `<ts-person-page>`: who stands at the counter, what they have, and what can be done for them. */
import { html, LitElement, nothing } from 'lit';
import type { Coupon } from '#domain/contract/coupons.ts';
import type { CertificateInList } from '#domain/contract/certificates.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages, nameIn } from '../languages/index.ts';
import { panelStyles } from '../panel-styles.ts';
import { spacedNumber } from '../passes/card-geometry.ts';
import { certificateDocument } from './people-api.ts';
import type { PersonAtCounter } from './person-field.ts';
import './person-history.ts';
import './person-lotteries.ts';
import type { Slip } from './lottery-slip.ts';
import { personPageStyles } from './person-page.css.ts';

/** What staff chose to do; the view opens its form. */
export type PersonAction =
  | { name: 'exchange' | 'tickets' | 'lottery' | 'certificate' | 'card' | 'phone' | 'erase' }
  | { name: 'slip'; slip: Slip }
  | { name: 'lost'; pass: PersonAtCounter['passes'][number] }
  | { name: 'revoke-certificate'; certificate: CertificateInList };

/**
 * @fires ts-action   detail: PersonAction
 * @fires ts-reverse  detail: HistoryLine
 */
export class TsPersonPage extends LitElement {
  static override properties = {
    person: { attribute: false },
    version: { attribute: false },
  };
  declare person: PersonAtCounter;
  /** As in `<ts-person-history>`. */
  declare version: string;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    panelStyles,
    personPageStyles,
  ];

  override render() {
    return html`${this.#standing()}
      <div class="columns">
        <ts-person-history
          .participantId=${this.person.me.participantId}
          .version=${this.version}
          @ts-reverse=${(event: CustomEvent) =>
            this.dispatchEvent(new CustomEvent('ts-reverse', { detail: event.detail }))}
        ></ts-person-history>
        <div class="side">
          ${this.#coupons()}
          <ts-person-lotteries
            .participantId=${this.person.me.participantId}
            .version=${this.version}
            @ts-slip=${(event: CustomEvent<Slip>) =>
              this.#act({ name: 'slip', slip: event.detail })}
          ></ts-person-lotteries>
          ${this.#passes()} ${this.#certificates()}
          <button class="link erase" @click=${() => this.#act({ name: 'erase' })}>
            ${this.#language.text.counter.erase.open}
          </button>
        </div>
      </div>`;
  }

  #standing() {
    const text = this.#language.text.counter;
    const { number } = this.#language.formats;
    const { me } = this.person;
    const rank = me.rank.name[this.#language.current];
    const next = me.next;
    return html`<section class="standing">
      <dl>
        <div class="main">
          <dt>${text.balance}</dt>
          <dd class="figure" data-figure="balance">${number(me.balance)}<small>P</small></dd>
        </div>
        <div>
          <dt>${text.tickets.held}</dt>
          <dd class="figure" data-figure="tickets">${number(me.tickets)}</dd>
        </div>
        <div>
          <dt>${text.earned}</dt>
          <dd class="figure" data-figure="earned">${number(me.earned)}<small>P</small></dd>
        </div>
        <div class="rank">
          <dt>${text.rank}</dt>
          <dd>
            <b>${rank}</b>
            <span
              >${text.participations(number(me.participations))}${
                next === null
                  ? nothing
                  : html`<br />${text.next(
                        number(next.missing),
                        next.rank.name[this.#language.current],
                      )}`
              }</span
            >
          </dd>
        </div>
      </dl>
      <div class="actions">
        <button class="button" @click=${() => this.#act({ name: 'exchange' })}>
          <ts-icon name="coupon"></ts-icon>${text.exchange.open}
        </button>
        <button class="button" @click=${() => this.#act({ name: 'tickets' })}>
          <ts-icon name="ticket"></ts-icon>${text.tickets.open}
        </button>
        <button class="button" @click=${() => this.#act({ name: 'lottery' })}>
          <ts-icon name="dice"></ts-icon>${text.lottery.open}
        </button>
        <button class="button" @click=${() => this.#act({ name: 'certificate' })}>
          <ts-icon name="book"></ts-icon>${text.certificate.open}
        </button>
        <button class="button" @click=${() => this.#act({ name: 'card' })}>
          <ts-icon name="card"></ts-icon>${text.card.open}
        </button>
      </div>
    </section>`;
  }

  #coupons() {
    const text = this.#language.text.counter.coupons;
    const { coupons } = this.person;
    return html`<section class="panel">
      <div class="panel-head"><h2>${text.heading}</h2></div>
      ${coupons.length === 0 ? html`<p class="quiet-text">${text.none}</p>` : nothing}
      <ul class="rows">
        ${coupons.map((coupon) => this.#coupon(coupon))}
      </ul>
    </section>`;
  }

  #coupon(coupon: Coupon) {
    const text = this.#language.text.counter.coupons;
    const { date, time } = this.#language.formats;
    const language = this.#language.current;
    const state =
      coupon.redeemedAt === null
        ? text.state[coupon.state]
        : text.usedAt(`${date(coupon.redeemedAt)} ${time(coupon.redeemedAt)}`);
    return html`<li>
      <p><b>${nameIn(language, coupon.shop)}</b> ${nameIn(language, coupon.offer)}</p>
      <p class="sub">
        <span class="figure">${coupon.number}</span>
        <span data-state=${coupon.state}>${state}</span>
      </p>
    </li>`;
  }

  #passes() {
    const text = this.#language.text.counter.card;
    return html`<section class="panel">
      <div class="panel-head"><h2>${text.heading}</h2></div>
      <ul class="rows">
        ${this.person.passes.map((pass) => this.#pass(pass))}
      </ul>
      <button class="button phone" @click=${() => this.#act({ name: 'phone' })}>
        <ts-icon name="phone"></ts-icon>${this.#language.text.counter.toPhone.open}
      </button>
    </section>`;
  }

  #pass(pass: PersonAtCounter['passes'][number]) {
    const text = this.#language.text.counter.card;
    const { number, kind, revoked } = pass;
    return html`<li class="pass" ?data-revoked=${revoked}>
      <span
        ><ts-icon name=${kind}></ts-icon> ${text.kind[kind]}
        <span class="figure">${spacedNumber(number)}</span></span
      >
      ${
        revoked
          ? html`<span>${text.stoppedState}</span>`
          : html`<button
              class="link"
              aria-label=${text.lostFor(spacedNumber(number))}
              @click=${() => this.#act({ name: 'lost', pass })}
            >
              ${text.lost}
            </button>`
      }
    </li>`;
  }

  #certificates() {
    const text = this.#language.text.counter.certificate;
    const { fiscalYear, date } = this.#language.formats;
    const { me, certificates } = this.person;
    if (certificates.certificates.length === 0) return nothing;
    return html`<section class="panel">
      <div class="panel-head"><h2>${text.listHeading}</h2></div>
      <ul class="rows">
        ${certificates.certificates.map(
          (certificate) =>
            html`<li ?data-revoked=${certificate.revokedAt !== null}>
              <p><b>${certificate.name}</b> ${fiscalYear(certificate.fiscalYear)}</p>
              <p class="sub">
                <span>${text.issuedAt(date(certificate.issuedAt))}</span>
                ${
                  certificate.revokedAt === null
                    ? html`<a
                          href=${certificateDocument(me.participantId, certificate.certificateId)}
                          target="_blank"
                          >${text.print}</a
                        >
                        <button
                          class="link"
                          @click=${() => this.#act({ name: 'revoke-certificate', certificate })}
                        >
                          ${text.revoke}
                        </button>`
                    : html`<span>${text.revokedState}</span>`
                }
              </p>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #act(action: PersonAction): void {
    this.dispatchEvent(new CustomEvent<PersonAction>('ts-action', { detail: action }));
  }
}
customElements.define('ts-person-page', TsPersonPage);

declare global {
  interface HTMLElementTagNameMap {
    'ts-person-page': TsPersonPage;
  }
}
