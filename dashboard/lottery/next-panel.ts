/** What is to be done next, in a sentence, and the one button that does it. */
import { html, nothing } from 'lit';
import type {
  Lottery,
  RevealOrder,
  StageOrder,
  TransitionOrder,
} from '#domain/contract/lotteries.ts';
import type { StageSnapshot } from '#domain/contract/stage-channel.ts';
import type { LanguageController } from '#ui/language/language-controller.ts';
import { nameIn, type Messages } from '../languages/index.ts';
import './armed-action.ts';
import './dice-pad.ts';
import { freezesByItselfMs, type NextStep } from './next-step.ts';
import type { Showing } from './showing.ts';

/** Everything that the page of a draw shows, at one moment. */
export interface Leading {
  readonly lottery: Lottery;
  /** `null`: the stage was not heard yet. */
  readonly snapshot: StageSnapshot | null;
  readonly next: NextStep;
  /** The server's clock. */
  readonly nowMs: number;
  /** Throws as they are typed here, or as the stage has them. */
  readonly dice: string;
  readonly isUnsent: boolean;
  /** This page leads. */
  readonly leads: boolean;
  readonly isWorking: boolean;
  /** What was ordered last is not answered yet; `null`: it is. */
  readonly movingTo: TransitionOrder['to'] | null;
}

export interface LeadingActs {
  readonly move: (order: TransitionOrder) => void;
  readonly stage: (order: StageOrder) => void;
  readonly reveal: (order: RevealOrder) => void;
  readonly digit: (digit: string) => void;
  readonly undo: () => void;
}

type Language = LanguageController<Messages>;

/** Needs `panelStyles`, `leadPageStyles`. */
export function nextPanel(language: Language, leading: Leading, acts: LeadingActs) {
  const text = language.text.leading;
  return html`<section class="panel now-panel" aria-label=${text.now.heading}>
    <div class="panel-head"><h2>${text.now.heading}</h2></div>
    <p class="now-sentence" role="status">${sentence(language, leading)}</p>
    ${waitHint(language, leading)} ${dicePart(language, leading, acts)}
    ${leading.leads ? action(language, leading, acts) : watcher(language, leading)}
  </section>`;
}

function sentence({ text, formats }: Language, { lottery, next, snapshot }: Leading): string {
  const words = text.leading.now;
  switch (next.name) {
    case 'close': {
      const { date, time } = formats;
      return words.open(`${date(lottery.closesAt)} ${time(lottery.closesAt)}`);
    }
    case 'gather':
      return words.closed;
    case 'freeze':
      return words.gathering;
    case 'throw':
      return words.frozen;
    case 'finish':
      return next.withDice ? words.thrown : words.frozenDrand;
    case 'draw':
      return words.sealed;
    case 'wait':
      return {
        entries: words.waitEntries,
        frozen: words.waitFrozen,
        drawn: words.waitDrawn,
        beacons: words.waitBeacons,
        stage: words.waitStage,
      }[next.for];
    case 'show':
      return snapshot?.prizeIndex === null ? words.drawn : '';
    case 'over':
      return words.over;
    case 'ended':
      return words.ended;
  }
}

function waitHint({ text, formats }: Language, { lottery, next, nowMs }: Leading) {
  const words = text.leading.now;
  const freezesMs = freezesByItselfMs(lottery, nowMs);
  if (freezesMs !== null) {
    return html`<p>${words.freezesAt(formats.timeWithSeconds(freezesMs))}</p>`;
  }
  if (lottery.state === 'void') {
    return html`<p>${text.leading.end.why(lottery.voidReason ?? '')}</p>`;
  }
  const isOrdered = next.name === 'wait' && (next.for === 'frozen' || next.for === 'drawn');
  return isOrdered ? html`<p class="quiet-text">${words.waitHint}</p>` : nothing;
}

function watcher({ text }: Language, { next }: Leading) {
  if (next.name === 'wait' || next.name === 'over' || next.name === 'ended') return nothing;
  return html`<p class="quiet-text">${text.leading.now.watching}</p>`;
}

