/**
 * What the books remember besides points: shops and their devices, moving to another phone, cards,
 * certificates, staff, and the proof that the books are right.
 */
import type { BooksReport } from '#domain/contract/books.ts';
import type { CertificateInList } from '#domain/contract/certificates.ts';
import type { PublicActivity } from '#domain/contract/activities.ts';
import type {
  NewOffer,
  NewShop,
  Offer,
  OfferChange,
  Shop,
  ShopChange,
  ShopInList,
} from '#domain/contract/shops.ts';
import type { StaffMember } from '#domain/contract/staff.ts';
import type { CertificateContent, CertifiedActivity } from '#domain/certificate.ts';
import type { ChainedEntry } from '#domain/book-chain.ts';
import type { PassKind } from '#domain/pass.ts';
import type { PassRow } from './ledger.ts';

/** What is needed to issue a pass. */
export interface NewPass {
  readonly kind: PassKind;
  readonly keyId: number;
  readonly validUntilS: number;
  /** Of a live pass, hex; `null` for a card. */
  readonly devicePublicKeyHex: string | null;
}

/** Whose token it is, and whether it still opens anything. */
export type TokenHolder =
  | { readonly state: 'good'; readonly participantId: string }
  /** The person uses another phone now. */
  | { readonly state: 'moved' };

export interface ShopDeviceRow {
  readonly deviceId: string;
  readonly shopId: string;
  readonly name: string;
  readonly shopName: string;
  readonly shopArea: string;
  readonly revokedAt: string | null;
}

export interface CertificateRow {
  readonly content: CertificateContent;
  readonly keyId: number;
  readonly signatureHex: string;
  readonly revokedAt: string | null;
}

/** The first row that is not what it was when the chain was made. */
export interface ChainFault {
  readonly entryNumber: number;
  readonly transactionId: string | null;
  readonly line: number | null;
  readonly because: 'changed' | 'missing' | 'added';
}

/** An account whose balance is not the sum of its entries (PT6). */
export interface WrongBalance {
  readonly owner: string;
  readonly account: string;
  readonly balance: number;
  readonly entries: number;
}

export interface RecordBooks {
  // — passes and phones —
  /**
   * Another pass for somebody. `revoke`: which of the earlier ones end with it. `onPhone`: a phone
   * that cannot make live passes carries this one, which else would be a card to print.
   */
  addPass(
    participantId: string,
    pass: NewPass,
    options: {
      readonly revoke: 'none' | 'cards' | 'all';
      readonly at: string;
      readonly onPhone?: boolean;
    },
  ): Promise<PassRow | null>;
  /**
   * By the number for people. Idempotent. `null`: no such pass. With the pass that a phone carries
   * its token ends, and the code for another phone that it may have asked for.
   */
  revokePass(serial: number, at: string): Promise<PassRow | null>;
  passBySerial(serial: number): Promise<PassRow | null>;
  /** A new one-time code replaces the one before it. */
  putTransferCode(participantId: string, codeHash: string, expiresAt: string): Promise<void>;
  /** Uses the code up, ends every token and every phone's pass, and makes new ones: all or nothing. */
  takeTransferCode(transfer: {
    readonly codeHash: string;
    readonly tokenHash: string;
    readonly pass: NewPass;
    readonly at: string;
  }): Promise<
    | { readonly ok: true; readonly participantId: string; readonly pass: PassRow }
    | { readonly ok: false; readonly code: 'transfer-code-unknown' | 'transfer-code-expired' }
  >;

  // — what there is to join —
  /** Not cancelled, not over, no practice; by start. `search`: in name, organizer or venue. */
  calendar(options: {
    readonly fromMs: number;
    readonly search: string;
    readonly after: string | null;
    readonly limit: number;
  }): Promise<{ readonly activities: PublicActivity[]; readonly after: string | null }>;

