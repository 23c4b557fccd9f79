/** `<ts-lottery-draft-page>`: a draw is prepared: names, how it is drawn, times, prizes, its rules. */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import type { Lottery } from '#domain/contract/lotteries.ts';
import { controlStyles, fieldStyles } from '#ui/controls.css.ts';
import '#ui/elements/notice.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestAnswer, RequestProblem } from '#ui/problem.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import '../form-dialog.ts';
import type { DialogForm } from '../form-dialog.ts';
import { messages, nameIn } from '../languages/index.ts';
import { problemSentence } from '../languages/problem-sentence.ts';
import { panelStyles } from '../panel-styles.ts';
import { LOTTERIES_PATH } from '../routes.ts';
import './armed-action.ts';
import {
  draftOf,
  emptyDraft,
  parseDraft,
  rehearsalOf,
  type DraftFaults,
  type DraftForm,
} from './draft-form.ts';
import { draftFields, type DraftFields } from './draft-fields.ts';
import { draftPageStyles } from './draft-page.css.ts';
import { dropQuestion, leaveQuestion } from './draft-questions.ts';
import { deskId } from './desk-id.ts';
import * as api from './lottery-api.ts';
import './prize-table.ts';
import { rulesPreview } from './rules-preview.ts';
import { UnsavedGuard } from './unsaved-guard.ts';

/**
 * @fires ts-saved    detail: Lottery, this one or its rehearsal
 * @fires ts-dropped
 */
export class TsLotteryDraftPage extends LitElement {
  static override properties = {
    lottery: { attribute: false },
    form: { state: true },
    faults: { state: true },
    problem: { state: true },
    working: { state: true },
    isDirty: { state: true },
    asking: { state: true },
  };
  /** `null`: a new one. */
  declare lottery: Lottery | null;
  declare form: DraftForm;
  declare faults: DraftFaults;
  declare problem: RequestProblem | null;
  declare working: boolean;
  declare isDirty: boolean;
  declare asking: DialogForm | null;

  readonly #language = new LanguageController(this, messages);

