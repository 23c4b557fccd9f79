/** Who leads, and how this page can. */
import { html, nothing } from 'lit';
import type { LotteryLead } from '#domain/contract/lotteries.ts';
import '#ui/elements/notice.ts';
import type { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestProblem } from '#ui/problem.ts';
import type { Messages } from '../languages/index.ts';
import { problemSentence } from '../languages/problem-sentence.ts';
import './armed-action.ts';

export interface LeadPanel {
  /** False: it was not heard yet who leads. */
  readonly isKnown: boolean;
  /** `null`: nobody leads. */
  readonly lead: LotteryLead | null;
  readonly leads: boolean;
  readonly wasTakenOver: boolean;
  /** Why the lead was not taken or given back, or is not known; `null`: it was, or was not asked. */
  readonly refused: RequestProblem | null;
  readonly take: (takeOver: boolean) => void;
  readonly giveBack: () => void;
}

/** Needs `controlStyles`, `panelStyles`, `leadPageStyles`. */
export function leadPanel({ text, formats }: LanguageController<Messages>, panel: LeadPanel) {
  const { lead, leads, refused } = panel;
  return html`<section class="panel lead-panel" data-leads=${leads ? 'here' : 'elsewhere'}>
    <div class="panel-head">
      <h2>${text.leading.lead.heading}</h2>
      ${
        lead === null
          ? nothing
          : html`<span class="side">${text.leading.lead.since(formats.time(lead.since))}</span>`
      }
    </div>
    ${panel.isKnown ? who(text, panel) : nothing}
    ${
      refused === null
        ? nothing
        : html`<ts-notice
            kind="error"
            heading=${problemSentence(text, formats, refused)}
          ></ts-notice>`
    }
    ${panel.isKnown ? ways(text, panel) : html`<p class="quiet-text">${text.loading}</p>`}
  </section>`;
}

function who({ leading }: Messages, { lead, leads, wasTakenOver }: LeadPanel) {
  const words = leading.lead;
  if (wasTakenOver) {
    return html`<ts-notice kind="stale" heading=${words.lost(lead?.staff ?? '')}
      >${words.lostHint}</ts-notice
    >`;
  }
  return html`<p class="who">
    ${leads ? words.here : lead === null ? words.nobody : words.elsewhere(lead.staff)}
  </p>`;
}

function ways({ leading }: Messages, { lead, leads, take, giveBack }: LeadPanel) {
  const words = leading.lead;
  if (leads) {
    return html`<p class="quiet-text">${words.hereHint}</p>
      <button class="link" @click=${giveBack}>${words.giveBack}</button>`;
  }
  if (lead === null) {
    return html`<p class="quiet-text">${words.nobodyHint}</p>
      <button class="button primary" @click=${() => take(false)}>${words.take}</button>`;
  }
  return html`<p class="quiet-text">${words.elsewhereHint}</p>
    <ts-armed-action
      quiet
      label=${words.takeOver}
      sentence=${words.takeOverSentence}
      what=${lead.deskId}
      @ts-go=${() => take(true)}
    ></ts-armed-action>`;
}
