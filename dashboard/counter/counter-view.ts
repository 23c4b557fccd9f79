/** `<ts-counter-view>`: the counter, where a card has the same rights as a phone. */
import { html, LitElement, nothing } from 'lit';
import type { HistoryLine, TransferCode } from '#domain/contract/people.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/elements/notice.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestProblem } from '#ui/problem.ts';
import '#ui/ring.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import '../form-dialog.ts';
import type { DialogForm } from '../form-dialog.ts';
import { messages } from '../languages/index.ts';
import { problemSentence } from '../languages/problem-sentence.ts';
import '../passes/card-sheet.ts';
import { counterViewStyles } from './counter-view.css.ts';
import { doneNotice, slipReady } from './done-notice.ts';
import { IdleController } from './idle-controller.ts';
import { languageChoiceStyles } from './language-choice.ts';
import './lottery-entry-dialog.ts';
import type { Entering } from './lottery-entry-dialog.ts';
import './lottery-slip.ts';
import { lostPassForm, newCardForm, newPersonForm } from './pass-forms.ts';
import { makeTransferCode, readOffers, readPerson } from './people-api.ts';
import './person-field.ts';
import type { PersonAtCounter } from './person-field.ts';
import * as forms from './person-forms.ts';
import './person-page.ts';
import './phone-code-dialog.ts';
import type { PersonAction } from './person-page.ts';
import { SpendingIntent } from './spending-intent.ts';

export class TsCounterView extends LitElement {
  static override properties = {
    person: { state: true },
    form: { state: true },
    entering: { state: true },
    done: { state: true },
    problem: { state: true },
    version: { state: true },
    phoneCode: { state: true },
  };
  declare person: PersonAtCounter | null;
  declare form: DialogForm | null;
  declare entering: Entering | null;
  declare done: forms.Done | null;
  declare problem: RequestProblem | null;
  /** Grows with everything that was done for this person. */
  declare version: number;
  /** By which this person comes to a phone; `null`: it is not shown. */
  declare phoneCode: TransferCode | null;

