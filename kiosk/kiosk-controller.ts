/**
 * Runs the kiosk: what happens goes through the state machine, codes go to the desk of the place
 * where the tablet works, and what a person left goes when the next steps up (KS1).
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { EnrolledKiosk } from '#domain/contract/kiosks.ts';
import type { EnrolledShopDevice } from '#domain/contract/shops.ts';
import { pageLanguage } from '#ui/language/page-language.ts';
import { VerdictSound } from '#ui/verdict-sound.ts';
import type { CameraState } from './camera-controller.ts';
import { CodeIntake } from './code-intake.ts';
import { DoorDesk } from './door-desk.ts';
import { openDevice, type Device } from './device.ts';
import type { Enrollment, Preferences } from './device-store.ts';
import { enrollmentCodeIn } from './enrollment-code.ts';
import type { LinkEnd } from './kiosk-link.ts';
import { KioskSession } from './kiosk-session.ts';
import {
  FIRST_STATE,
  nextState,
  type EnrollmentNotice,
  type KioskEvent,
  type KioskState,
  type Workplace,
} from './kiosk-state.ts';
import type { PinAttempts } from './pin-attempts.ts';
import { PinGuard } from './pin-guard.ts';
import { ShopSession } from './shop-session.ts';

export interface KioskOptions {
  readonly camera: () => CameraState;
  /** An enrollment code was read by a camera, a scanner or from the address bar. */
  readonly onEnrollmentCode: (code: string) => void;
  readonly onOutdated: () => void;
}

