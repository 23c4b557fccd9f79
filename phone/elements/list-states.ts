/** What stands around a list while there is none, or an old one. */
import { html, nothing } from 'lit';
import '#ui/elements/notice.ts';
import type { LanguageController } from '#ui/language/language-controller.ts';
import '#ui/ring.ts';
import type { UsesMessages } from '../languages/uses/index.ts';

/** The parts of KeptList that are looked at. */
interface ListState {
  readonly value: unknown;
  readonly atMs: number | null;
  readonly problem: unknown;
  readonly slow: boolean;
  load(): Promise<void>;
}

/** A notice when the list is not of now, hollow dots while the first is awaited; else nothing. */
export function listState(language: LanguageController<UsesMessages>, list: ListState) {
  const { text, formats } = language;
  if (list.problem !== null) {
    const isKept = list.value !== null && list.atMs !== null;
    return html`<ts-notice
      kind=${isKept ? 'offline' : 'error'}
      .icon=${'cloud-off'}
      heading=${
        isKept
          ? text.stale(`${formats.date(list.atMs ?? 0)} ${formats.time(list.atMs ?? 0)}`)
          : text.failed
      }
    >
      ${isKept ? text.staleHint : text.failedHint}
      <button slot="action" class="button" @click=${() => void list.load()}>
        ${text.tryAgain}
      </button>
    </ts-notice>`;
  }
  if (list.value !== null || !list.slow) return nothing;
  return html`<div class="waiting" role="status">
    <ts-ring state="loading" label=${text.loading}></ts-ring>
  </div>`;
}

/** Hollow ring, the ninth in orange, one sentence and what comes next. */
export function emptyState(heading: string, hint: string, action: unknown = nothing) {
  return html`<div class="empty">
    <ts-ring state="empty"></ts-ring>
    <div>
      <p>${heading}</p>
      <p class="quiet">${hint}</p>
      ${action}
    </div>
  </div>`;
}
