/** The participant's phone. */
import { pageLanguage } from '#ui/language/page-language.ts';
import './app.ts';
import { PhoneSession } from './phone-session.ts';
import { MemoryStorage, type IntentStorage } from './spending-intents.ts';

pageLanguage.remember('tsudoi-phone-language');

const session = new PhoneSession(intentStorage());
const phone = document.querySelector('ts-phone');
if (phone !== null) phone.session = session;
void session.start();

/** Session storage survives a reload and goes with the tab; a policy may forbid it. */
function intentStorage(): IntentStorage {
  try {
    return sessionStorage;
  } catch {
    return new MemoryStorage();
  }
}
