/** "Compute everything": the button, its progress, and what it found, check by check. */
import { html, nothing } from 'lit';
import type { StageSnapshot } from '#domain/contract/stage-channel.ts';
import '#ui/elements/notice.ts';
import { checkList } from './proof-section.ts';
import type { StatusWords } from './status-plane.ts';
import { UNASKED_BYTES_MAX, type VerificationController } from './verification-controller.ts';

export function computingSection(
  snapshot: StageSnapshot,
  verification: VerificationController,
  own: { readonly isHeld: boolean; readonly run: (what: 'entries' | 'everything') => void },
  { text, formats }: StatusWords,
) {
  const { state, passed } = verification;
  const { lottery } = snapshot;
  const isWorking = state.name === 'fetching' || state.name === 'computing';
  const verified = state.name === 'done' ? state.recomputed.verification : null;
  const failed =
    verified !== null && !verified.ok ? { check: verified.failed, reason: verified.reason } : null;
  const what = lottery.state === 'drawn' ? 'everything' : 'entries';
  const bytes = lottery.files.reduce((sum, file) => sum + file.bytes, 0);
  const isUnreachable = state.name === 'unreachable';
  // What is not looked at by itself, or was in vain.
  const isAsked = bytes > UNASKED_BYTES_MAX || isUnreachable;
  const canLook = what === 'everything' || (own.isHeld && isAsked);
  if (!isWorking && !canLook && !isUnreachable && snapshot.agreeing === 0) return nothing;
  return html`<section>
    ${
      isWorking
        ? html`<label class="working"
            >${text.verifying[state.name]}
            <progress
              max="1"
              .value=${state.share}
              aria-label=${text.verifying.progress}
            ></progress>
          </label>`
        : nothing
    }
    ${
      isUnreachable
        ? html`<ts-notice kind="offline" heading=${text.verifying.unreachable}></ts-notice>`
        : nothing
    }
    ${
      canLook && !isWorking
        ? html`<button class="button primary large wide" data-compute @click=${() => own.run(what)}>
            ${
              what === 'entries'
                ? text.proofs.look
                : state.name === 'idle'
                  ? text.verifying.start
                  : text.verifying.again
            }
          </button>`
        : nothing
    }
    ${
      snapshot.agreeing > 0
        ? html`<p class="quiet agreeing">${text.agreeing(formats.number(snapshot.agreeing))}</p>`
        : nothing
    }
    ${checkList(passed, failed, { text, formats })}
  </section>`;
}
