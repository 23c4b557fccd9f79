/** The routes of staff and shops: the counter, the shops, and what staff alone may do. */
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { Announcements } from '../announcements.ts';
import { createCardDesk } from '../people/card-desk.ts';
import { createCertificateDesk } from '../certificates/certificate-desk.ts';
import { createCodeReader } from '../code-reader.ts';
import type { MeDesk } from '../people/me-desk.ts';
import type { PeopleDesk } from '../people/people-desk.ts';
import type { ProgramKey } from '../program-key.ts';
import type { RequestLimits } from '../requests/rate-limits.ts';
import type { Route } from '../requests/route.ts';
import { createShopCounter } from '../points/shop-counter.ts';
import type { SpendingDesk } from '../points/spending-desk.ts';
import { bookRoutes } from './books.ts';
import { certificateRoutes } from './certificates.ts';
import { grantRoutes } from './grants.ts';
import { passRoutes } from './passes.ts';
import { peopleRoutes } from './people.ts';
import { reversalRoutes } from './reversals.ts';
import { shopDeviceRoutes } from './shop-devices.ts';
import { shopDeskRoutes } from './shop.ts';
import { shopRoutes } from './shops.ts';
import { staffRoutes } from './staff.ts';

export interface StaffSideParts {
  readonly ledger: Ledger;
  readonly key: ProgramKey;
  readonly people: PeopleDesk;
  readonly me: MeDesk;
  readonly spending: SpendingDesk;
  readonly announcements: Announcements;
  readonly limits: RequestLimits;
  readonly nowMs: () => number;
}

export function staffSideRoutes(given: StaffSideParts): Route[] {
  const codes = createCodeReader({ ...given, verifiers: given.key.verifiers });
  const parts = {
    ...given,
    codes,
    cards: createCardDesk(given),
    certificates: createCertificateDesk(given),
    counter: createShopCounter({ ...given, codes }),
  };
  return [
    ...peopleRoutes(parts),
    ...passRoutes(parts),
    ...certificateRoutes(parts),
    ...shopRoutes(parts),
    ...shopDeviceRoutes(parts),
    ...shopDeskRoutes(parts),
    ...grantRoutes(parts),
    ...reversalRoutes(parts),
    ...staffRoutes(parts),
    ...bookRoutes(parts),
  ];
}
