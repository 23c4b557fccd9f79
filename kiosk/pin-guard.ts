/** The staff PIN and the wrong ones that were typed; they are counted, and outlive a reload. */
import type { KioskSettings } from '#domain/contract/kiosks.ts';
import type { DeviceFacts } from './device-store.ts';
import { afterWrongPin, NO_PIN_ATTEMPTS, type PinAttempts } from './pin-attempts.ts';
import { isExitPin } from './staff-exit.ts';

export class PinGuard {
  readonly #onChange: () => void;
  #facts: DeviceFacts | null = null;
  #attempts: PinAttempts = NO_PIN_ATTEMPTS;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get attempts(): PinAttempts {
    return this.#attempts;
  }

  /** @param facts where the attempts are remembered */
  async open(facts: DeviceFacts): Promise<void> {
    this.#facts = facts;
    this.#attempts = await facts.pinAttempts();
  }

  async check(pin: string, exitPin: KioskSettings['exitPin']): Promise<boolean> {
    const isRight = await isExitPin(pin, exitPin);
    await this.#set(isRight ? NO_PIN_ATTEMPTS : afterWrongPin(this.#attempts, Date.now()));
    return isRight;
  }

  /** Another enrollment has another PIN. */
  async reset(): Promise<void> {
    await this.#set(NO_PIN_ATTEMPTS);
  }

  async #set(attempts: PinAttempts): Promise<void> {
    this.#attempts = attempts;
    this.#onChange();
    await this.#facts?.setPinAttempts(attempts);
  }
}
