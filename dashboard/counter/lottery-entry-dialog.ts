/** `<ts-lottery-entry-dialog>`: tickets are entered for somebody at the counter: chosen, then nodded to. */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import '#ui/elements/dialog.ts';
import '#ui/elements/notice.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { Language } from '#ui/language/language.ts';
import type { RequestProblem } from '#ui/problem.ts';
import { leavesUndecided } from '#ui/spending-key.ts';
import { resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/index.ts';
import { problemSentence } from '../languages/problem-sentence.ts';
import * as api from './lottery-api.ts';
import './lottery-choice.ts';
import type { LotteryOrder } from './lottery-choice.ts';
import './lottery-nod.ts';
import { lastSerial, openLotteries } from './lottery-order.ts';
import { prizeName } from './lottery-slip.ts';
import type { PersonAtCounter } from './person-field.ts';
import type { Desk } from './person-forms.ts';

/** Who enters, and the desk that they stand at. */
export interface Entering {
  readonly desk: Desk;
  readonly person: PersonAtCounter;
}

/**
 * @property entering  `null`: closed, and nothing of anybody is left in it (KS1)
 * @fires ts-close
 */
export class TsLotteryEntryDialog extends LitElement {
  static override properties = {
    entering: { attribute: false },
    open: { state: true },
    order: { state: true },
    asked: { state: true },
    tickets: { state: true },
    problem: { state: true },
    working: { state: true },
  };
  declare entering: Entering | null;
  /** Lotteries that take entries; `null`: not known yet. */
  declare open: readonly api.PersonLottery[] | null;
  /** What the person is asked to nod to; `null`: still to be chosen. */
  declare order: LotteryOrder | null;
  /** The language that the person reads. */
  declare asked: Language;
  /** What they hold. */
  declare tickets: number;
  declare problem: RequestProblem | null;
  declare working: boolean;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    css`
      :host {
        display: contents;
        --ts-dialog-width: 760px;
      }
      ts-notice {
        margin-block-end: 16px;
      }
    `,
  ];

  constructor() {
    super();
    this.entering = null;
    this.#forget();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('entering')) return;
    this.#forget();
    if (this.entering === null) return;
    this.asked = this.entering.desk.language;
    this.tickets = this.entering.person.me.tickets;
    void this.#read(this.entering);
  }

  #forget(): void {
    this.open = null;
    this.order = null;
    this.asked = 'ja';
    this.tickets = 0;
    this.problem = null;
    this.working = false;
  }

  override render() {
    const words = this.#language.text.counter.lottery;
    const { entering, order } = this;
    return html`<ts-dialog
      .open=${entering !== null}
      .required=${this.working}
      heading=${order === null ? words.heading : words.confirmHeading}
      @ts-close=${() => this.#close()}
    >
      ${entering === null ? nothing : this.#steps(entering)}
    </ts-dialog>`;
  }

  #steps({ person }: Entering) {
    const { text, formats } = this.#language;
    const { open, order, problem } = this;
    return html`${
      problem === null
        ? nothing
        : html`<ts-notice
            kind="error"
            heading=${problemSentence(text, formats, problem)}
          ></ts-notice>`
    }
    ${
      open === null
        ? html`<p>${problem === null ? text.loading : nothing}</p>`
        : html`<ts-lottery-choice
            ?hidden=${order !== null}
            .open=${open}
            .tickets=${this.tickets}
            @ts-chosen=${(event: CustomEvent<LotteryOrder>) => {
              this.order = event.detail;
              this.problem = null;
            }}
            @ts-cancel=${() => this.#close()}
          ></ts-lottery-choice>`
    }
    ${
      order === null
        ? nothing
        : html`<ts-lottery-nod
            .order=${order}
            nickname=${person.me.nickname}
            .tickets=${this.tickets}
            asked=${this.asked}
            ?working=${this.working}
            @ts-asked=${(event: CustomEvent<Language>) => (this.asked = event.detail)}
            @ts-back=${() => this.#goBack(null)}
            @ts-nodded=${() => void this.#enter(order)}
          ></ts-lottery-nod>`
    }`;
  }

  /** To the choice, with the figures as they are by now. */
  #goBack(problem: RequestProblem | null): void {
    this.order = null;
    this.problem = problem;
    if (this.entering !== null) void this.#read(this.entering);
  }

  async #read(entering: Entering): Promise<void> {
    const answer = await api.readPersonLotteries(entering.person.me.participantId);
    if (this.entering !== entering) return;
    if (answer.ok) this.open = openLotteries(answer.value, Date.now());
    else this.problem = answer;
  }

  async #enter({ chosen: { lottery }, prizeId, count }: LotteryOrder): Promise<void> {
    const { entering } = this;
    if (entering === null || this.working) return;
    this.working = true;
    this.problem = null;
    const { desk, person } = entering;
    const { participantId } = person.me;
    const { lotteryId } = lottery;
    const answer = await desk.intent.ask(
      [participantId, 'lottery', lotteryId, prizeId, count],
      (key) => api.enterLottery(participantId, { lotteryId, prizeId, count }, key),
    );
    // The first entry makes the tag; without it the slip says what the entry says.
    const held = answer.ok ? await api.readHeld(participantId, lotteryId) : null;
    // Whoever it was has left: their answer is nobody's business any more (KS1).
    if (this.entering !== entering) return;
    this.working = false;
    if (!answer.ok) return this.#refused(answer);
    const { entry, ticketsLeft } = answer.value;
    const words = desk.text.counter.lottery;
    const numbers = words.numbers(String(entry.first), String(lastSerial(entry)));
    const prize = prizeName(lottery, entry.prizeId, desk.language);
    const own = held?.ok
      ? held.value
      : { entries: [entry], ownerTag: entry.ownerTag, nonceHex: null };
    const slip = { lottery, entry, held: own, language: this.asked };
    this.#close();
    await desk.done({
      heading: words.done(prize, numbers, desk.formats.number(ticketsLeft)),
      slip,
    });
  }

  /** When nobody knows whether it happened, the same wish is asked again (PT5); else chosen anew. */
  #refused(problem: RequestProblem): void {
    this.problem = problem;
    if (leavesUndecided(problem.code)) return;
    if (problem.code === 'tickets-insufficient') this.tickets = problem.balance ?? this.tickets;
    this.#goBack(problem);
  }

  #close(): void {
    if (this.entering !== null) this.dispatchEvent(new CustomEvent('ts-close'));
  }
}
customElements.define('ts-lottery-entry-dialog', TsLotteryEntryDialog);

declare global {
  interface HTMLElementTagNameMap {
    'ts-lottery-entry-dialog': TsLotteryEntryDialog;
  }
}