  readonly #language = new LanguageController(this, messages);
  readonly #idle = new IdleController(this, () => this.#next());
  #intent = new SpendingIntent();
  /** Grows with everybody who steps up: answers about the one before come too late (KS1). */
  #visit = 0;
  #questions = 0;

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    languageChoiceStyles,
    counterViewStyles,
  ];

  constructor() {
    super();
    this.person = null;
    this.form = null;
    this.entering = null;
    this.done = null;
    this.problem = null;
    this.version = 0;
    this.phoneCode = null;
  }

  override render() {
    const text = this.#language.text.counter;
    const { person } = this;
    const card = this.done?.card ?? null;
    const slip = this.done?.slip ?? null;
    return html`<div class="screen" ?data-paper=${card !== null || slip !== null}>
        <header>
          <h1>${text.heading}</h1>
          ${
            person === null
              ? html`<button class="button" @click=${() => this.#newPerson()}>
                  <ts-icon name="plus"></ts-icon>${text.join.open}
                </button>`
              : nothing
          }
        </header>
        <ts-person-field
          @ts-found=${(event: CustomEvent<PersonAtCounter>) => {
            this.#visit += 1;
            this.#found(event.detail);
          }}
        ></ts-person-field>
        ${person === null ? nothing : this.#who(person)} ${this.#notices()}
        ${
          person === null
            ? this.#nobody()
            : html`<ts-person-page
                .person=${person}
                .version=${String(this.version)}
                @ts-action=${(event: CustomEvent<PersonAction>) => void this.#act(event.detail)}
                @ts-reverse=${(event: CustomEvent<HistoryLine>) =>
                  (this.form = forms.reversalForm(this.#desk(), event.detail))}
              ></ts-person-page>`
        }
      </div>
      ${card === null ? nothing : html`<ts-card-sheet .card=${card}></ts-card-sheet>`}
      ${slip === null ? nothing : html`<ts-lottery-slip .slip=${slip}></ts-lottery-slip>`}
      <ts-lottery-entry-dialog
        .entering=${this.entering}
        @ts-close=${() => (this.entering = null)}
      ></ts-lottery-entry-dialog>
      <ts-phone-code-dialog
        .shown=${this.phoneCode}
        nickname=${person?.me.nickname ?? ''}
        @ts-renew=${() => person !== null && void this.#toPhone(person)}
        @ts-close=${() => void this.#closePhoneCode()}
      ></ts-phone-code-dialog>
      <ts-form-dialog .form=${this.form} @ts-close=${() => (this.form = null)}></ts-form-dialog>`;
  }

  #who({ me }: PersonAtCounter) {
    const text = this.#language.text;
    return html`<div class="who">
      <h2>${me.nickname}<small>${text.passes.honorific}</small></h2>
      <button class="button primary" @click=${() => this.#next()}>
        ${text.counter.nextPerson}
      </button>
    </div>`;
  }

  #nobody() {
    const text = this.#language.text.counter;
    return html`<section class="empty">
      <ts-ring state="empty"></ts-ring>
      <p>${text.empty}</p>
    </section>`;
  }

  #notices() {
    const text = this.#language.text;
    const left = this.#idle.secondsLeft;
    return html`<div class="notices">
      ${
        left === null
          ? nothing
          : html`<ts-notice kind="stale" heading=${text.counter.idle(String(left))}></ts-notice>`
      }
      ${
        this.problem === null
          ? nothing
          : html`<ts-notice
              kind="error"
              heading=${problemSentence(text, this.#language.formats, this.problem)}
            ></ts-notice>`
      }
      ${this.done === null ? nothing : doneNotice(text, this.done, (done) => (this.done = done))}
    </div>`;
  }

  #desk(): forms.Desk {
    const visit = this.#visit;
    return {
      text: this.#language.text,
      formats: this.#language.formats,
      language: this.#language.current,
      intent: this.#intent,
      done: async (done) => {
        if (visit === this.#visit) await this.#finish(done);
      },
      show: (form) => (this.form = form),
    };
  }

  async #act(action: PersonAction): Promise<void> {
    const { person } = this;
    if (person === null) return;
    const desk = this.#desk();
    this.done = null;
    this.problem = null;
    switch (action.name) {
      case 'exchange':
        return this.#exchange(person);
      case 'tickets':
        this.form = forms.ticketsForm(desk, person);
        return;
      case 'lottery':
        this.entering = { desk, person };
        return;
      case 'slip':
        this.done = slipReady(this.#language.text, action.slip);
        return;
      case 'certificate':
        this.form = forms.certificateForm(desk, person);
        return;
      case 'card':
        this.form = newCardForm(desk, person);
        return;
      case 'phone':
        return this.#toPhone(person);
      case 'lost':
        this.form = lostPassForm(desk, action.pass);
        return;
      case 'revoke-certificate':
        this.form = forms.revokeCertificateForm(desk, action.certificate);
        return;
      case 'erase':
      default:
        this.form = forms.eraseForm(desk, person);
    }
  }

  async #exchange(person: PersonAtCounter): Promise<void> {
    const offers = await readOffers();
    if (this.person?.me.participantId !== person.me.participantId) return;
    if (offers.ok) this.form = forms.exchangeForm(this.#desk(), person, offers.value);
    else this.problem = offers;
  }

  async #toPhone({ me }: PersonAtCounter): Promise<void> {
    const visit = this.#visit;
    const answer = await makeTransferCode(me.participantId);
    if (visit !== this.#visit) return;
    if (answer.ok) this.phoneCode = answer.value;
    else this.problem = answer;
  }

  /** By then the person may have come to the phone: their passes are read again. */
  async #closePhoneCode(): Promise<void> {
    if (this.phoneCode === null) return;
    this.phoneCode = null;
    if (this.person !== null) await this.#open(this.person.me.participantId);
  }

  #newPerson(): void {
    this.form = newPersonForm(this.#desk(), (participantId) => this.#open(participantId));
  }

  async #finish(done: forms.Done): Promise<void> {
    const visit = this.#visit;
    if (done.erased) {
      this.#next();
    } else {
      if (this.person !== null) await this.#open(this.person.me.participantId);
      if (visit !== this.#visit) return;
    }
    this.done = done;
  }

  async #open(participantId: string): Promise<void> {
    const visit = this.#visit;
    const question = (this.#questions += 1);
    const answer = await readPerson(participantId);
    // A later question knows better, and what it told stands.
    if (visit !== this.#visit || question !== this.#questions) return;
    if (answer.ok) this.#found(answer.value);
    else this.problem = answer;
  }

  #found(person: PersonAtCounter): void {
    if (person.me.participantId !== this.person?.me.participantId) {
      this.#intent = new SpendingIntent();
    }
    this.person = person;
    this.version += 1;
    this.done = null;
    this.problem = null;
    this.#idle.begin();
  }

  /** KS1: nothing of one person is left when the next steps up. */
  #next(): void {
    this.#visit += 1;
    this.person = null;
    this.form = null;
    this.entering = null;
    this.done = null;
    this.problem = null;
    this.phoneCode = null;
    this.#intent = new SpendingIntent();
    this.#idle.end();
    const field = this.renderRoot.querySelector('ts-person-field');
    field?.clear();
    field?.takeFocus();
  }
}
customElements.define('ts-counter-view', TsCounterView);

declare global {
  interface HTMLElementTagNameMap {
    'ts-counter-view': TsCounterView;
  }
}
