/** `<ts-grants-view>`: special points, which one of the staff proposes and another approves. */
import { html, LitElement, nothing } from 'lit';
import type { Grant, GrantListSchema } from '#domain/contract/grants.ts';
import type { InferOutput } from 'valibot';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestProblem } from '#ui/problem.ts';
import '#ui/ring.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import '../form-dialog.ts';
import type { DialogForm } from '../form-dialog.ts';
import { messages } from '../languages/index.ts';
import { listLoading } from '../list-loading.ts';
import { listStyles } from '../list-styles.ts';
import { panelStyles } from '../panel-styles.ts';
import { problemNotice } from '../problem-notice.ts';
import './grant-proposal.ts';
import { grantsViewStyles } from './grants-view.css.ts';
import { decideGrant, listGrants } from './grants-api.ts';

type GrantList = InferOutput<typeof GrantListSchema>;

/** @fires ts-open-count  detail: how many proposals wait */
export class TsGrantsView extends LitElement {
  static override properties = {
    staffId: { attribute: false },
    list: { state: true },
    problem: { state: true },
    form: { state: true },
    proposing: { state: true },
  };
  /** Who looks: they cannot approve what they proposed. */
  declare staffId: string;
  declare list: GrantList | null;
  declare problem: RequestProblem | null;
  declare form: DialogForm | null;
  declare proposing: boolean;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    panelStyles,
    listStyles,
    grantsViewStyles,
  ];

  constructor() {
    super();
    this.staffId = '';
    this.list = null;
    this.problem = null;
    this.form = null;
    this.proposing = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  override render() {
    const text = this.#language.text.grants;
    return html`<header>
        <div>
          <h1>${text.heading}</h1>
          <p class="quiet-text">${text.lead}</p>
        </div>
        ${
          this.proposing || this.list === null
            ? nothing
            : html`<button class="button primary" @click=${() => (this.proposing = true)}>
                <ts-icon name="plus"></ts-icon>${text.propose}
              </button>`
        }
      </header>
      ${problemNotice(this.#language, this.problem, () => void this.#read())}
      ${
        this.proposing
          ? html`<ts-grant-proposal
              @ts-proposed=${() => {
                this.proposing = false;
                void this.#read();
              }}
              @ts-close=${() => (this.proposing = false)}
            ></ts-grant-proposal>`
          : nothing
      }
      ${listLoading(this.list === null && this.problem === null, this.#language.text.loading)}
      ${this.list === null ? nothing : this.#grants(this.list.grants)}
      <ts-form-dialog .form=${this.form} @ts-close=${() => (this.form = null)}></ts-form-dialog>`;
  }

  #grants(grants: Grant[]) {
    const text = this.#language.text.grants;
    const open = grants.filter(({ state }) => state === 'proposed');
    const decided = grants.filter(({ state }) => state !== 'proposed');
    if (grants.length === 0) {
      return this.proposing
        ? nothing
        : html`<section class="empty">
            <ts-ring state="empty"></ts-ring>
            <p>${text.nothingYet}</p>
          </section>`;
    }
    return html`<section class="panel">
        <div class="panel-head"><h2>${text.open}</h2></div>
        ${open.length === 0 ? html`<p class="quiet-text">${text.nothingOpen}</p>` : nothing}
        <div class="rows">${open.map((grant) => this.#open(grant))}</div>
      </section>
      ${
        decided.length === 0
          ? nothing
          : html`<section class="panel">
              <div class="panel-head"><h2>${text.decided}</h2></div>
              <div class="rows">${decided.map((grant) => this.#decided(grant))}</div>
            </section>`
      }`;
  }

  #open(grant: Grant) {
    const text = this.#language.text.grants;
    const own = grant.proposedBy.staffId === this.staffId;
    return html`<article>
      ${this.#what(grant)}
      <div class="acts">
        ${
          own
            ? html`<p class="own"><ts-icon name="twin"></ts-icon>${text.ownProposal}</p>
                <button class="button" @click=${() => this.#decide(grant, false)}>
                  ${text.takeBack}
                </button>`
            : html`<button class="button" @click=${() => this.#decide(grant, false)}>
                  ${text.reject}
                </button>
                <button class="button primary" @click=${() => this.#decide(grant, true)}>
                  ${text.approve}
                </button>`
        }
      </div>
    </article>`;
  }

  #decided(grant: Grant) {
    const text = this.#language.text.grants;
    const at = grant.decidedAt === null ? '' : this.#when(grant.decidedAt);
    return html`<article data-state=${grant.state}>
      ${this.#what(grant)}
      <div class="acts">
        <p>
          <b class="state">${text.state[grant.state]}</b>
          ${grant.decidedBy === null ? at : text.decidedBy(grant.decidedBy.displayName, at)}
        </p>
      </div>
    </article>`;
  }

  #what(grant: Grant) {
    const text = this.#language.text.grants;
    const names = grant.people.map(({ nickname }) => nickname ?? text.erasedPerson);
    return html`<div class="what">
      <p class="name">${grant.reason}</p>
      <p>${text.kind[grant.kind]}　${this.#sum(grant)}</p>
      <p class="sub">${names.join('、')}</p>
      <p class="sub">
        ${text.proposedBy(grant.proposedBy.displayName, this.#when(grant.proposedAt))}
      </p>
    </div>`;
  }

  #sum({ people, points }: Grant): string {
    const { number, signedNumber } = this.#language.formats;
    return this.#language.text.grants.sum(
      number(people.length),
      signedNumber(points),
      signedNumber(points * people.length),
    );
  }

  #when(at: string): string {
    const { date, time } = this.#language.formats;
    return `${date(at)} ${time(at)}`;
  }

  #decide(grant: Grant, approve: boolean): void {
    const text = this.#language.text.grants;
    const own = grant.proposedBy.staffId === this.staffId;
    this.form = {
      heading: approve ? text.approveHeading : own ? text.takeBackHeading : text.rejectHeading,
      lead: html`<p>${grant.reason}</p>
        <p>${this.#sum(grant)}</p>
        <p>${approve ? text.approveLead : text.rejectLead}</p>`,
      fields: [],
      submit: approve ? text.approve : own ? text.takeBack : text.reject,
      send: async () => {
        const answer = await decideGrant(grant.grantId, approve);
        if (!answer.ok) return { ok: false, problem: answer };
        await this.#read();
        return { ok: true };
      },
    };
  }

  async #read(): Promise<void> {
    const answer = await listGrants();
    this.problem = answer.ok ? null : answer;
    if (!answer.ok) return;
    this.list = answer.value;
    this.dispatchEvent(new CustomEvent('ts-open-count', { detail: answer.value.openCount }));
  }
}
customElements.define('ts-grants-view', TsGrantsView);

declare global {
  interface HTMLElementTagNameMap {
    'ts-grants-view': TsGrantsView;
  }
}
