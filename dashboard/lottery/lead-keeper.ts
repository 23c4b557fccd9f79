/** Who leads the draw: asked at every change and every few seconds, renewed while it is this page. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LotteryDeskView } from '#domain/contract/lotteries.ts';
import type { RequestProblem } from '#ui/problem.ts';
import { deskId } from './desk-id.ts';
import { giveLeadBack, readDesk, takeLead } from './lottery-api.ts';

/** A lead that is not renewed for a minute is nobody's. */
const RENEW_MS = 20_000;
/** The stage says when it changes; this is for a line that is down. */
const LOOK_MS = 5_000;

export class LeadKeeper implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #lotteryId: string | null = null;
  #deskId = '';
  #view: LotteryDeskView | null = null;
  #problem: RequestProblem | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #askedMs = 0;
  /** It led when it was last heard who does; nobody took it over, and it was not given back. */
  #holds = false;
  #wasTakenOver = false;
  #refused: RequestProblem | null = null;
  /** Looks are numbered as they are asked; an answer from before what is known tells nothing. */
  #questions = 0;
  #known = 0;
  #isRenewing = false;
  /** Taking, renewing and giving back come to the server in the order in which they were asked for. */
  #turns: Promise<void> = Promise.resolve();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** `null`: not heard yet. */
  get view(): LotteryDeskView | null {
    return this.#view;
  }

  /** Of the last question; `null`: it was answered. */
  get problem(): RequestProblem | null {
    return this.#problem;
  }

  get deskId(): string {
    return this.#deskId;
  }

  get leads(): boolean {
    return this.#deskId !== '' && this.#view?.lead?.deskId === this.#deskId;
  }

  /** It did, and now another one does. */
  get wasTakenOver(): boolean {
    return this.#wasTakenOver;
  }

  /** What came of asking for the lead, or of giving it back; `null`: it went well, or was not asked. */
  get refused(): RequestProblem | null {
    return this.#refused;
  }

  hostConnected(): void {
    this.#timer = setInterval(() => void this.#tick(), LOOK_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
    this.#lotteryId = null;
    this.#view = null;
  }

  async watch(lotteryId: string | null): Promise<void> {
    if (lotteryId === this.#lotteryId) return;
    this.#lotteryId = lotteryId;
    this.#view = null;
    this.#problem = null;
    this.#holds = false;
    this.#wasTakenOver = false;
    this.#refused = null;
    if (lotteryId === null) return;
    this.#deskId = await deskId();
    await this.look();
  }

  /** Asks who leads; not before this page knows which desk it is. */
  async look(): Promise<void> {
    const lotteryId = this.#lotteryId;
    if (lotteryId === null || this.#deskId === '') return;
    const question = (this.#questions += 1);
    const answer = await readDesk(lotteryId);
    // Not only the last one: while the stage changes, it is asked anew before that is answered.
    if (lotteryId !== this.#lotteryId || question <= this.#known) return;
    this.#known = question;
    if (answer.ok) this.#take(answer.value);
    this.#problem = answer.ok ? null : answer;
    this.#host.requestUpdate();
  }

  /** @param takeOver  also from another desk */
  take(takeOver: boolean): Promise<void> {
    const lotteryId = this.#lotteryId;
    return this.#inTurn(() => this.#ask(lotteryId, takeOver));
  }

  giveBack(): Promise<void> {
    const lotteryId = this.#lotteryId;
    return this.#inTurn(async () => {
      if (lotteryId === null) return;
      // Also when the page was left meanwhile: nobody leads from there.
      const answer = await giveLeadBack(lotteryId, this.#deskId);
      if (lotteryId !== this.#lotteryId) return;
      this.#forgetLooks();
      this.#refused = answer.ok ? null : answer;
      this.#holds = false;
      if (answer.ok && this.#view !== null && this.leads)
        this.#view = { ...this.#view, lead: null };
      this.#host.requestUpdate();
      await this.look();
    });
  }

  /** What was asked until now is answered from before. */
  #forgetLooks(): void {
    this.#known = this.#questions;
  }

  #inTurn(act: () => Promise<void>): Promise<void> {
    this.#turns = this.#turns.then(act);
    return this.#turns;
  }

  async #ask(lotteryId: string | null, takeOver: boolean): Promise<void> {
    if (lotteryId === null || lotteryId !== this.#lotteryId) return;
    this.#askedMs = Date.now();
    const answer = await takeLead(lotteryId, { deskId: this.#deskId, takeOver });
    if (lotteryId !== this.#lotteryId) return;
    this.#forgetLooks();
    this.#refused = answer.ok ? null : answer;
    if (answer.ok) this.#take(answer.value);
    this.#host.requestUpdate();
    void this.look();
  }

  #take(view: LotteryDeskView): void {
    this.#view = view;
    if (this.leads) {
      this.#holds = true;
      this.#wasTakenOver = false;
    } else if (view.lead === null) {
      this.#wasTakenOver = false;
    } else if (this.#holds) {
      this.#holds = false;
      this.#wasTakenOver = true;
    }
  }

  async #tick(): Promise<void> {
    if (!this.#isToRenew()) return this.look();
    // On a line that is slow they would only stand before what the person wants.
    if (this.#isRenewing) return;
    this.#isRenewing = true;
    // Once more: by then it may have been given back.
    await this.#inTurn(async () => {
      if (this.#isToRenew()) await this.#ask(this.#lotteryId, false);
    });
    this.#isRenewing = false;
  }

  #isToRenew(): boolean {
    if (this.#lotteryId === null) return false;
    const isDue = this.leads && Date.now() - this.#askedMs >= RENEW_MS - LOOK_MS / 2;
    // The moment may have forgotten who leads; whoever did goes on.
    return isDue || (this.#holds && this.#view?.lead === null);
  }
}
