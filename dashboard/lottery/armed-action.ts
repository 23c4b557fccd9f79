/**
 * `<ts-armed-action>`: a button for what cannot be undone. A press arms it and says what will happen;
 * a second one, held for a second, does it. Escape, waiting and looking away take it back.
 */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/index.ts';
import { armedActionStyles } from './armed-action.css.ts';
import {
  ARMED_MS,
  nextChangeMs,
  PAUSE_MS,
  reduceArming,
  type Arming,
  type ArmingEvent,
} from './arming.ts';

/** Dots of the time that is left. */
const SECONDS = ARMED_MS / 1_000;

type ArmingInput = ArmingEvent extends infer Event
  ? Event extends ArmingEvent
    ? Omit<Event, 'atMs'>
    : never
  : never;

/**
 * @property label     what it does, as a verb
 * @property sentence  what will happen then, and that it cannot be undone
 * @property light     one press is enough
 * @property quiet     not the page's main action
 * @property disabled
 * @property what      changes when the button stands for something else: it is then disarmed
 * @fires ts-go        it is to be done, now
 */
export class TsArmedAction extends LitElement {
  static override properties = {
    label: { type: String },
    sentence: { type: String },
    light: { type: Boolean },
    quiet: { type: Boolean },
    disabled: { type: Boolean },
    what: { type: String },
    arming: { state: true },
  };
  declare label: string;
  declare sentence: string;
  declare light: boolean;
  declare quiet: boolean;
  declare disabled: boolean;
  declare what: string;
  declare arming: Arming;

  readonly #language = new LanguageController(this, messages);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tick: ReturnType<typeof setInterval> | undefined;

  static override styles = [resetStyles, figureStyles, controlStyles, armedActionStyles];

  constructor() {
    super();
    this.label = '';
    this.sentence = '';
    this.light = false;
    this.quiet = false;
    this.disabled = false;
    this.what = '';
    this.arming = { name: 'idle', sinceMs: performance.now() };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    globalThis.addEventListener('keydown', this.#escape);
    globalThis.addEventListener('blur', this.#away);
    document.addEventListener('visibilitychange', this.#away);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    globalThis.removeEventListener('keydown', this.#escape);
    globalThis.removeEventListener('blur', this.#away);
    document.removeEventListener('visibilitychange', this.#away);
    this.#become({ name: 'idle', sinceMs: performance.now() });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // What was armed was something else.
    if (changed.has('what') || changed.has('disabled')) {
      this.#become({ name: 'idle', sinceMs: performance.now() });
    }
  }

  override render() {
    const text = this.#language.text.leading.act;
    const { name } = this.arming;
    const isArmed = name === 'armed' || name === 'holding';
    return html`<div class="box" ?data-armed=${isArmed}>
      <div class="acts">
        <button
          type="button"
          class=${`button main ${this.quiet ? '' : 'primary'} ${name === 'holding' ? 'held' : ''}`}
          ?disabled=${this.disabled}
          @pointerdown=${(event: PointerEvent) => this.#pointerDown(event)}
          @pointerup=${() => this.#take({ type: 'up' })}
          @pointercancel=${() => this.#take({ type: 'leave' })}
          @pointerleave=${() => this.#take({ type: 'leave' })}
          @blur=${() => this.#take({ type: 'leave' })}
          @keydown=${(event: KeyboardEvent) => this.#keyDown(event)}
          @keyup=${(event: KeyboardEvent) => this.#keyUp(event)}
          @contextmenu=${(event: Event) => event.preventDefault()}
          @click=${(event: MouseEvent) => {
            // Neither finger nor key: those are kept from clicking, or have a detail.
            if (event.detail === 0) this.#take({ type: 'activate' });
          }}
        >
          <span class="does">${this.label}</span>
          ${
            isArmed
              ? html`<span class="how">${name === 'holding' ? text.holding : text.hold}</span>`
              : nothing
          }
        </button>
        ${
          isArmed
            ? html`<button type="button" class="button" @click=${() => this.#disarm()}>
                ${text.disarm}
              </button>`
            : nothing
        }
      </div>
      <div class="told" role="status">
        ${
          isArmed
            ? html`<p class="warn"><ts-icon name="help"></ts-icon><b>${text.armed}</b></p>
                <p class="sentence">${this.sentence}</p>`
            : nothing
        }
      </div>
      ${isArmed ? this.#left() : nothing}
    </div>`;
  }

  /** One dot a second. */
  #left() {
    const text = this.#language.text.leading.act;
    const { arming } = this;
    const sinceMs = arming.name === 'holding' ? arming.armedMs : 0;
    const armedMs = arming.name === 'armed' ? arming.sinceMs : sinceMs;
    const left = Math.max(0, Math.ceil((armedMs + ARMED_MS - performance.now()) / 1_000));
    return html`<p class="left">
      <span class="dots" aria-hidden="true"
        >${Array.from(
          { length: SECONDS },
          (_, index) => html`<i class=${index < left ? 'full' : ''}></i>`,
        )}</span
      >
      <span>${text.expires(this.#language.formats.number(left))}　${text.escape}</span>
    </p>`;
  }

  #pointerDown(event: PointerEvent): void {
    if (event.button === 0 && event.isPrimary) this.#take({ type: 'down', repeat: false });
  }

  #keyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    this.#take({ type: 'down', repeat: event.repeat });
  }

  #keyUp(event: KeyboardEvent): void {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    this.#take({ type: 'up' });
  }

  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.arming.name !== 'idle') this.#disarm();
  };

  readonly #away = (): void => this.#take({ type: 'leave' });

  #disarm(): void {
    this.#take({ type: 'disarm' });
  }

  #take(event: ArmingInput): void {
    if (this.disabled) return;
    const atMs = performance.now();
    const next = reduceArming(this.arming, { ...event, atMs }, this.light);
    if (next === this.arming) return;
    if (next.name !== 'fired') return this.#become(next);
    this.#become({ name: 'idle', sinceMs: atMs });
    this.dispatchEvent(new CustomEvent('ts-go'));
  }

  #become(arming: Arming): void {
    this.arming = arming;
    clearTimeout(this.#timer);
    clearInterval(this.#tick);
    const waitMs = nextChangeMs(arming, performance.now());
    if (waitMs === null) return;
    this.#timer = setTimeout(() => this.#take({ type: 'time' }), waitMs + 1);
    if (arming.name === 'armed') this.#tick = setInterval(() => this.requestUpdate(), PAUSE_MS);
  }
}
customElements.define('ts-armed-action', TsArmedAction);

declare global {
  interface HTMLElementTagNameMap {
    'ts-armed-action': TsArmedAction;
  }
}
