/** The figure of a sentence, set as one. */
import { html } from 'lit';

/** What stands for the figure until the sentence is cut there; no text for people has it. */
const PLACE = '\0';

/** @param sentence gets a placeholder where the figure belongs, once */
export function figureIn(sentence: (figure: string) => string, figure: string) {
  const [before = '', after] = sentence(PLACE).split(PLACE);
  if (after === undefined) return before;
  return html`${before}<span class=${before === '' ? 'figure first' : 'figure'}>${figure}</span
    >${after}`;
}
