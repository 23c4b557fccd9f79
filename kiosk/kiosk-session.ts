/**
 * One enrollment at work: the line to the server, the outbox being sent, the clock, and the desk that
 * answers codes. It lasts from the enrollment, or the start of the page, until the tablet leaves.
 */
import { phaseAt, type ActivityPhase, type Direction } from '#domain/check-in.ts';
import type { Activity } from '#domain/contract/activities.ts';
import type { EnrolledKiosk, KioskSettings, KioskStatus } from '#domain/contract/kiosks.ts';
import type { PassVerifiers } from '#domain/pass.ts';
import { createPassVerifiers } from '#domain/signing.ts';
import { ClockOffset } from './clock-offset.ts';
import type { Device } from './device.ts';
import { KIOSK_LIMITS } from './kiosk-limits.ts';
import { KioskLink, type LinkEnd, type LinkState } from './kiosk-link.ts';
import { OutboxSender } from './outbox-sender.ts';
import type { OutboxCounts } from './outbox.ts';
import { ScanDesk, type DeskAnswer } from './scan-desk.ts';

export interface SessionParts {
  readonly device: Device;
  readonly enrollment: EnrolledKiosk;
  readonly clockOffsetMs: number | null;
  readonly camera: () => KioskStatus['camera'];
  /** Something that is shown may have changed. */
  readonly onChange: () => void;
  readonly onEnd: (end: LinkEnd) => void;
}

export class KioskSession {
  readonly #parts: SessionParts;
  readonly #link: KioskLink;
  readonly #sender: OutboxSender;
  readonly #desk: ScanDesk;
  readonly #clock: ClockOffset;
  readonly #timers: ReturnType<typeof setInterval>[] = [];
  #enrollment: EnrolledKiosk;
  #verifiers: PassVerifiers;
  #people: { readonly admitted: number; readonly inside: number } | null = null;
  #lastArrivalAtMs = -Infinity;
  #reported = '';

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#enrollment = parts.enrollment;
    this.#verifiers = createPassVerifiers(crypto.subtle, parts.enrollment.publicKeys);
    this.#clock = new ClockOffset(parts.clockOffsetMs);
    this.#link = new KioskLink(parts.enrollment.token, {
      stateChanged: (state) => this.#lineChanged(state),
      ended: (end) => parts.onEnd(end),
      settingsChanged: (settings) => void this.#takeSettings(settings),
      activityChanged: ({ activity, admitted, inside }) => {
        this.#countPeople({ admitted, inside });
        // Counts come twice a second; the disk is written when something is to be remembered.
        if (JSON.stringify(activity) !== JSON.stringify(this.activity)) {
          void this.#takeSettings({ ...this.#enrollment, activity });
        }
      },
      settled: (scanIds) => void parts.device.outbox.settle(scanIds),
    });
    this.#sender = new OutboxSender({
      activityId: this.activity.activityId,
      outbox: parts.device.outbox,
      link: this.#link,
      isOnline: () => this.#link.state === 'online',
      now: () => performance.now(),
    });
    this.#desk = new ScanDesk({
      outbox: parts.device.outbox,
      seen: parts.device.seen,
      submit: async (scan) => this.#link.submit(scan),
      verifiers: () => this.#verifiers,
      activity: () => this.activity,
      now: () => this.now(),
    });
    this.#timers.push(
      setInterval(() => void this.#report(), KIOSK_LIMITS.statusIntervalMs),
      setInterval(() => void this.#sender.sweep(), KIOSK_LIMITS.resendBookingMs),
    );
    void parts.device.seen.dropEnded(this.now());
  }

  get settings(): KioskSettings {
    return this.#enrollment;
  }

  get activity(): Activity {
    return this.#enrollment.activity;
  }

  get line(): LinkState {
    return this.#link.state;
  }

  get counts(): OutboxCounts {
    return this.#parts.device.outbox.counts(this.activity.activityId);
  }

  /** As the server last said; `null`: it has not, in this run. */
  get people(): { readonly admitted: number; readonly inside: number } | null {
    return this.#people;
  }

  /** Has somebody arrived just now? */
  get hasNewest(): boolean {
    return performance.now() - this.#lastArrivalAtMs < KIOSK_LIMITS.newestMs;
  }

  get clockOffsetMs(): number | null {
    return this.#clock.offsetMs;
  }

  /** The server's time, as well as it is known; milliseconds since the epoch. */
  now(): number {
    return this.#clock.correct(Date.now());
  }

  get phase(): ActivityPhase {
    const { opensAt, closesAt, cancelledAt } = this.activity;
    return phaseAt(
      {
        opensAtMs: Date.parse(opensAt),
        closesAtMs: Date.parse(closesAt),
        cancelled: cancelledAt !== null,
      },
      this.now(),
    );
  }

  async answer(text: string, direction: Direction): Promise<DeskAnswer> {
    const answer = await this.#desk.answer(text, direction);
    void this.#report();
    // What the server could not take just now is offered again.
    if (this.counts.waiting > 0) void this.#sender.sweep();
    return answer;
  }

  /** Tells the server how the kiosk is doing, when that has changed; also measures the clock. */
  reportChange(): void {
    if (this.#statusText() !== this.#reported) void this.#report();
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#sender.stop();
    this.#link.close();
  }

  #lineChanged(state: LinkState): void {
    if (state === 'online') void this.#comeOnline();
    this.#parts.onChange();
  }

  async #comeOnline(): Promise<void> {
    await this.#report();
    await this.#sender.resendAll();
  }

  async #report(): Promise<void> {
    if (this.#link.state !== 'online' && this.#link.state !== 'doubtful') return;
    this.#reported = this.#statusText();
    const sentAtMs = Date.now();
    const serverAtMs = await this.#link.reportStatus(this.#status());
    if (serverAtMs === null) return;
    const before = this.#clock.offsetMs;
    this.#clock.measure(sentAtMs, serverAtMs, Date.now());
    if (this.#clock.offsetMs !== before) {
      await this.#parts.device.facts.setClockOffsetMs(this.#clock.offsetMs);
    }
  }

  #status(): KioskStatus {
    const { waiting, booking } = this.counts;
    const clockOffsetMs = this.#clock.offsetMs;
    return { waiting, booking, camera: this.#parts.camera(), clockOffsetMs };
  }

  #statusText(): string {
    const { waiting, booking, camera } = this.#status();
    return `${waiting} ${booking} ${camera}`;
  }

  #countPeople(people: { readonly admitted: number; readonly inside: number }): void {
    const before = this.#people;
    if (before !== null && people.admitted > before.admitted) {
      this.#lastArrivalAtMs = performance.now();
    }
    this.#people = people;
    this.#parts.onChange();
  }

  async #takeSettings(settings: KioskSettings): Promise<void> {
    const { token } = this.#enrollment;
    this.#enrollment = { ...settings, token };
    this.#verifiers = createPassVerifiers(crypto.subtle, settings.publicKeys);
    this.#parts.onChange();
    await this.#parts.device.facts.setEnrollment(this.#enrollment);
  }
}