export class KioskController implements ReactiveController {
  readonly sound = new VerdictSound();
  readonly #host: ReactiveControllerHost;
  readonly #options: KioskOptions;
  readonly #intake = new CodeIntake();
  readonly #pin = new PinGuard(() => this.#host.requestUpdate());
  readonly #door = new DoorDesk({
    intake: this.#intake,
    session: () => this.#session,
    state: () => this.#state,
    direction: () => this.#preferences.direction,
    dispatch: (event) => this.dispatch(event),
    play: (sound) => void this.sound.play(sound),
    onRevoked: async () => this.#unenroll('revoked'),
  });
  #state: KioskState = FIRST_STATE;
  #device: Device | null = null;
  /** Of the workplace that the tablet is enrolled for, one; else none. */
  #session: KioskSession | null = null;
  #shop: ShopSession | null = null;
  #preferences: Preferences = { direction: 'in', cameraId: null, language: 'ja' };
  #storageFailed = false;
  /** Counts the times that this tab was put down: what began before one is not gone on with. */
  #turn = 0;
  #return: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, options: KioskOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get state(): KioskState {
    return this.#state;
  }

  get session(): KioskSession | null {
    return this.#session;
  }

  get shop(): ShopSession | null {
    return this.#shop;
  }

  get preferences(): Preferences {
    return this.#preferences;
  }

  get attempts(): PinAttempts {
    return this.#pin.attempts;
  }

  /** The browser keeps nothing for us: the kiosk must not answer anybody. */
  get storageFailed(): boolean {
    return this.#storageFailed;
  }

  /** Scans of activities that the tablet is not enrolled for. */
  get kept(): number {
    if (this.#device === null) return 0;
    return this.#device.outbox.counts(this.#session?.activity.activityId ?? null).elsewhere;
  }

  /** Nobody is in front of the kiosk. */
  get isPause(): boolean {
    const { screen } = this.#state;
    const isQuiet = screen === 'attract' || screen === 'enrolling' || screen === 'outdated';
    if (screen === 'shop') return this.#shop?.isPause ?? true;
    return isQuiet && this.#door.isQuiet;
  }

  hostConnected(): void {
    this.#intake.start();
  }

  hostDisconnected(): void {
    this.#intake.stop();
    this.#putDown();
  }

  /** This tab is the one that works: from here on the tablet's outbox and its people are ours. */
  async begin(): Promise<void> {
    this.dispatch({ type: 'come-back' });
    await this.#start();
  }

  /** Another tab works: nothing is read, sent or shown here. */
  rest(): void {
    this.#putDown();
    this.dispatch({ type: 'gone-elsewhere' });
  }

  /** A code, whatever read it. Everything that is not taken is forgotten at once. */
  take(text: string, source: 'camera' | 'scanner' | 'card'): void {
    if (this.#state.screen === 'enrolling') {
      const code = enrollmentCodeIn(text);
      if (code !== null && this.#intake.isNew(text)) this.#options.onEnrollmentCode(code);
      return;
    }
    this.#shop?.take(text);
    this.#door.take(text, source);
  }

  /** A card was there and told nothing. */
  failToRead(): void {
    this.#shop?.failToRead();
    this.#door.failToRead();
  }

  dispatch(event: KioskEvent): void {
    const before = this.#state;
    this.#state = nextState(before, event);
    if (this.#state === before) return;
    clearTimeout(this.#return);
    if (this.#state.screen === 'verdict') {
      const { returnsAfterMs } = this.#state;
      this.#return = setTimeout(() => this.dispatch({ type: 'returned' }), returnsAfterMs);
    }
    // The language was the last person's choice: it goes with them.
    if (before.screen === 'verdict') this.resetLanguage();
    if (this.#state.screen === 'outdated') this.#options.onOutdated();
    this.#host.requestUpdate();
  }

  resetLanguage(): void {
    pageLanguage.set(this.#preferences.language);
  }

  async enrolled(enrollment: Enrollment): Promise<void> {
    if (this.#device === null) return;
    await this.#device.facts.setEnrollment(enrollment);
    await this.#pin.reset();
    const workplace = await this.#goToWork(enrollment);
    this.dispatch({ type: 'enrolled', workplace });
  }

  /** By staff, from the menu; the outbox stays whatever happens. */
  async leave(): Promise<void> {
    await this.#unenroll('left');
    await this.#device?.seen.clear();
  }

  async prefer(preferences: Preferences): Promise<void> {
    this.#preferences = preferences;
    this.#host.requestUpdate();
    await this.#device?.facts.setPreferences(preferences);
  }

  /** Whether this is the staff PIN; a wrong one is counted, and outlives a reload. */
  async checkPin(pin: string): Promise<boolean> {
    if (this.#session === null) return false;
    return this.#pin.check(pin, this.#session.settings.exitPin);
  }

  async #start(): Promise<void> {
    if (!isSecureContext) {
      this.dispatch({ type: 'started', secure: false, workplace: null });
      return;
    }
    const turn = this.#turn;
    try {
      const device = await openDevice(() => this.#outboxChanged());
      if (turn !== this.#turn) {
        device.database.close();
        return;
      }
      this.#device = device;
      const { facts } = device;
      this.#preferences = await facts.preferences();
      await this.#pin.open(facts);
      const enrollment = await facts.enrollment();
      const workplace = enrollment === null ? null : await this.#goToWork(enrollment);
      if (turn !== this.#turn) return;
      this.resetLanguage();
      this.dispatch({ type: 'started', secure: true, workplace });
    } catch {
      if (turn !== this.#turn) return;
      this.#storageFailed = true;
      this.#host.requestUpdate();
    }
  }

  #putDown(): void {
    this.#turn += 1;
    clearTimeout(this.#return);
    this.#door.drop();
    this.#closeSession();
    this.#device?.database.close();
    this.#device = null;
  }

  async #goToWork(enrollment: Enrollment): Promise<Workplace> {
    if ('shop' in enrollment) {
      this.#openShop(enrollment);
      return 'shop';
    }
    await this.#openSession(enrollment);
    return 'door';
  }

  #openShop(enrollment: EnrolledShopDevice): void {
    if (this.#device === null) return;
    this.#closeSession();
    this.#shop = new ShopSession({
      enrollment,
      play: (sound) => void this.sound.play(sound),
      onChange: () => this.#host.requestUpdate(),
      onEnd: (end) => this.#end(end),
    });
  }

  async #openSession(enrollment: EnrolledKiosk): Promise<void> {
    const device = this.#device;
    if (device === null) return;
    this.#closeSession();
    const clockOffsetMs = await device.facts.clockOffsetMs();
    if (device !== this.#device) return;
    this.#session = new KioskSession({
      device,
      enrollment,
      clockOffsetMs,
      camera: this.#options.camera,
      onChange: () => this.#host.requestUpdate(),
      onEnd: (end) => this.#end(end),
    });
  }

  #end(end: LinkEnd): void {
    if (end === 'outdated') this.dispatch({ type: 'outdated' });
    else void this.#unenroll(end);
  }

  /**
   * KS3: the token goes, and nothing more is decided. KS2: the outbox stays. It is said when it is so:
   * a tablet that is switched off behind these words has no token any more.
   */
  async #unenroll(notice: EnrollmentNotice): Promise<void> {
    this.#closeSession();
    this.#door.drop();
    const turn = this.#turn;
    try {
      await this.#device?.facts.setEnrollment(null);
    } finally {
      if (turn === this.#turn) this.dispatch({ type: 'unenrolled', notice });
    }
  }

  #closeSession(): void {
    this.#session?.close();
    this.#session = null;
    this.#shop?.close();
    this.#shop = null;
  }

  #outboxChanged(): void {
    this.#session?.reportChange();
    this.#host.requestUpdate();
  }
}
