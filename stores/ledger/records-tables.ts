/** The tables of shops, certificates, moving phones, and of the proof that the books are right. */
import type { ColumnType, Generated } from 'kysely';

type MadeAt = Generated<string>;

export interface TransferCodesTable {
  participant_id: string;
  /** Hex SHA-256. */
  code_hash: string;
  expires_at: string;
}

export interface ShopsTable {
  shop_id: string;
  name: string;
  name_en: string | null;
  name_easy: string | null;
  area: string;
  counter_code: string;
  closed_at: string | null;
  created_at: MadeAt;
}

export interface OffersTable {
  offer_id: string;
  shop_id: string;
  name: string;
  name_en: string | null;
  name_easy: string | null;
  /** Tax included. */
  yen: number;
  closed_at: string | null;
  created_at: MadeAt;
}

export interface ShopDevicesTable {
  device_id: string;
  shop_id: string;
  name: string;
  /** Hex SHA-256; `null` until enrolled. */
  token_hash: string | null;
  enrolled_at: string | null;
  last_seen_at: string | null;
  revoked_at: string | null;
  created_at: MadeAt;
}

export interface ShopDeviceEnrollmentsTable {
  device_id: string;
  /** Hex SHA-256. */
  code_hash: string;
  expires_at: string;
  used_at: string | null;
}

export interface CertificatesTable {
  certificate_id: string;
  participant_id: string;
  /** A CertificateContent without the name. */
  content: ColumnType<unknown, string, never>;
  key_id: number;
  signature_hex: string;
  revoked_at: string | null;
  created_at: MadeAt;
}

export interface CertificateNamesTable {
  certificate_id: string;
  name: string;
}

export interface BooksReportsTable {
  report_number: Generated<number>;
  at: string;
  accounts: number;
  wrong: number;
  entries: number;
  chained: number;
  head_hex: string;
  points_held: number;
  took_ms: number;
}

export interface EntryChainTable {
  entry_number: number;
  /** From 1, without gaps. */
  place: number;
  hash: Buffer;
}

export interface RecordsTables {
  transfer_codes: TransferCodesTable;
  shops: ShopsTable;
  offers: OffersTable;
  shop_devices: ShopDevicesTable;
  shop_device_enrollments: ShopDeviceEnrollmentsTable;
  certificates: CertificatesTable;
  certificate_names: CertificateNamesTable;
  books_reports: BooksReportsTable;
  entry_chain: EntryChainTable;
}
