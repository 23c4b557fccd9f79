/** The staff's screen. */
import { controlStyles, fieldStyles } from '#ui/controls.css.ts';
import { pageLanguage } from '#ui/language/page-language.ts';
import './app.ts';

// The log-in form lives in the page, not in a shadow, and needs the controls there.
for (const { styleSheet } of [controlStyles, fieldStyles]) {
  if (styleSheet !== undefined) document.adoptedStyleSheets.push(styleSheet);
}
pageLanguage.remember('tsudoi-dashboard-language');
