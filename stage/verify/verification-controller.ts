/** Runs a verification in a worker of its own, and draws its host as it goes. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CheckName } from '#domain/draw/verify.ts';
import type { BundleFault } from './bundle-files.ts';
import type { FromWorker, GivenFile, Report, TicketAnswer, ToWorker } from './conversation.ts';

interface Progress {
  readonly scored: number;
  readonly total: number;
}

export type VerificationState =
  | { readonly step: 'empty' }
  | {
      readonly step: 'working';
      /** Of the whole, 0..1: reading is one half, ranking the other. */
      readonly done: number;
      readonly progress: Progress | null;
    }
  | { readonly step: 'right'; readonly report: Report }
  | { readonly step: 'wrong'; readonly failed: CheckName; readonly reason: string }
  | { readonly step: 'unreadable'; readonly fault: BundleFault; readonly reason: string }
  | { readonly step: 'broken'; readonly reason: string };

export type TicketState =
  | { readonly step: 'none' }
  | { readonly step: 'working'; readonly progress: Progress | null }
  | { readonly step: 'known'; readonly answer: TicketAnswer };

export class VerificationController implements ReactiveController {
  state: VerificationState = { step: 'empty' };
  ticket: TicketState = { step: 'none' };
  passed: readonly CheckName[] = [];
  readonly #host: ReactiveControllerHost;
  #worker: Worker | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#endWorker();
  }

  async verify(files: readonly GivenFile[]): Promise<void> {
    this.#begin({ step: 'working', done: 0, progress: null });
    const begun = this.state;
    // Inside the page: a saved file has nothing beside it that could be loaded.
    const { default: VerifyWorker } = await import('./verify.worker.ts?worker&inline');
    if (this.state !== begun) return;
    const worker = new VerifyWorker();
    this.#worker = worker;
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.#take(data));
    // A worker that runs out of memory ends without a word of its own.
    worker.addEventListener('error', (event) => {
      this.#endWorker();
      this.#show({ step: 'broken', reason: event.message || 'worker' });
    });
    this.#send({ type: 'verify', files });
  }

  /** Back to the beginning; whatever runs is ended. */
  reset(): void {
    this.#begin({ step: 'empty' });
  }

  askTicket(prizeId: string, serial: number): void {
    this.ticket = { step: 'working', progress: null };
    this.#send({ type: 'ticket', prizeId, serial });
    this.#host.requestUpdate();
  }

  #take(message: FromWorker): void {
    switch (message.type) {
      case 'check':
        this.passed = [...this.passed, message.name];
        return this.#host.requestUpdate();
      case 'reading': {
        const done = message.read / message.total / 2;
        return this.#show({ step: 'working', done, progress: null });
      }
      case 'progress': {
        const done = 0.5 + (message.total === 0 ? 0 : message.scored / message.total / 2);
        return this.#show({ step: 'working', done, progress: message });
      }
      case 'right':
        return this.#show({ step: 'right', report: message.report });
      case 'wrong':
        return this.#show({ step: 'wrong', failed: message.failed, reason: message.reason });
      case 'unreadable':
        return this.#show({ step: 'unreadable', fault: message.fault, reason: message.reason });
      case 'broken':
        return this.#show({ step: 'broken', reason: message.reason });
      case 'ticket-progress':
        this.ticket = { step: 'working', progress: message };
        return this.#host.requestUpdate();
      case 'ticket':
        this.ticket = { step: 'known', answer: message.answer };
        return this.#host.requestUpdate();
    }
  }

  #begin(state: VerificationState): void {
    this.#endWorker();
    this.passed = [];
    this.ticket = { step: 'none' };
    this.#show(state);
  }

  #show(state: VerificationState): void {
    this.state = state;
    this.#host.requestUpdate();
  }

  #send(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }

  #endWorker(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }
}