function dicePart(
  { text }: Language,
  { lottery, next, dice, leads, isUnsent, movingTo }: Leading,
  acts: LeadingActs,
) {
  const words = text.leading.dice;
  if (lottery.state !== 'frozen') return nothing;
  // The hall throws as soon as the stage is frozen, whether or not that order was answered here.
  const isEnding = movingTo !== null && movingTo !== 'frozen';
  const isOpen = !isEnding && (next.name === 'throw' || next.name === 'finish');
  const isLate = next.name === 'finish' && !next.withDice && dice !== '';
  if (isLate) return html`<p class="quiet-text">${words.tooLate}</p>`;
  return html`<p class="quiet-text">${words.lead}</p>
    <ts-dice-pad
      throws=${dice}
      ?editable=${leads && isOpen}
      @ts-digit=${(event: CustomEvent<string>) => acts.digit(event.detail)}
      @ts-undo=${() => acts.undo()}
    ></ts-dice-pad>
    ${isUnsent ? html`<p class="unsent" role="alert">${words.notSent}</p>` : nothing}`;
}

interface Offer {
  readonly label: string;
  readonly sentence: string;
  readonly go: () => void;
}

function action(language: Language, leading: Leading, acts: LeadingActs) {
  const { next, isWorking } = leading;
  if (next.name === 'show') return showAction(language, leading, acts);
  const offer = offerOf(language, leading, acts);
  if (offer === null) return nothing;
  return html`<ts-armed-action
      label=${offer.label}
      sentence=${offer.sentence}
      what=${`${next.name} ${leading.dice}`}
      ?disabled=${isWorking}
      @ts-go=${offer.go}
    ></ts-armed-action>
    ${working(language, isWorking)}`;
}

function working({ text }: Language, isWorking: boolean) {
  return isWorking ? html`<p role="status">${text.leading.act.working}</p>` : nothing;
}

function offerOf({ text }: Language, { next, dice }: Leading, { move }: LeadingActs): Offer | null {
  const words = text.leading.act;
  switch (next.name) {
    case 'close':
      return {
        label: words.close,
        sentence: words.closeSentence,
        go: () => move({ to: 'closed' }),
      };
    case 'gather':
      return {
        label: words.gather,
        sentence: words.gatherSentence,
        go: () => move({ to: 'gathering' }),
      };
    case 'freeze':
      return {
        label: words.freeze,
        sentence: words.freezeSentence,
        go: () => move({ to: 'frozen' }),
      };
    case 'finish':
      return next.withDice
        ? {
            label: words.finish,
            sentence: words.finishSentence,
            go: () => move({ to: 'final', dice }),
          }
        : {
            label: words.finishNone,
            sentence: words.finishNoneSentence,
            go: () => move({ to: 'final' }),
          };
    case 'draw':
      return { label: words.draw, sentence: words.drawSentence, go: () => move({ to: 'drawn' }) };
    case 'throw':
    case 'wait':
    case 'show':
    case 'over':
    case 'ended':
      return null;
  }
}

/** One press, one reveal; while numbers run it is locked. */
function showAction(language: Language, leading: Leading, acts: LeadingActs) {
  const { next, lottery, isWorking } = leading;
  if (next.name !== 'show') return nothing;
  const { showing } = next;
  const isRunning = showing.name === 'running';
  const offer = showOffer(language, lottery, showing, acts);
  return html`<ts-armed-action
    light
    label=${offer.label}
    what=${`${showing.name} ${offer.label}`}
    ?disabled=${isWorking || isRunning}
    @ts-go=${offer.go}
  ></ts-armed-action>`;
}

function showOffer(
  { text, formats: { number }, current }: Language,
  lottery: Lottery,
  showing: Showing,
  { stage, reveal }: LeadingActs,
): Omit<Offer, 'sentence'> {
  const words = text.leading.act;
  switch (showing.name) {
    case 'present': {
      const { prizeIndex } = showing;
      const prize = lottery.prizes[prizeIndex];
      const name = prize === undefined ? '' : nameIn(current, prize);
      return { label: words.present(name), go: () => stage({ prizeIndex }) };
    }
    case 'reveal': {
      const { order } = showing;
      return { label: words[order.kind](number(order.place)), go: () => reveal(order) };
    }
    case 'running':
      return { label: text.leading.show.running, go: () => undefined };
    case 'end-board':
    case 'finished':
      return { label: words.endBoard, go: () => stage({ prizeIndex: lottery.prizes.length }) };
  }
}
