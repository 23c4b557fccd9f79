/** What the leader does to a draw: one thing at a time, and what came of it. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type {
  Lottery,
  RevealOrder,
  StageOrder,
  TransitionOrder,
} from '#domain/contract/lotteries.ts';
import type { RequestAnswer, RequestProblem } from '#ui/problem.ts';
import * as api from './lottery-api.ts';

export class LotteryActs implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #ask: () => { readonly lotteryId: string; readonly deskId: string };
  #isWorking = false;
  #movingTo: TransitionOrder['to'] | null = null;
  #problem: RequestProblem | null = null;
  #answered: Lottery | null = null;

  constructor(
    host: ReactiveControllerHost,
    ask: () => { readonly lotteryId: string; readonly deskId: string },
  ) {
    this.#host = host;
    this.#ask = ask;
    host.addController(this);
  }

  get isWorking(): boolean {
    return this.#isWorking;
  }

  /** Ordered, and not answered yet; the stage may say sooner that it is done. */
  get movingTo(): TransitionOrder['to'] | null {
    return this.#movingTo;
  }

  /** Of the last act; `null`: it went well. */
  get problem(): RequestProblem | null {
    return this.#problem;
  }

  /** The draw as the last answer told it. */
  get answered(): Lottery | null {
    return this.#answered;
  }

  hostDisconnected(): void {
    this.forget();
  }

  /** Another draw is looked at. */
  forget(): void {
    this.#problem = null;
    this.#answered = null;
  }

  async move(order: TransitionOrder): Promise<void> {
    await this.#do(async ({ lotteryId, deskId }) => {
      this.#movingTo = order.to;
      const answer = await api.transition(lotteryId, deskId, order);
      this.#movingTo = null;
      if (answer.ok) this.#answered = answer.value.lottery;
      return answer;
    });
  }

  reveal(order: RevealOrder): Promise<void> {
    return this.#do(({ lotteryId, deskId }) => api.reveal(lotteryId, deskId, order));
  }

  stage(order: StageOrder): Promise<void> {
    return this.#do(({ lotteryId, deskId }) => api.leadStage(lotteryId, deskId, order));
  }

  blank(seq: number): Promise<void> {
    return this.#do(({ lotteryId }) => api.blankVoice(lotteryId, seq));
  }

  /** Two at once cannot be. */
  async #do(
    act: (at: {
      readonly lotteryId: string;
      readonly deskId: string;
    }) => Promise<RequestAnswer<unknown>>,
  ): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    this.#problem = null;
    this.#host.requestUpdate();
    const answer = await act(this.#ask());
    this.#isWorking = false;
    this.#problem = answer.ok ? null : answer;
    this.#host.requestUpdate();
  }
}
