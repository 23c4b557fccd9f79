/** The live code of one coupon: signed anew at each step by the corrected clock, online or not. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { showCouponCode } from '#domain/coupon-code.ts';
import { stepAt } from '#domain/pass.ts';
import { qrCode, type QrCode } from '#ui/qr.ts';
import type { PhoneSession } from './phone-session.ts';

type Host = ReactiveControllerHost & { readonly session: PhoneSession; readonly couponId: string };

/** The host draws itself every second; that is when a new step is noticed. */
export class CouponCodeController implements ReactiveController {
  readonly #host: Host;
  /** Of what `#code` was made, or is being made: coupon and step. */
  #wanted = '';
  #code: { readonly step: number; readonly couponId: string; readonly qr: QrCode } | null = null;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  /** `null`: not made yet, or this phone has no key. A code of an earlier step is never shown. */
  get code(): QrCode | null {
    const { session, couponId } = this.#host;
    const made = this.#code;
    if (made === null || made.couponId !== couponId) return null;
    return made.step === stepAt(session.nowMs()) ? made.qr : null;
  }

  hostUpdated(): void {
    void this.#make();
  }

  async #make(): Promise<void> {
    const { session, couponId } = this.#host;
    const sign = session.signWithDevice;
    const step = stepAt(session.nowMs());
    const wanted = `${couponId} ${step}`;
    if (sign === null || wanted === this.#wanted) return;
    this.#wanted = wanted;
    const text = await showCouponCode(couponId, step, sign);
    if (wanted !== this.#wanted) return;
    this.#code = { step, couponId, qr: qrCode(text, 'M') };
    this.#host.requestUpdate();
  }
}
