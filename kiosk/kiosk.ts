/** `<ts-kiosk>`: the tablet at the venue. Shows the screen that the controller is at. */
import { css, html, LitElement, nothing } from 'lit';
import { ClockController } from '#ui/controllers/clock-controller.ts';
import { WakeLockController } from '#ui/controllers/wake-lock-controller.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { hiddenStyles, resetStyles } from '#ui/shared-styles.ts';
import { activityNameIn } from './activity-words.ts';
import { CameraController, type CameraChoice } from './camera-controller.ts';
import type { Enrollment, Preferences } from './device-store.ts';
import { attractView, verdictScreen } from './door-screens.ts';
import './elements/attract.ts';
import './elements/enroll.ts';
import type { NoticeKind } from './elements/notice-screens.ts';
import './elements/notice-screens.ts';
import './elements/staff-menu.ts';
import './elements/staff-pin.ts';
import { enrollmentCodeIn } from './enrollment-code.ts';
import { IdleController } from './idle-controller.ts';
import { KioskController } from './kiosk-controller.ts';
import { KIOSK_LIMITS } from './kiosk-limits.ts';
import type { KioskSession } from './kiosk-session.ts';
import type { KioskState } from './kiosk-state.ts';
import { messages } from './languages/index.ts';
import { NfcController } from './nfc-controller.ts';
import { OnlyTabController } from './only-tab-controller.ts';
import { UpdateController } from './update-controller.ts';
import { spokenAnswer } from './verdict-words.ts';
import { WedgeController } from './wedge-controller.ts';

export class TsKiosk extends LitElement {
  static override properties = { cameras: { state: true }, isLooking: { state: true } };
  declare cameras: readonly CameraChoice[];
  /** The enrollment page wants the camera. */
  declare isLooking: boolean;

