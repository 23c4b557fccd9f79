/** The public draw. */
import { isLanguage } from '#ui/language/language.ts';
import { pageLanguage } from '#ui/language/page-language.ts';
import './app.ts';

pageLanguage.remember('tsudoi-stage-language');

// A screen without a keyboard gets its language by its address: `/stage/…?language=en`.
const asked = new URLSearchParams(location.search).get('language');
if (isLanguage(asked)) pageLanguage.set(asked);
