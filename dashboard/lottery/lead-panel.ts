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
  /** `null`: nobody leads. */
  readonly lead: LotteryLead | null;
  readonly leads: boolean;
  readonly wasTakenOver: boolean;
  /** Why the lead was not taken or given back; `null`: it was, or was not asked for. */
  readonly refused: RequestProblem | null;
  readonly take: (takeOver: boolean) => void;
  readonly giveBack: () => void;
}

/** Needs `controlStyles`, `panelStyles`, `leadPageStyles`. */
export function leadPanel({ text, formats }: LanguageController<Messages>, panel: LeadPanel) {
  const words = text.leading.lead;
  const { lead, leads } = panel;
  return html`<section class="panel lead-panel" data-leads=${leads ? 'here' : 'elsewhere'}>
    <div class="panel-head">
      <h2>${words.heading}</h2>
      ${lead === null ? nothing : html`<span class="side">${words.since(formats.time(lead.since))}</span>`}
    </div>
    ${
      panel.wasTakenOver
        ? html`<ts-notice kind="stale" heading=${words.lost(lead?.staff ?? '')}
            >${words.lostHint}</ts-notice
          >`
        : html`<p class="who">
            ${leads ? words.here : lead === null ? words.nobody : words.elsewhere(lead.staff)}
          </p>`
    }
    ${
      panel.refused === null
        ? nothing
        : html`<ts-notice
            kind="error"
            heading=${problemSentence(text, formats, panel.refused)}
          ></ts-notice>`
    }
    <p class="quiet-text">
      ${leads ? words.hereHint : lead === null ? words.nobodyHint : words.elsewhereHint}
    </p>
    ${
      leads
        ? html`<button class="link" @click=${panel.giveBack}>${words.giveBack}</button>`
        : lead === null
          ? html`<button class="button primary" @click=${() => panel.take(false)}>
              ${words.take}
            </button>`
          : html`<ts-armed-action
              quiet
              label=${words.takeOver}
              sentence=${words.takeOverSentence}
              what=${lead.deskId}
              @ts-go=${() => panel.take(true)}
            ></ts-armed-action>`
    }
  </section>`;
}
