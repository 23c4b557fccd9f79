/** The books as everybody may see them: `/books`. */
import { pageLanguage } from '#ui/language/page-language.ts';
import './books-page.ts';

pageLanguage.remember('tsudoi-phone-language');
