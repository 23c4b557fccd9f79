/** Who led a draw where, and when: read again whenever it went on. */
import { html, nothing } from 'lit';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Lottery, LotteryStep } from '#domain/contract/lotteries.ts';
import type { LanguageController } from '#ui/language/language-controller.ts';
import type { Messages } from '../languages/index.ts';
import { listTransitions } from './lottery-api.ts';

/** Until a question that was not answered is asked again. */
const AGAIN_MS = 5_000;

export class StepsLog implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #of = '';
  #steps: readonly LotteryStep[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** The first step first; empty: not read yet. */
  get steps(): readonly LotteryStep[] {
    return this.#steps;
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#of = '';
    this.#steps = [];
  }

  /** Asks when there is something to be told that was not. */
  follow({ lotteryId, state }: Pick<Lottery, 'lotteryId' | 'state'>): void {
    const of = `${lotteryId} ${state}`;
    if (of === this.#of) return;
    if (!this.#of.startsWith(lotteryId)) this.#steps = [];
    this.#of = of;
    void this.#read(lotteryId, of);
  }

  async #read(lotteryId: string, of: string): Promise<void> {
    clearTimeout(this.#timer);
    const answer = await listTransitions(lotteryId);
    if (of !== this.#of) return;
    if (answer.ok) {
      this.#steps = answer.value.transitions;
      this.#host.requestUpdate();
    } else {
      this.#timer = setTimeout(() => void this.#read(lotteryId, of), AGAIN_MS);
    }
  }
}

/** Needs `panelStyles`, `numberPanelStyles`. */
export function stepsLogPanel(
  { text, formats }: LanguageController<Messages>,
  steps: readonly LotteryStep[],
) {
  if (steps.length === 0) return nothing;
  const words = text.leading.log;
  return html`<section class="panel">
    <div class="panel-head"><h2>${words.heading}</h2></div>
    <ol class="rows log">
      ${steps.map(
        ({ to, at, staff, staffId }) =>
          html`<li>
            <b>${text.lotteries.state[to]}</b>
            <span class="figure">${formats.timeWithSeconds(at)}</span>
            <span class="sub">${staff ?? (staffId === null ? words.byItself : words.unknown)}</span>
            <span class="sub">${formats.date(at)}</span>
          </li>`,
      )}
    </ol>
  </section>`;
}
