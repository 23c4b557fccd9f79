/** Sends what waits in the outbox: in batches, one at a time, the oldest first. */
import { LIMITS } from '#domain/contract/limits.ts';
import type { BatchAnswer, Scan, ScanAnswer } from '#domain/contract/scan.ts';
import { KIOSK_LIMITS } from './kiosk-limits.ts';

/** The parts of Outbox and KioskLink that are used. */
export interface SenderParts {
  readonly activityId: string;
  readonly outbox: {
    take(activityId: string, sentBeforeMs: number, max: number): Promise<Scan[]>;
    setState(scanId: string, state: 'booking' | 'quarantined'): Promise<void>;
  };
  readonly link: { submitBatch(scans: readonly Scan[]): Promise<BatchAnswer | null> };
  readonly isOnline: () => boolean;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
}

export class OutboxSender {
  readonly #parts: SenderParts;
  #sending = false;
  #batchMax: number = LIMITS.batchScansMax;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /** After a connection: everything, those too that the server has had; it answers them as before. */
  async resendAll(): Promise<void> {
    await this.#send(this.#parts.now());
  }

  /** From time to time: what waits, and what has been with the server for suspiciously long. */
  async sweep(): Promise<void> {
    await this.#send(this.#parts.now() - KIOSK_LIMITS.resendBookingMs);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#retry);
  }

  async #send(sentBeforeMs: number): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      while (this.#parts.isOnline() && !this.#stopped) {
        const { outbox, link, activityId } = this.#parts;
        const scans = await outbox.take(activityId, sentBeforeMs, this.#batchMax);
        if (scans.length === 0) break;
        const pauseMs = await this.#read(scans, await link.submitBatch(scans));
        if (pauseMs === null) continue;
        this.#sendLater(pauseMs);
        break;
      }
    } finally {
      this.#sending = false;
    }
  }

  /** @returns `null`: go on; else how long to wait before the rest */
  async #read(scans: readonly Scan[], answer: BatchAnswer | null): Promise<number | null> {
    if (answer === null) return KIOSK_LIMITS.batchRetryMs;
    if ('failure' in answer) {
      const isUnreadable =
        answer.failure === 'message-malformed' || answer.failure === 'message-too-large';
      if (!isUnreadable) return answer.retryAfterMs ?? KIOSK_LIMITS.batchRetryMs;
      // Something in it cannot be read: smaller and smaller batches find what it is.
      if (scans.length > 1) {
        this.#batchMax = Math.ceil(scans.length / 2);
        return null;
      }
      for (const { scanId } of scans) await this.#parts.outbox.setState(scanId, 'quarantined');
      return null;
    }
    this.#batchMax = LIMITS.batchScansMax;
    let pauseMs: number | null = null;
    for (const [index, scan] of scans.entries()) {
      const wait = await this.#readOne(scan, answer.answers[index]);
      if (wait !== null) pauseMs = Math.max(pauseMs ?? 0, wait);
    }
    return pauseMs;
  }

  async #readOne(scan: Scan, answer: ScanAnswer | undefined): Promise<number | null> {
    if (answer === undefined) return KIOSK_LIMITS.batchRetryMs;
    if (!('failure' in answer)) {
      await this.#parts.outbox.setState(scan.scanId, 'booking');
      return null;
    }
    if (answer.failure === 'message-malformed' || answer.failure === 'message-too-large') {
      await this.#parts.outbox.setState(scan.scanId, 'quarantined');
      return null;
    }
    return answer.retryAfterMs ?? KIOSK_LIMITS.batchRetryMs;
  }

  #sendLater(pauseMs: number): void {
    clearTimeout(this.#retry);
    if (!this.#stopped) this.#retry = setTimeout(() => void this.sweep(), pauseMs);
  }
}
