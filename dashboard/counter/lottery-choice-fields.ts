/** The fields of the first step of entering tickets: which lottery, which prize, how many. */
import { html, nothing } from 'lit';
import type { Prize } from '#domain/contract/lotteries.ts';
import '#ui/icons/icon.ts';
import type { Formats } from '#ui/language/formats.ts';
import type { Language } from '#ui/language/language.ts';
import { nameIn, type Messages } from '../languages/index.ts';
import type { PersonLottery } from './lottery-api.ts';
import { countMax, oddsOf, ownTickets, prizesForPeople, quickCounts } from './lottery-order.ts';

export interface Words {
  readonly text: Messages;
  readonly formats: Formats;
  readonly language: Language;
}

/** What stands in the form. */
export interface Choice {
  readonly prizeId: string | null;
  /** As typed. */
  readonly count: string;
}

export interface ChoiceFaults {
  readonly prize: boolean;
  readonly count: boolean;
}

/** Which of the open lotteries; nothing to choose where there is one. */
export function lotteryChoice(
  { text, formats, language }: Words,
  open: readonly PersonLottery[],
  chosen: PersonLottery,
  choose: (lotteryId: string) => void,
) {
  const words = text.counter.lottery;
  const until = (at: string) => words.until(`${formats.date(at)} ${formats.time(at)}`);
  return html`${
    open.length === 1
      ? html`<p class="lottery">
          <b>${nameIn(language, chosen.lottery)}</b> ${until(chosen.lottery.closesAt)}
        </p>`
      : html`<fieldset>
          <legend>${words.which}</legend>
          ${open.map(
            ({ lottery }) =>
              html`<label class="option">
                <input
                  type="radio"
                  name="lottery"
                  .checked=${lottery.lotteryId === chosen.lottery.lotteryId}
                  @change=${() => choose(lottery.lotteryId)}
                />
                <span
                  ><b>${nameIn(language, lottery)}</b>
                  <span class="detail"
                    >${lottery.rehearsal ? html`${words.rehearsal} · ` : nothing}${until(
                      lottery.closesAt,
                    )}</span
                  ></span
                >
              </label>`,
          )}
        </fieldset>`
  }
  ${
    chosen.lottery.rehearsal
      ? html`<p class="rehearsal"><b>${words.rehearsal}</b> ${words.rehearsalHint}</p>`
      : nothing
  }`;
}

/** The prizes with their figures, the grand prize first. */
export function prizeChoice(
  { text, formats, language }: Words,
  { lottery, held }: PersonLottery,
  choice: Choice,
  { fault, choose }: { readonly fault: boolean; readonly choose: (prizeId: string) => void },
) {
  const words = text.counter.lottery;
  return html`<fieldset aria-invalid=${fault ? 'true' : 'false'}>
    <legend>${words.prizes}</legend>
    ${fault ? html`<p class="fault" role="alert">${text.asking.fault.choose}</p>` : nothing}
    ${prizesForPeople(lottery).map((prize) => {
      const own = ownTickets(held, prize.prizeId);
      return html`<label class="option">
        <input
          type="radio"
          name="prize"
          .checked=${prize.prizeId === choice.prizeId}
          @change=${() => choose(prize.prizeId)}
        />
        <span class="prize"
          ><b>${nameIn(language, prize)}</b>
          <span class="odds">${oddsWords(words, formats, prize)}</span>
          <span class="detail"
            >${words.figures(
              formats.number(prize.quantity),
              formats.number(prize.tickets),
              formats.number(prize.people),
            )}</span
          >
          ${own === 0 ? nothing : html`<span class="own">${words.mine(formats.number(own))}</span>`}
        </span>
      </label>`;
    })}
  </fieldset>`;
}

function oddsWords(words: Messages['counter']['lottery'], { number }: Formats, prize: Prize) {
  const odds = oddsOf(prize);
  switch (odds.kind) {
    case 'nobody':
      return words.nobody;
    case 'all-win':
      return words.allWin;
    case 'one-in':
    default:
      return words.oneIn(number(odds.tickets));
  }
}

/** @param count  the typed one, if it can be entered; `tickets`: what the person holds */
export function countChoice(
  { text, formats }: Words,
  { lottery, held }: PersonLottery,
  choice: Choice,
  rest: {
    readonly count: number | null;
    readonly tickets: number;
    readonly fault: boolean;
    readonly type: (count: string) => void;
  },
) {
  const words = text.counter.lottery;
  const { number } = formats;
  const { count, tickets, fault, type } = rest;
  const most = countMax(lottery, tickets);
  const prize = lottery.prizes.find(({ prizeId }) => prizeId === choice.prizeId);
  const step = (label: string, sign: string, to: number) =>
    html`<button
      type="button"
      class="button step"
      aria-label=${label}
      ?disabled=${to < 1 || to > most}
      @click=${() => type(String(to))}
    >
      ${sign}
    </button>`;
  const quick = (label: string, to: number) =>
    html`<button type="button" class="button" @click=${() => type(String(to))}>${label}</button>`;
  return html`<div class="field count">
      <label for="count">${words.count}</label>
      <div class="counts">
        <span class="steps">
          ${step(words.less, '−', (count ?? 1) - 1)}
          <input
            id="count"
            inputmode="numeric"
            autocomplete="off"
            .value=${choice.count}
            aria-invalid=${fault ? 'true' : 'false'}
            aria-describedby=${fault ? 'count-fault' : nothing}
            @input=${(event: InputEvent) => {
              if (event.target instanceof HTMLInputElement) type(event.target.value);
            }}
          />
          ${step(words.more, '+', (count ?? 0) + 1)}
        </span>
        <span class="quick">
          ${quickCounts(most).map((each) => quick(words.quick(number(each)), each))}
          ${lottery.rehearsal ? nothing : quick(words.all(number(most)), most)}
        </span>
      </div>
      ${
        fault
          ? html`<p class="error" id="count-fault" role="alert">
              <ts-icon name="stop"></ts-icon>${words.countFault(number(most))}
            </p>`
          : nothing
      }
    </div>
    <p class="outlook" role="status">
      ${
        count === null || lottery.rehearsal
          ? nothing
          : html`<span>${words.left(number(tickets), number(tickets - count))}</span>`
      }
      ${
        count === null || prize === undefined
          ? nothing
          : html`<span
              >${words.share(
                number(ownTickets(held, prize.prizeId) + count),
                number(prize.tickets + count),
              )}</span
            >`
      }
    </p>`;
}