  readonly #language = new LanguageController(this, messages);
  readonly #camera = new CameraController(this, {
    onText: (text) => this.#kiosk.take(text, 'camera'),
    onState: () => this.#kiosk.session?.reportChange(),
  });
  readonly #kiosk = new KioskController(this, {
    camera: () => this.#camera.state,
    onEnrollmentCode: (code) => void this.#enrollWith(code),
    onOutdated: () => this.#update.renew(),
  });
  readonly #tab = new OnlyTabController(this, {
    onTurn: () => void this.#kiosk.begin(),
    onElsewhere: () => this.#kiosk.rest(),
  });
  readonly #update = new UpdateController(this, () => this.#kiosk.isPause && !this.#isTyping);
  protected readonly wedge = new WedgeController(this, {
    onText: (text) => this.#kiosk.take(text, 'scanner'),
    isActive: () => !this.#isAtStaff,
  });
  protected readonly wakeLock = new WakeLockController(this);
  /** The door opens and closes by the clock. */
  protected readonly clock = new ClockController(this, 'minute');
  protected readonly idle = new IdleController(this, {
    idleMs: () => (this.#isAtStaff ? KIOSK_LIMITS.staffIdleMs : KIOSK_LIMITS.idleMs),
    onIdle: () => this.#becomeIdle(),
  });
  readonly #nfc = new NfcController(this, {
    onText: (text) => this.#kiosk.take(text, 'card'),
    onUnread: () => this.#kiosk.failToRead(),
  });

  static override styles = [
    resetStyles,
    hiddenStyles,
    css`
      :host {
        display: block;
        position: fixed;
        inset: 0;
        background: var(--ts-paper);
      }
    `,
  ];

  constructor() {
    super();
    this.cameras = [];
    this.isLooking = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pointerdown', this.#unlockSound);
    addEventListener('hashchange', this.#readAddress);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pointerdown', this.#unlockSound);
    removeEventListener('hashchange', this.#readAddress);
  }

  protected override updated(): void {
    const { screen } = this.#kiosk.state;
    const isWorking = this.#kiosk.session !== null || this.#kiosk.shop !== null;
    const wanted = isWorking || (screen === 'enrolling' && this.isLooking);
    if (wanted) this.#camera.start(this.#kiosk.preferences.cameraId);
    else this.#camera.stop();
    if (screen === 'enrolling') this.#readAddress();
    const { text } = this.#language;
    const isAtShop = this.#kiosk.shop !== null;
    document.title = isAtShop ? text.pageAtShop : text.page;
    if (isAtShop) void loadShopDesk();
  }

  override render() {
    const { state, session } = this.#kiosk;
    return html`${session === null ? nothing : this.#attract(session, state)}
      ${this.#screen(state, session)}
      <p class="visually-hidden" role="status" aria-live="assertive">${this.#spoken(state)}</p>`;
  }

  #screen(state: KioskState, session: KioskSession | null) {
    if (this.#kiosk.storageFailed) return this.#notice('storage');
    switch (state.screen) {
      case 'insecure':
      case 'outdated':
      case 'elsewhere':
        return this.#notice(state.screen);
      case 'enrolling':
        return html`<ts-kiosk-enroll
          .notice=${state.notice}
          .kept=${this.#kiosk.kept}
          .video=${this.#camera.video}
          camera=${this.#camera.state}
          ?mirrored=${this.#camera.isMirrored}
          @ts-look=${(event: CustomEvent<boolean>) => {
            this.isLooking = event.detail;
          }}
          @ts-enrolled=${(event: CustomEvent<Enrollment>) =>
            void this.#kiosk.enrolled(event.detail)}
        ></ts-kiosk-enroll>`;
      case 'verdict':
        return session === null ? nothing : verdictScreen(state, session, this.#language);
      case 'staff-pin':
        return html`<ts-kiosk-pin
          .check=${async (pin: string) => this.#kiosk.checkPin(pin)}
          .attempts=${this.#kiosk.attempts}
          @ts-accepted=${() => void this.#openMenu()}
          @ts-back=${() => this.#kiosk.dispatch({ type: 'staff-left' })}
        ></ts-kiosk-pin>`;
      case 'staff-menu':
        return session === null ? nothing : this.#menu(session);
      case 'shop':
        return this.#shop();
      case 'starting':
      case 'attract':
      case 'reading':
        break;
    }
    return nothing;
  }

  #attract(session: KioskSession, state: KioskState) {
    const { direction } = this.#kiosk.preferences;
    const isChecking = state.screen === 'reading';
    return html`<ts-kiosk-attract
      ?inert=${state.screen !== 'attract' && !isChecking}
      .video=${this.#camera.video}
      .view=${attractView(session, this.#camera, direction, isChecking)}
      @ts-held=${() => this.#kiosk.dispatch({ type: 'staff-asked' })}
    ></ts-kiosk-attract>`;
  }

  #shop() {
    const { shop, preferences } = this.#kiosk;
    if (shop === null) return nothing;
    return html`<ts-shop-desk
      .desk=${shop}
      .state=${shop.state}
      .camera=${{
        video: this.#camera.video,
        state: this.#camera.state,
        mirrored: this.#camera.isMirrored,
        choices: this.cameras,
        chosen: preferences.cameraId,
      }}
      @ts-menu=${() => void this.#listCameras()}
      @ts-camera=${(event: CustomEvent<string | null>) =>
        void this.#kiosk.prefer({ ...preferences, cameraId: event.detail })}
      @ts-language=${(event: CustomEvent<Preferences['language']>) =>
        void this.#kiosk.prefer({ ...preferences, language: event.detail })}
      @ts-sound=${() => void this.#kiosk.sound.play('admitted')}
      @ts-leave=${() => void this.#kiosk.leave()}
    ></ts-shop-desk>`;
  }

  #menu(session: KioskSession) {
    return html`<ts-kiosk-menu
      .view=${{
        activity: activityNameIn(session.activity, this.#language.current),
        kiosk: session.settings.name,
        preferences: this.#kiosk.preferences,
        cameras: this.cameras,
        camera: this.#camera.state,
        engine: this.#camera.engine,
        nfc: this.#nfc.state,
        line: session.line,
        counts: session.counts,
        clockOffsetMs: session.clockOffsetMs,
      }}
      @ts-prefer=${(event: CustomEvent<Preferences>) => void this.#prefer(event.detail)}
      @ts-leave=${() => void this.#kiosk.leave()}
      @ts-sound=${() => void this.#kiosk.sound.play('admitted')}
      @ts-reload=${() => location.reload()}
      @ts-back=${() => this.#kiosk.dispatch({ type: 'staff-left' })}
    ></ts-kiosk-menu>`;
  }

  #notice(kind: NoticeKind) {
    return html`<ts-kiosk-notice
      kind=${kind}
      @ts-reload=${() => location.reload()}
      @ts-take=${() => this.#tab.take()}
    ></ts-kiosk-notice>`;
  }

  #spoken(state: KioskState): string {
    if (state.screen !== 'verdict') return '';
    return spokenAnswer(state.answer, this.#language.text, this.#language.formats);
  }

  /** Somebody is in the middle of an enrollment code: it would be gone after a reload. */
  get #isTyping(): boolean {
    const page = this.renderRoot.querySelector('ts-kiosk-enroll');
    return page !== null && (page.code !== '' || page.sending);
  }

  get #isAtStaff(): boolean {
    const { screen } = this.#kiosk.state;
    return screen === 'staff-pin' || screen === 'staff-menu';
  }

  #becomeIdle(): void {
    if (this.#isAtStaff) this.#kiosk.dispatch({ type: 'staff-left' });
    // Staff who enroll the tablet keep the language that they chose.
    if (this.#kiosk.state.screen === 'attract') this.#kiosk.resetLanguage();
  }

  async #openMenu(): Promise<void> {
    this.#kiosk.dispatch({ type: 'pin-accepted' });
    await this.#listCameras();
  }

  async #listCameras(): Promise<void> {
    this.cameras = await this.#camera.cameras();
  }

  async #prefer(preferences: Preferences): Promise<void> {
    await this.#kiosk.prefer(preferences);
    this.#kiosk.resetLanguage();
  }

  /** `…/kiosk/#code=XXXXXXXX`: the code is used once and leaves the address bar. */
  readonly #readAddress = () => {
    const code = location.hash.startsWith('#') ? enrollmentCodeIn(location.hash) : null;
    if (code === null || this.#kiosk.state.screen !== 'enrolling') return;
    history.replaceState(null, '', location.pathname);
    void this.#enrollWith(code);
  };

  async #enrollWith(code: string): Promise<void> {
    await this.updateComplete;
    await this.renderRoot.querySelector('ts-kiosk-enroll')?.enrollWith(code);
  }

  readonly #unlockSound = () => void this.#kiosk.sound.unlock();
}
customElements.define('ts-kiosk', TsKiosk);

/** Tablets at doors do not need it. Without the network it comes from the service worker. */
async function loadShopDesk(): Promise<void> {
  // Drawn again at every turn: what did not come now is asked for then.
  await import('./elements/shop-desk.ts').catch(() => undefined);
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-kiosk': TsKiosk;
  }
}
