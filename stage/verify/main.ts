/** Verifies a draw from its record: one page, one file, no network. */
import { pageLanguage } from '#ui/language/page-language.ts';
import './verify-page.ts';

pageLanguage.remember('tsudoi-phone-language');

// A file that is dropped beside the field would be opened instead of the page.
for (const name of ['dragover', 'drop'] as const) {
  addEventListener(name, (event) => event.preventDefault());
}
