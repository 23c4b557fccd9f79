/** The figures of a draw that is led, and the code for the hall's phones. */
import { html, nothing } from 'lit';
import type { StageSnapshot } from '#domain/contract/stage-channel.ts';
import type { LanguageController } from '#ui/language/language-controller.ts';
import { qrCode, qrTemplate } from '#ui/qr.ts';
import type { Messages } from '../languages/index.ts';
import { isOwnMachine } from '../shops/shop-sign.ts';
import type { Leading } from './next-panel.ts';

type Language = LanguageController<Messages>;

/** Needs `leadPageStyles`. */
export function leadFigures({ text, formats }: Language, { lottery, snapshot }: Leading) {
  const { figures, units } = text.leading;
  const tickets = lottery.prizes.reduce((sum, prize) => sum + prize.tickets, 0);
  const figure = (name: keyof typeof figures, value: number, unit: (count: number) => string) =>
    html`<div>
      <dt>${figures[name]}</dt>
      <dd class="figure" data-figure=${name}>
        ${formats.number(value)}<small>${unit(value)}</small>
      </dd>
    </div>`;
  return html`<dl class="figures">
    ${figure('tickets', tickets, units.tickets)}
    ${figure('voices', snapshot?.voices.people ?? 0, units.people)}
    ${figure('watching', snapshot?.watching ?? 0, units.screens)}
    ${figure('agreeing', snapshot?.agreeing ?? 0, units.screens)}
  </dl>`;
}

export const hallAddress = (origin: string, lotteryId: string) => `${origin}/stage/${lotteryId}`;

/** What a phone reads: with the hash that it compares with its own, as on the big screen. */
export function phonesAddress(
  origin: string,
  lotteryId: string,
  snapshot: Pick<StageSnapshot, 'finalHash'> | null,
): string {
  const address = hallAddress(origin, lotteryId);
  const final = snapshot?.finalHash ?? null;
  return final === null ? address : `${address}#final=${final}`;
}

/** Needs `panelStyles`, `leadPageStyles`. */
export function phonesPanel({ text }: Language, { lottery, snapshot }: Leading) {
  const { links } = text.leading;
  const { lotteryId } = lottery;
  const address = phonesAddress(location.origin, lotteryId, snapshot);
  return html`<section class="panel phones">
    <div class="panel-head"><h2>${links.phones}</h2></div>
    ${qrTemplate(qrCode(address, 'L'), links.qr)}
    <a href=${address} target="_blank" rel="noopener">${hallAddress(location.origin, lotteryId)}</a>
    ${isOwnMachine(location.hostname) ? html`<p class="quiet-text">${links.ownMachine}</p>` : nothing}
  </section>`;
}