  // — shops —
  shops(): Promise<ShopInList[]>;
  /** Open shops with their open offers, by area and name. */
  openShops(): Promise<Shop[]>;
  createShop(shop: {
    readonly shopId: string;
    readonly shop: NewShop;
    readonly counterCode: string;
  }): Promise<ShopInList>;
  changeShop(
    shopId: string,
    change: ShopChange,
    options: { readonly at: string; readonly counterCode: string },
  ): Promise<ShopInList | null>;
  createOffer(offerId: string, shopId: string, offer: NewOffer): Promise<Offer | null>;
  changeOffer(offerId: string, change: OfferChange, at: string): Promise<Offer | null>;
  shopByCounterCode(counterCode: string): Promise<Shop | null>;
  createShopDevice(device: {
    readonly deviceId: string;
    readonly shopId: string;
    readonly name: string;
    readonly codeHash: string;
    readonly expiresAt: string;
  }): Promise<boolean>;
  /**
   * A new one-time code replaces the one before it; the device works on until it is used. False: no
   * such device, or a revoked one.
   */
  putShopDeviceCode(deviceId: string, codeHash: string, expiresAt: string): Promise<boolean>;
  /** As `enrollKiosk`; `null`: the code is no shop's device's. */
  enrollShopDevice(
    codeHash: string,
    tokenHash: string,
    at: string,
  ): Promise<
    | { readonly ok: true; readonly device: ShopDeviceRow }
    | {
        readonly ok: false;
        readonly code: 'enrollment-code-used' | 'enrollment-code-expired' | 'kiosk-revoked';
      }
    | null
  >;
  /** Of a revoked device too, so that it can be told so. Notes when it was last seen. */
  shopDeviceByToken(tokenHash: string, at: string): Promise<ShopDeviceRow | null>;
  revokeShopDevice(deviceId: string, at: string): Promise<boolean>;
  /** Coupons that a shop took in `[fromMs, toMs)`. */
  redeemedBetween(shopId: string, fromMs: number, toMs: number): Promise<number>;

  // — certificates —
  /** Participations of a fiscal year by date (RK1), with the time between arrival and departure. */
  certifiedActivities(participantId: string, fiscalYear: number): Promise<CertifiedActivity[]>;
  /** Fiscal years with participations, newest first. */
  certifiableYears(
    participantId: string,
  ): Promise<
    { readonly fiscalYear: number; readonly participations: number; readonly minutes: number }[]
  >;
  /** The name is kept apart (PP1): erasing the person takes it, and the certificate with it. */
  addCertificate(
    participantId: string,
    certificate: Omit<CertificateRow, 'revokedAt'>,
  ): Promise<void>;
  certificatesOf(participantId: string): Promise<CertificateInList[]>;
  /** `null`: unknown, or its person's data was erased. */
  certificate(
    certificateId: string,
  ): Promise<(CertificateRow & { readonly participantId: string }) | null>;
  /** Idempotent. False: unknown. */
  revokeCertificate(certificateId: string, at: string): Promise<boolean>;

  // — staff —
  staff(): Promise<StaffMember[]>;
  removeStaff(staffId: string): Promise<boolean>;

  // — proof —
  /** PT6: every account whose balance is not the sum of its entries; at most `limit`. */
  wrongBalances(limit: number): Promise<WrongBalance[]>;
  /**
   * Extends the chain over all entries that are settled; again extends by what came since.
   * @returns how many entries the chain covers now, and its head
   */
  extendChain(): Promise<{ readonly chained: number; readonly headHex: string }>;
  /**
   * Recomputes the chain from the entries.
   * @param onProgress now and then, with how many were looked at
   */
  verifyChain(
    onProgress?: (looked: number, total: number) => void,
  ): Promise<
    { readonly chained: number; readonly headHex: string } & (
      | { readonly ok: true }
      | { readonly ok: false; readonly fault: ChainFault }
    )
  >;
  /** Entries as the chain sees them, by entry number; for tests and for other verifiers. */
  chainedEntries(afterEntryNumber: number, limit: number): Promise<ChainedEntry[]>;
  addBooksReport(report: BooksReport): Promise<void>;
  /** Newest first. */
  booksReports(limit: number): Promise<BooksReport[]>;
  /** How many accounts, entries and points in people's hands there are. */
  booksTotals(): Promise<{
    readonly accounts: number;
    readonly entries: number;
    readonly pointsHeld: number;
  }>;
  /** People by participations in a fiscal year: `participations → people`; for previews of ranks. */
  participationCounts(fiscalYear: number): Promise<Map<number, number>>;
}
