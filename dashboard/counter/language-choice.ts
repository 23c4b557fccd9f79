/** The language of what the person at the counter reads, whatever the dashboard speaks. */
import { css, html } from 'lit';
import { LANGUAGE_NAMES, LANGUAGE_TAGS, LANGUAGES, type Language } from '#ui/language/language.ts';

export const languageChoiceStyles = css`
  .languages {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 20px;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .languages legend {
    float: inline-start;
    padding: 0;
    line-height: 48px;
  }
  .languages label {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-block-size: 48px;
    cursor: pointer;
  }
  .languages input {
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    accent-color: var(--ts-water-1100);
  }
`;

/** @param label of the group */
export function languageChoice(
  label: string,
  chosen: Language,
  choose: (language: Language) => void,
) {
  return html`<fieldset class="languages">
    <legend>${label}</legend>
    ${LANGUAGES.map(
      (language) =>
        html`<label lang=${LANGUAGE_TAGS[language]}>
          <input
            type="radio"
            name="language"
            .checked=${language === chosen}
            @change=${() => choose(language)}
          />${LANGUAGE_NAMES[language]}
        </label>`,
    )}
  </fieldset>`;
}
