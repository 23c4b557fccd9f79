/** Confirms one certificate: `/certificate/<id>#<signature>`, where its printed code leads. */
import { pageLanguage } from '#ui/language/page-language.ts';
import './certificate-page.ts';

pageLanguage.remember('tsudoi-phone-language');