  protected readonly guard = new UnsavedGuard(
    this,
    () => this.isDirty,
    (goOn) => this.#askToLeave(goOn),
  );

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    fieldStyles,
    panelStyles,
    draftPageStyles,
  ];

  constructor() {
    super();
    this.lottery = null;
    this.form = emptyDraft(Date.now());
    this.faults = {};
    this.problem = null;
    this.working = false;
    this.isDirty = false;
    this.asking = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('lottery')) return;
    const before = changed.get('lottery');
    // The list was read again: what is being typed stays.
    const isSame = before !== undefined && before?.lotteryId === this.lottery?.lotteryId;
    if (isSame && this.isDirty) return;
    this.form = this.lottery === null ? emptyDraft(Date.now()) : draftOf(this.lottery);
    this.isDirty = false;
    if (isSame) return;
    this.faults = {};
    this.problem = null;
  }

  override render() {
    const text = this.#language.text.lotteries;
    return html`<header>
        <a class="back" href=${LOTTERIES_PATH}>${text.draft.back}</a>
        <h1>
          ${
            this.lottery === null
              ? text.draft.newHeading
              : nameIn(this.#language.current, this.lottery)
          }
        </h1>
        <p class="quiet-text">${text.draft.lead}</p>
        ${this.lottery?.rehearsal ? html`<p class="rehearsal">${text.rehearsal}</p>` : nothing}
      </header>
      <div class="columns">
        <form novalidate @submit=${(event: SubmitEvent) => void this.#save(event)}>
          ${this.#notice()} ${draftFields(this.#language, this.#fields())}
          <ts-lottery-prizes
            .form=${this.form}
            .faults=${this.faults}
            @ts-changed=${(event: CustomEvent<DraftForm>) => this.#become(event.detail)}
          ></ts-lottery-prizes>
          ${this.#saving()}
        </form>
        <aside>
          ${rulesPreview(this.#language, this.form)}
          ${this.lottery === null ? nothing : this.#next(this.lottery)}
        </aside>
      </div>
      <ts-form-dialog
        .form=${this.asking}
        @ts-close=${() => (this.asking = null)}
      ></ts-form-dialog>`;
  }

  #notice() {
    const { text, formats } = this.#language;
    const wrong = Object.keys(this.faults).length;
    const heading =
      this.problem !== null
        ? problemSentence(text, formats, this.problem)
        : wrong > 0
          ? text.lotteries.draft.check(formats.number(wrong))
          : null;
    return heading === null
      ? nothing
      : html`<ts-notice kind="error" heading=${heading}></ts-notice>`;
  }

  #saving() {
    const text = this.#language.text.lotteries.draft;
    const told = this.isDirty ? text.unsaved : this.lottery === null ? '' : text.saved;
    return html`<div class="saving">
      <button class="button primary" ?disabled=${this.working}>
        ${this.working ? text.saving : text.save}
      </button>
      <p role="status" class="quiet-text">${told}</p>
    </div>`;
  }

  /** What can be done with a draft that is saved. */
  #next(lottery: Lottery) {
    const text = this.#language.text.lotteries.draft;
    return html`<section class="panel next">
      <ts-armed-action
        label=${text.open}
        sentence=${text.openSentence}
        what=${lottery.lotteryId}
        ?disabled=${this.isDirty || this.working}
        @ts-go=${() => void this.#open(lottery)}
      ></ts-armed-action>
      ${this.isDirty ? html`<p class="quiet-text">${text.openFirst}</p>` : nothing}
      ${
        lottery.rehearsal
          ? nothing
          : html`<div>
              <button
                type="button"
                class="button"
                ?disabled=${this.isDirty || this.working}
                @click=${() => void this.#send(api.createLottery(rehearsalOf(lottery, Date.now())))}
              >
                ${text.rehearse}
              </button>
              <p class="quiet-text">${text.rehearseHint}</p>
            </div>`
      }
      <button type="button" class="link drop" @click=${() => this.#drop(lottery)}>
        ${text.remove1}
      </button>
    </section>`;
  }

  #fields(): DraftFields {
    const { form, faults } = this;
    return { form, faults, changed: (changed) => this.#become(changed) };
  }

  #become(form: DraftForm): void {
    this.form = form;
    this.isDirty = true;
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.working) return;
    const parsed = parseDraft(this.form, Date.now());
    this.faults = parsed.ok ? {} : parsed.faults;
    this.problem = null;
    if (!parsed.ok) return this.#focusWrong();
    await this.#send(
      this.lottery === null
        ? api.createLottery(parsed.value)
        : api.replaceDraft(this.lottery.lotteryId, parsed.value),
    );
  }

  async #open({ lotteryId }: Lottery): Promise<void> {
    // A draft lies for a while: its times may be over.
    const parsed = parseDraft(this.form, Date.now());
    this.faults = parsed.ok ? {} : parsed.faults;
    if (!parsed.ok) return this.#focusWrong();
    this.working = true;
    const answer = await api.transition(lotteryId, await deskId(), { to: 'open' });
    this.working = false;
    this.problem = answer.ok ? null : answer;
    if (answer.ok) this.#tell(answer.value.lottery);
    else if (answer.reason === 'closing-past') {
      // By the server's clock.
      this.faults = { closes: 'in-the-past' };
      await this.#focusWrong();
    } else if (answer.code === 'lottery-state') await this.#lookAgain(lotteryId);
  }

  /** Somebody else opened it. */
  async #lookAgain(lotteryId: string): Promise<void> {
    const answer = await api.readDesk(lotteryId);
    if (answer.ok && answer.value.lottery.state !== 'draft') this.#tell(answer.value.lottery);
  }

  async #send(request: Promise<RequestAnswer<Lottery>>): Promise<void> {
    this.working = true;
    const answer = await request;
    this.working = false;
    this.problem = answer.ok ? null : answer;
    if (answer.ok) {
      this.isDirty = false;
      this.#tell(answer.value);
    } else if (answer.code === 'draw-taken') {
      this.faults = { draw: 'taken' };
      await this.#focusWrong();
    }
  }

  #tell(lottery: Lottery): void {
    this.dispatchEvent(new CustomEvent<Lottery>('ts-saved', { detail: lottery }));
  }

  #drop({ lotteryId }: Lottery): void {
    this.asking = dropQuestion(this.#language.text, async () => {
      const answer = await api.dropDraft(lotteryId);
      if (!answer.ok) return { ok: false, problem: answer };
      this.isDirty = false;
      this.dispatchEvent(new CustomEvent('ts-dropped'));
      return { ok: true };
    });
  }

  #askToLeave(goOn: () => void): void {
    this.asking = leaveQuestion(this.#language.text, () => {
      this.isDirty = false;
      goOn();
    });
  }

  async #focusWrong(): Promise<void> {
    await this.updateComplete;
    const prizes = this.renderRoot.querySelector('ts-lottery-prizes');
    await prizes?.updateComplete;
    const wrong = '[aria-invalid="true"]';
    const first =
      this.renderRoot.querySelector<HTMLInputElement>(wrong) ??
      prizes?.renderRoot.querySelector<HTMLInputElement>(wrong);
    first?.focus();
  }
}
customElements.define('ts-lottery-draft-page', TsLotteryDraftPage);

declare global {
  interface HTMLElementTagNameMap {
    'ts-lottery-draft-page': TsLotteryDraftPage;
  }
}
