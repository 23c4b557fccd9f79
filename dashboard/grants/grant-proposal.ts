/** `<ts-grant-proposal>`: who gets how many points, and why. */
import { html, LitElement, nothing } from 'lit';
import { GRANT_KINDS } from '#domain/contract/grants.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import { controlStyles, fieldStyles } from '#ui/controls.css.ts';
import '#ui/elements/notice.ts';
import { textField } from '#ui/elements/text-field.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestProblem } from '#ui/problem.ts';
import { figureStyles, hiddenStyles, resetStyles } from '#ui/shared-styles.ts';
import '../counter/person-field.ts';
import type { PersonAtCounter } from '../counter/person-field.ts';
import { wholeNumber, type FieldFaults } from '../form-fields.ts';
import { messages } from '../languages/index.ts';
import { problemSentence } from '../languages/problem-sentence.ts';
import { panelStyles } from '../panel-styles.ts';
import {
  EMPTY_GRANT,
  parseGrant,
  withoutPerson,
  withPerson,
  type GrantForm,
} from './grant-form.ts';
import { grantProposalStyles } from './grant-proposal.css.ts';
import { proposeGrant } from './grants-api.ts';

/**
 * @fires ts-proposed
 * @fires ts-close
 */
export class TsGrantProposal extends LitElement {
  static override properties = {
    form: { state: true },
    faults: { state: true },
    problem: { state: true },
    said: { state: true },
    working: { state: true },
  };
  declare form: GrantForm;
  declare faults: FieldFaults;
  declare problem: RequestProblem | null;
  /** Who was added last. */
  declare said: string;
  declare working: boolean;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    hiddenStyles,
    controlStyles,
    fieldStyles,
    panelStyles,
    grantProposalStyles,
  ];

  constructor() {
    super();
    this.form = EMPTY_GRANT;
    this.faults = {};
    this.problem = null;
    this.said = '';
    this.working = false;
  }

  override render() {
    const text = this.#language.text;
    return html`<section class="panel">
      <div class="panel-head"><h2>${text.grants.newHeading}</h2></div>
      ${
        this.problem === null
          ? nothing
          : html`<ts-notice
              kind="error"
              heading=${problemSentence(text, this.#language.formats, this.problem)}
            ></ts-notice>`
      }
      <div class="columns">
        <form id="grant" novalidate @submit=${(event: SubmitEvent) => void this.#propose(event)}>
          ${this.#kinds()} ${this.#points()} ${this.#reason()}
        </form>
        ${this.#people()}
      </div>
      <div class="foot">
        <p class="sum" role="status">${this.#sum()}</p>
        <button class="button" @click=${() => this.dispatchEvent(new CustomEvent('ts-close'))}>
          ${text.cancel}
        </button>
        <button class="button primary" form="grant" ?disabled=${this.working}>
          ${this.working ? text.asking.working : text.grants.submit}
        </button>
      </div>
    </section>`;
  }

  #kinds() {
    const text = this.#language.text.grants;
    return html`<fieldset>
      <legend>${text.kindLabel}</legend>
      ${GRANT_KINDS.map(
        (kind) =>
          html`<label class="option">
            <input
              type="radio"
              name="kind"
              .checked=${this.form.kind === kind}
              @change=${() => (this.form = { ...this.form, kind })}
            />
            <span><b>${text.kind[kind]}</b><small>${text.kindHint[kind]}</small></span>
          </label>`,
      )}
    </fieldset>`;
  }

  #points() {
    const { grants, asking } = this.#language.text;
    const fault = this.faults['points'];
    return textField({
      name: 'points',
      label: grants.points,
      value: this.form.points,
      required: true,
      error:
        fault === undefined
          ? undefined
          : fault === 'missing'
            ? asking.fault.missing
            : grants.pointsWrong,
      onInput: (points) => (this.form = { ...this.form, points }),
    });
  }

  #reason() {
    const { grants, asking } = this.#language.text;
    const fault = this.faults['reason'];
    return textField({
      name: 'reason',
      label: grants.reason,
      hint: grants.reasonHint,
      value: this.form.reason,
      required: true,
      error:
        fault === undefined
          ? undefined
          : fault === 'too-long'
            ? asking.fault.tooLong(this.#language.formats.number(LIMITS.reasonLengthMax))
            : fault === 'missing'
              ? asking.fault.missing
              : asking.fault.notPlain,
      onInput: (reason) => (this.form = { ...this.form, reason }),
    });
  }

  #people() {
    const text = this.#language.text.grants;
    const { people } = this.form;
    return html`<div class="people">
      <h3>${text.people}</h3>
      <ts-person-field
        @ts-found=${(event: CustomEvent<PersonAtCounter>) => this.#add(event.detail)}
      ></ts-person-field>
      <p class="said" role="status">${this.said}</p>
      ${
        people.length === 0
          ? html`<p class=${this.faults['participantIds'] ? 'fault' : 'quiet-text'}>
              ${this.faults['participantIds'] ? text.peopleMissing : text.nobodyYet}
            </p>`
          : nothing
      }
      <ul class="rows">
        ${people.map(
          ({ participantId, nickname }) =>
            html`<li>
              <b>${nickname}</b>
              <button
                class="link"
                aria-label=${text.removeFor(nickname)}
                @click=${() => (this.form = withoutPerson(this.form, participantId))}
              >
                ${text.remove}
              </button>
            </li>`,
        )}
      </ul>
    </div>`;
  }

  #sum(): string {
    const { number, signedNumber } = this.#language.formats;
    const points = wholeNumber(this.form.points);
    const people = this.form.people.length;
    if (Number.isNaN(points) || people === 0) return '';
    return this.#language.text.grants.sum(
      number(people),
      signedNumber(points),
      signedNumber(points * people),
    );
  }

  #add({ me: { participantId, nickname } }: PersonAtCounter): void {
    const text = this.#language.text.grants;
    const form = withPerson(this.form, { participantId, nickname });
    this.said = form === null ? text.already(nickname) : text.added(nickname);
    if (form !== null) this.form = form;
  }

  async #propose(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.working) return;
    const parsed = parseGrant(this.form);
    this.faults = parsed.ok ? {} : parsed.faults;
    this.problem = null;
    if (!parsed.ok) {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    this.working = true;
    const answer = await proposeGrant(parsed.value);
    this.working = false;
    if (answer.ok) this.dispatchEvent(new CustomEvent('ts-proposed'));
    else this.problem = answer;
  }
}
customElements.define('ts-grant-proposal', TsGrantProposal);

declare global {
  interface HTMLElementTagNameMap {
    'ts-grant-proposal': TsGrantProposal;
  }
}
