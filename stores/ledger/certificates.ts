/** Certificates of activity, and what there is to certify. */
import { sql } from 'kysely';
import * as v from 'valibot';
import type { CertifiedActivity } from '#domain/certificate.ts';
import { CertificateContentSchema } from '#domain/contract/certificates.ts';
import type { CertificateInList } from '#domain/contract/certificates.ts';
import { fiscalYearBounds, fiscalYearOf, tokyoDateOf } from '#domain/fiscal-year.ts';
import type { Books } from './connection.ts';
import { ledgerLimits } from './limits.ts';
import type { CertificateRow } from './records.ts';

/** RK1: of the fiscal year of the activity's own date, practice left out; by date. */
export async function certifiedActivities(
  books: Books,
  participantId: string,
  fiscalYear: number,
): Promise<CertifiedActivity[]> {
  const taken = await participationsOf(books, participantId);
  const { startMs, endMs } = fiscalYearBounds(fiscalYear);
  return taken
    .filter(({ startsAtMs }) => startsAtMs >= startMs && startsAtMs < endMs)
    .map(({ startsAtMs, name, organizer, venue, minutes }) => ({
      date: tokyoDateOf(startsAtMs),
      name,
      organizer,
      venue,
      minutes,
    }));
}

export async function certifiableYears(
  books: Books,
  participantId: string,
): Promise<{ fiscalYear: number; participations: number; minutes: number }[]> {
  const byYear = new Map<number, { fiscalYear: number; participations: number; minutes: number }>();
  for (const { startsAtMs, minutes } of await participationsOf(books, participantId)) {
    const fiscalYear = fiscalYearOf(startsAtMs);
    const year = byYear.get(fiscalYear) ?? { fiscalYear, participations: 0, minutes: 0 };
    year.participations += 1;
    year.minutes += minutes ?? 0;
    byYear.set(fiscalYear, year);
  }
  return [...byYear.values()].toSorted((one, other) => other.fiscalYear - one.fiscalYear);
}

interface Participation {
  readonly startsAtMs: number;
  readonly name: string;
  readonly organizer: string;
  readonly venue: string;
  readonly minutes: number | null;
}

/**
 * By start. The minutes run from the arrival to the last departure after it, and no longer than to
 * the activity's end; a departure before the arrival is none (CI5).
 */
async function participationsOf(books: Books, participantId: string): Promise<Participation[]> {
  const { rows } = await sql<{
    starts_at: string;
    name: string;
    organizer: string;
    venue: string;
    minutes: number | null;
  }>`
    select starts_at, name, organizer, venue, (
      select floor(extract(epoch from
        greatest(least(max(scanned_at), ends_at) - arrived_at, interval '0')
      ) / 60)::integer
      from scan_outcomes
      where scan_outcomes.participant_id = check_ins.participant_id
        and scan_outcomes.activity_id = check_ins.activity_id
        and outcome = 'departed' and scanned_at >= arrived_at
      having count(*) > 0
    ) as minutes
    from check_ins join activities using (activity_id)
    where check_ins.participant_id = ${participantId} and not practice
    order by starts_at, activity_id
  `.execute(books);
  return rows.map(({ starts_at: startsAt, name, organizer, venue, minutes }) => ({
    startsAtMs: Date.parse(startsAt),
    name,
    organizer,
    venue,
    minutes,
  }));
}

export async function addCertificate(
  books: Books,
  participantId: string,
  certificate: Omit<CertificateRow, 'revokedAt'>,
): Promise<void> {
  const { name, ...content } = certificate.content;
  await sql`
    with signed as (
      insert into certificates (certificate_id, participant_id, content, key_id, signature_hex)
      select ${content.certificateId}::uuid, participant_id, ${JSON.stringify(content)}::jsonb,
        ${certificate.keyId}::smallint, ${certificate.signatureHex}::text
      from participants where participant_id = ${participantId} and erased_at is null
      for update
      returning certificate_id
    )
    insert into certificate_names (certificate_id, name)
    select certificate_id, ${name}::text from signed
  `.execute(books);
}

/** The newest first; somebody may have had any number made. */
export async function certificatesOf(
  books: Books,
  participantId: string,
): Promise<CertificateInList[]> {
  const rows = await selectCertificates(books)
    .where('participant_id', '=', participantId)
    .orderBy('created_at', 'desc')
    .orderBy('certificates.certificate_id', 'desc')
    .limit(ledgerLimits.certificatesListed)
    .execute();
  return rows.map((row) => {
    const { content, revokedAt } = certificateFrom(row);
    const { certificateId, name, fiscalYear, participations, minutes, issuedAt } = content;
    return { certificateId, name, fiscalYear, participations, minutes, issuedAt, revokedAt };
  });
}

export async function certificate(
  books: Books,
  certificateId: string,
): Promise<(CertificateRow & { readonly participantId: string }) | null> {
  const row = await selectCertificates(books)
    .where('certificates.certificate_id', '=', certificateId)
    .executeTakeFirst();
  return row === undefined ? null : certificateFrom(row);
}

/** The first time of revoking stays. */
export async function revokeCertificate(
  books: Books,
  certificateId: string,
  at: string,
): Promise<boolean> {
  const result = await books
    .updateTable('certificates')
    .set((expression) => ({
      revoked_at: expression.fn.coalesce('revoked_at', expression.val(at)),
    }))
    .where('certificate_id', '=', certificateId)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

function selectCertificates(books: Books) {
  return books
    .selectFrom('certificates')
    .innerJoin('certificate_names as names', 'names.certificate_id', 'certificates.certificate_id')
    .selectAll('certificates')
    .select('names.name');
}

type CertificateTableRow = Awaited<
  ReturnType<ReturnType<typeof selectCertificates>['execute']>
>[number];

const KeptContentSchema = v.omit(CertificateContentSchema, ['name']);

function certificateFrom(
  row: CertificateTableRow,
): CertificateRow & { readonly participantId: string } {
  return {
    participantId: row.participant_id,
    content: { ...v.parse(KeptContentSchema, row.content), name: row.name },
    keyId: row.key_id,
    signatureHex: row.signature_hex,
    revokedAt: row.revoked_at,
  };
}
