/** What went wrong with a list, and the button that asks again. */
import { html, nothing } from 'lit';
import '#ui/elements/notice.ts';
import type { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestProblem } from '#ui/problem.ts';
import type { Messages } from './languages/index.ts';
import { problemSentence } from './languages/problem-sentence.ts';

/** Needs `controlStyles`. @param problem  `null`: nothing is shown */
export function problemNotice(
  { text, formats }: LanguageController<Messages>,
  problem: RequestProblem | null,
  tryAgain: () => void,
) {
  if (problem === null) return nothing;
  return html`<ts-notice kind="error" heading=${problemSentence(text, formats, problem)}>
    <button slot="action" class="button" @click=${tryAgain}>${text.tryAgain}</button>
  </ts-notice>`;
}
