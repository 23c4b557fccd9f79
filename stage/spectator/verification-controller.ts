/** Owns the worker that computes everything again, and what it has found so far. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { StageSnapshot } from '#domain/contract/stage-channel.ts';
import type { EntryProof } from './entry-proofs.ts';
import type { HeldTickets } from './held-tickets.ts';
import type { Recomputed } from './recompute.ts';
import type { Told, VerifyReport, VerifyTask } from './verify.worker.ts';

export type Verifying =
  | { readonly name: 'idle' }
  /** `share` from 0 to 1. */
  | { readonly name: 'fetching' | 'computing'; readonly share: number }
  | { readonly name: 'done'; readonly recomputed: Recomputed }
  | { readonly name: 'unreachable' }
  | { readonly name: 'altered'; readonly file: string };

/** Files of up to so many bytes are fetched and computed without being asked for. */
export const UNASKED_BYTES_MAX = 2_000_000;
/** A hall of phones does not ask all at once. */
const UNASKED_DELAY_MAX_MS = 3_000;

export class VerificationController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #found: (recomputed: Recomputed) => void;
  #worker: Worker | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #doneFor = '';
  #task = 0;
  state: Verifying = { name: 'idle' };
  /** Names of checks, as they passed. */
  passed: readonly string[] = [];
  /** `null`: not looked for, or the files cannot be read. */
  proofs: readonly EntryProof[] | null = null;

  constructor(host: ReactiveControllerHost, found: (recomputed: Recomputed) => void) {
    this.#host = host;
    this.#found = found;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = null;
  }

  /** Looks by itself at what is small and new. */
  follow({ lottery }: StageSnapshot, held: readonly HeldTickets[]): void {
    const has = (name: string) => lottery.files.some((file) => file.name === name);
    const what = lottery.state === 'drawn' && has('result.tsv') ? 'everything' : 'entries';
    if (what === 'entries' && (held.length === 0 || !has('entries.tsv'))) return;
    const bytes = lottery.files.reduce((sum, file) => sum + file.bytes, 0);
    const key = JSON.stringify([what, lottery.files.length, held]);
    if (bytes > UNASKED_BYTES_MAX || key === this.#doneFor) return;
    const isAgain = this.#doneFor !== '';
    this.#doneFor = key;
    clearTimeout(this.#timer);
    const delayMs = isAgain ? 0 : Math.random() * UNASKED_DELAY_MAX_MS;
    this.#timer = setTimeout(() => this.run({ lottery, held, what }), delayMs);
  }

  run(asked: {
    readonly lottery: StageSnapshot['lottery'];
    readonly held: readonly HeldTickets[];
    readonly what: VerifyTask['what'];
  }): void {
    const { lottery, held, what } = asked;
    this.#worker ??= this.#start();
    this.passed = [];
    if (what === 'everything') this.state = { name: 'fetching', share: 0 };
    const files = lottery.files.map(({ name, sha256, bytes }) => ({ name, sha256, bytes }));
    this.#task += 1;
    const task: VerifyTask = { task: this.#task, what, lotteryId: lottery.lotteryId, files, held };
    this.#worker.postMessage(task, []);
    this.#host.requestUpdate();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./verify.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', (event: MessageEvent<Told>) => {
      if (event.data.task !== this.#task) return;
      this.#take(event.data.report);
      this.#host.requestUpdate();
    });
    worker.addEventListener('error', () => {
      this.state = { name: 'unreachable' };
      this.#host.requestUpdate();
    });
    return worker;
  }

  #take(report: VerifyReport): void {
    const isWorking = this.state.name === 'fetching' || this.state.name === 'computing';
    switch (report.name) {
      case 'fetched':
        if (isWorking) this.state = { name: 'fetching', share: shareOf(report.progress) };
        break;
      case 'scored':
        this.state = { name: 'computing', share: shareOf(report.progress) };
        break;
      case 'checked':
        this.passed = [...this.passed, report.check];
        break;
      case 'entries':
        this.proofs = report.proofs;
        if (this.state.name === 'unreachable') this.state = { name: 'idle' };
        break;
      case 'recomputed':
        this.state = { name: 'done', recomputed: report.recomputed };
        this.#found(report.recomputed);
        break;
      case 'unreachable':
        this.state = { name: 'unreachable' };
        break;
      case 'altered':
        this.state = { name: 'altered', file: report.file };
        break;
    }
  }
}

function shareOf({ done, of }: { readonly done: number; readonly of: number }): number {
  return of === 0 ? 1 : Math.min(1, done / of);
}
