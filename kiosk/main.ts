/** The kiosk's page. */
import './kiosk.ts';
