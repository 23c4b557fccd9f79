/** Why somebody who had a pass here has none now. Erasing has a screen of its own. */
import { html, nothing } from 'lit';
import '#ui/elements/notice.ts';
import type { Messages } from '../languages/core/index.ts';
import type { Ending } from '../standing.ts';

export function endedNotice(text: Messages, ending: Ending | null) {
  if (ending === 'moved') {
    return html`<ts-notice kind="information" icon="phone" heading=${text.ended.moved}
      >${text.ended.movedNext}</ts-notice
    >`;
  }
  if (ending === 'unknown') {
    return html`<ts-notice kind="error" heading=${text.ended.unknown}
      >${text.ended.unknownNext}</ts-notice
    >`;
  }
  return nothing;
}
