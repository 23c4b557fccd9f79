/** `<ts-phone-coupon-use>`: one coupon before the clerk, until it is used or comes back. */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import {
  CouponListSchema,
  CouponSchema,
  RedemptionSchema,
  type Coupon,
} from '#domain/contract/coupons.ts';
import { STEP_SECONDS } from '#domain/pass.ts';
import { controlStyles } from '#ui/controls.css.ts';
import { ClockController } from '#ui/controllers/clock-controller.ts';
import { WakeLockController } from '#ui/controllers/wake-lock-controller.ts';
import '#ui/countdown-ring.ts';
import '#ui/elements/notice.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestProblem } from '#ui/problem.ts';
import { qrTemplate } from '#ui/qr.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { VerdictSound } from '#ui/verdict-sound.ts';
import { CouponCodeController } from '../coupon-code-controller.ts';
import { couponStanding, type CouponStanding } from '../coupon-standing.ts';
import '../elements/hold-to-confirm.ts';
import { emptyState, listState } from '../elements/list-states.ts';
import '../elements/moving-proof.ts';
import '../elements/shop-code-finder.ts';
import { usesStyles } from '../elements/uses-styles.ts';
import { KeptList } from '../kept-list.ts';
import { messages, problemText } from '../languages/uses/index.ts';
import { secondsLeftAt } from '../live-pass-controller.ts';
import { nameIn } from '../names.ts';
import type { PhoneSession } from '../phone-session.ts';
import { ROOT, TAB_PATHS } from '../routes.ts';
import { SessionController } from '../session-controller.ts';
import { shopVisits } from '../shop-visits.ts';
import { couponUseStyles } from './coupon-use.css.ts';

export class TsPhoneCouponUse extends LitElement {
  static override properties = {
    session: { attribute: false },
    couponId: { attribute: false },
    working: { state: true },
    trouble: { state: true },
    justUsed: { state: true },
    returned: { state: true },
  };
  declare session: PhoneSession;
  declare couponId: string;
  declare working: 'reserving' | 'redeeming' | null;
  declare trouble: RequestProblem | null;
  /** It was used while this page looked on. */
  declare justUsed: boolean;
  /** Nobody confirmed it in time. */
  declare returned: boolean;

  readonly #language = new LanguageController(this, messages);
  protected readonly followed = new SessionController(this);
  protected readonly wakeLock = new WakeLockController(this);
  protected readonly seconds = new ClockController(
    this,
    'second',
    () => this.session.nowMs() - Date.now(),
  );
  readonly #coupons: KeptList<typeof CouponListSchema>;
  readonly #code: CouponCodeController;
  readonly #sound = new VerdictSound();
  #before: CouponStanding | null = null;
  #stops: readonly (() => void)[] = [];

  static override styles = [resetStyles, figureStyles, controlStyles, usesStyles, couponUseStyles];

  constructor() {
    super();
    this.working = null;
    this.trouble = null;
    this.justUsed = false;
    this.returned = false;
    this.#code = new CouponCodeController(this);
    this.#coupons = new KeptList(this, CouponListSchema, '/api/me/coupons');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Nobody turns to the clerk with a coupon that was used while the line was away.
    const load = () => void this.#coupons.load();
    this.#stops = [
      this.session.on('snapshot', load),
      this.session.on('coupon:changed', ({ coupon }) => {
        // What is used stays used; of the rest a message may tell that comes late.
        if (coupon.state === 'redeemed') this.#take(coupon);
        else load();
      }),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
    void this.#sound.close();
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const coupon = this.#coupon();
    if (coupon === null) return;
    const standing = couponStanding(coupon, this.session.nowMs());
    const before = this.#before;
    this.#before = standing;
    if (before === null || before === standing) return;
    if (standing === 'used') this.#celebrate();
    if (before === 'reserved' && standing === 'usable') this.#comeBack(coupon);
  }

