/** A participant's phone for journeys: its key, what it was given, and what it shows at a step. */
import type { CreatedParticipant } from '#domain/contract/people.ts';
import { showCouponCode } from '#domain/coupon-code.ts';
import { showLivePass, stepAt, type Sign } from '#domain/pass.ts';
import { createSigner, hexFromBytes } from '#domain/signing.ts';

export class LivePhone {
  readonly #origin: string;
  readonly #joined: CreatedParticipant;
  readonly #sign: Sign;

  private constructor(origin: string, joined: CreatedParticipant, sign: Sign) {
    this.#origin = origin;
    this.#joined = joined;
    this.#sign = sign;
  }

  /** Joins as the phone's page does. */
  static async join(origin: string, nickname: string): Promise<LivePhone> {
    const keys = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
    const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', keys.publicKey));
    const response = await fetch(`${origin}/api/participants`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ nickname, devicePublicKeyHex: hexFromBytes(publicKey) }),
    });
    if (!response.ok) throw new Error(`joining: ${response.status} ${await response.text()}`);
    return new LivePhone(
      origin,
      await response.json(),
      createSigner(crypto.subtle, keys.privateKey),
    );
  }

  get participantId(): string {
    return this.#joined.participantId;
  }

  get token(): string {
    return this.#joined.token;
  }

  /** @param aside steps from the present one: −3 is a picture of more than a minute ago */
  async pass(aside = 0): Promise<string> {
    const text = await showLivePass(this.#joined.pass, stepAt(Date.now()) + aside, this.#sign);
    if (text === null) throw new Error('the server gave no credential');
    return text;
  }

  async couponCode(couponId: string, aside = 0): Promise<string> {
    return showCouponCode(couponId, stepAt(Date.now()) + aside, this.#sign);
  }

  /** As this person. @throws when the answer is not a success */
  async request<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(this.#origin + path, {
      method,
      headers: {
        authorization: `Bearer ${this.#joined.token}`,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text === '' ? 'null' : text);
  }
}