  override render() {
    const coupon = this.#coupon();
    if (coupon === null) return html`${this.#back()}${this.#missing()}`;
    const { text, formats } = this.#language;
    return html`${this.#back()} ${this.#standing(coupon)}
    ${
      this.trouble === null
        ? nothing
        : html`<p class="trouble" role="alert">
            <ts-icon name="stop"></ts-icon>${problemText(text, formats, this.trouble)}
          </p>`
    }`;
  }

  #standing(coupon: Coupon) {
    const { text, formats } = this.#language;
    switch (couponStanding(coupon, this.session.nowMs())) {
      case 'used': {
        if (this.justUsed) return this.#proof(coupon, 'done');
        const at = coupon.redeemedAt ?? coupon.exchangedAt;
        const when = `${formats.date(at)} ${formats.time(at)}`;
        return html`<div class="already" role="status">
          <ts-icon name="already"></ts-icon>
          <div>
            <h1>${text.use.firstUse}</h1>
            <p>${text.use.firstUseAt(when)}</p>
            ${this.#whatAndWhere(coupon)}
          </div>
        </div>`;
      }
      case 'taken-back':
        return emptyState(text.use.takenBack, text.use.takenBackHint);
      case 'reserved':
        return this.#reserved(coupon);
      case 'usable':
        return this.#usable(coupon);
    }
  }

  #usable(coupon: Coupon) {
    const { text } = this.#language;
    return html`${
        this.returned
          ? html`<ts-notice kind="information" heading=${text.use.returned}>
              ${text.use.returnedHint}
            </ts-notice>`
          : nothing
      }
      <div class="what">${this.#whatAndWhere(coupon)}</div>
      ${this.session.signWithDevice === null ? this.#card() : this.#liveCode()}
      <details class="no-reader">
        <summary>${text.use.noReader}</summary>
        <p class="quiet">${text.use.noReaderHint}</p>
        ${this.#finder()}
      </details>`;
  }

  #liveCode() {
    const { text } = this.#language;
    const left = secondsLeftAt(this.session.nowMs());
    const { code } = this.#code;
    return html`<ts-countdown-ring fine class="code" .seconds=${STEP_SECONDS} .left=${left}
        ><div class="qr-box">${code === null ? nothing : qrTemplate(code, text.use.code)}</div>
      </ts-countdown-ring>
      <p class="show">${text.use.show}</p>
      <p class="quiet seconds">${text.use.seconds(String(left))}</p>`;
  }

  #card() {
    const { text } = this.#language;
    return html`<ts-notice kind="information" icon="card" heading=${text.use.card}>
        ${text.use.cardHint}
      </ts-notice>
      <a class="button primary wide" href=${ROOT}>${text.use.toPass}</a>`;
  }

  #reserved(coupon: Coupon) {
    const { text } = this.#language;
    const cancel = html`<button
      class="button wide"
      ?disabled=${this.working !== null}
      @click=${() => void this.#release()}
    >
      ${text.cancel}
    </button>`;
    if (shopVisits.counterCodeFor(coupon.couponId) === null) {
      return html`<div class="what">${this.#whatAndWhere(coupon)}</div>
        <p>${text.use.scanAgain}</p>
        <div class="hand">${this.#finder()} ${cancel}</div>`;
    }
    return html`${this.#proof(coupon, 'waiting')}
      <div class="hand">
        <p class="quiet">${text.use.holdHint}</p>
        <ts-hold-to-confirm
          ?disabled=${this.working !== null}
          @ts-confirmed=${() => void this.#redeem()}
          >${this.working === 'redeeming' ? text.use.redeeming : text.use.hold}</ts-hold-to-confirm
        >
        ${cancel}
      </div>`;
  }

  #proof(coupon: Coupon, kind: 'waiting' | 'done') {
    return html`<ts-moving-proof
      kind=${kind}
      role=${kind === 'done' ? 'status' : 'group'}
      .coupon=${coupon}
      .offsetMs=${this.session.nowMs() - Date.now()}
    ></ts-moving-proof>`;
  }

  #finder() {
    const { text } = this.#language;
    if (this.working === 'reserving') return html`<p role="status">${text.use.reserving}</p>`;
    return html`<ts-shop-code-finder
      @ts-shop-code=${(event: CustomEvent<string>) => void this.#reserve(event.detail)}
    ></ts-shop-code-finder>`;
  }

  #whatAndWhere(coupon: Coupon) {
    const { text, current } = this.#language;
    return html`<p class="offer">${nameIn(current, coupon.offer)}</p>
      <p class="place">
        ${nameIn(current, coupon.shop)}
        <span class="quiet"
          >${text.coupons.number} <span class="figure">${coupon.number}</span></span
        >
      </p>`;
  }

  #back() {
    const { text } = this.#language;
    return html`<a class="back" href=${TAB_PATHS.coupons}
      ><ts-icon name="right"></ts-icon>${text.use.toCoupons}</a
    >`;
  }

  #missing() {
    const { text } = this.#language;
    if (this.#coupons.value === null) return listState(this.#language, this.#coupons);
    return emptyState(text.use.unknown, text.use.unknownHint);
  }

  #coupon(): Coupon | null {
    const coupons = this.#coupons.value?.coupons ?? [];
    return coupons.find(({ couponId }) => couponId === this.couponId) ?? null;
  }

  /** Asked for again too: what was asked before may come later, and tell how it was. */
  #take(coupon: Coupon): void {
    const others = (this.#coupons.value?.coupons ?? []).filter(
      ({ couponId }) => couponId !== coupon.couponId,
    );
    this.#coupons.take({ coupons: [coupon, ...others] });
    void this.#coupons.load();
  }

  #celebrate(): void {
    this.justUsed = true;
    this.trouble = null;
    shopVisits.end(this.couponId);
    // Browsers keep audio shut until the person has touched the page; then it is silent.
    if (navigator.userActivation?.hasBeenActive) void this.#sound.play('admitted');
  }

  /** By the time running out; a person who gave up knows. */
  #comeBack(coupon: Coupon): void {
    shopVisits.end(coupon.couponId);
    this.returned = coupon.state === 'reserved';
  }

  async #reserve(counterCode: string): Promise<void> {
    this.working = 'reserving';
    this.trouble = null;
    this.returned = false;
    const answer = await this.session.request(
      CouponSchema,
      `/api/me/coupons/${this.couponId}/reservation`,
      { method: 'POST', body: { counterCode } },
    );
    this.working = null;
    if (!answer.ok) return this.#failed(answer);
    shopVisits.begin(this.couponId, counterCode);
    this.#take(answer.value);
  }

  async #redeem(): Promise<void> {
    const counterCode = shopVisits.counterCodeFor(this.couponId);
    if (counterCode === null || this.working !== null) return;
    this.working = 'redeeming';
    this.trouble = null;
    const path = `/api/me/coupons/${this.couponId}/redemption`;
    const answer = await this.session.spend(RedemptionSchema, path, { counterCode });
    this.working = null;
    if (answer.ok) this.#take(answer.value.coupon);
    else this.#failed(answer);
  }

  async #release(): Promise<void> {
    this.trouble = null;
    const path = `/api/me/coupons/${this.couponId}/reservation`;
    const answer = await this.session.request(CouponSchema, path, { method: 'DELETE' });
    if (!answer.ok) return this.#failed(answer);
    shopVisits.end(this.couponId);
    this.#take(answer.value);
  }

  #failed(answer: RequestProblem): void {
    this.trouble = answer;
    // Whatever the server knows better is shown.
    if (answer.status !== 0) void this.#coupons.load();
  }
}
customElements.define('ts-phone-coupon-use', TsPhoneCouponUse);

declare global {
  interface HTMLElementTagNameMap {
    'ts-phone-coupon-use': TsPhoneCouponUse;
  }
}
