/**
 * Looking people up while a queue stands at the door: calls that come while the database is busy
 * with the ones before are answered together, so that a hundred cost little more than one.
 */
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import { fiscalYearOf } from '#domain/fiscal-year.ts';
import type { Books } from './connection.ts';
import type { PassRow, PersonRow } from './ledger.ts';
import { ledgerLimits } from './limits.ts';
import { passFrom } from './passes.ts';
import type { PassesTable } from './tables.ts';

interface Call {
  readonly participantId: string;
  readonly resolve: (person: PersonRow | null) => void;
  readonly reject: (error: unknown) => void;
}

/** Sixteen bytes in hex, whatever their version: what PostgreSQL takes for a UUID. */
const UUID_FORM = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @returns a function that answers `null` for nobody of that id, and for somebody erased */
export function createPersonLookup(
  books: Books,
): (participantId: string) => Promise<PersonRow | null> {
  const calls: Call[] = [];
  let isAsking = false;

  async function answerAll(): Promise<void> {
    isAsking = true;
    while (calls.length > 0) {
      const asked = calls.splice(0, ledgerLimits.peopleLookupMax);
      try {
        const people = await peopleOf(
          books,
          asked.map((call) => call.participantId),
        );
        for (const { participantId, resolve } of asked) resolve(people.get(participantId) ?? null);
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
    }
    isAsking = false;
  }

  return (participantId) =>
    new Promise((resolve, reject) => {
      // It names nobody, and must not spoil the question of those who ask with it.
      if (!UUID_FORM.test(participantId)) {
        resolve(null);
        return;
      }
      calls.push({ participantId, resolve, reject });
      // Not at once: those who ask in the same turn go together.
      if (!isAsking && calls.length === 1) queueMicrotask(() => void answerAll());
    });
}

async function peopleOf(
  books: Books,
  participantIds: readonly string[],
): Promise<Map<string, PersonRow>> {
  const ids = [...new Set(participantIds)];
  const { rows: names } = await sql<{ participant_id: string; nickname: string }>`
    select participant_id, nickname from participant_names
    where participant_id = any(${ids}::uuid[])
  `.execute(books);
  const passes = await passesOf(books, ids);
  const participations = await participationsOf(books, ids);
  return new Map(
    names.map(({ participant_id: participantId, nickname }) => [
      participantId,
      {
        participantId,
        nickname,
        passes: passes.get(participantId) ?? [],
        participationsByYear: participations.get(participantId) ?? {},
      },
    ]),
  );
}

/** Person by person through the index: the embedded database has no statistics to choose by. */
async function passesOf(books: Books, ids: readonly string[]): Promise<Map<string, PassRow[]>> {
  const { rows } = await sql<Selectable<PassesTable>>`
    select pass.* from unnest(${ids}::uuid[]) as person (participant_id)
    cross join lateral (
      select * from passes where passes.participant_id = person.participant_id order by serial
    ) as pass
  `.execute(books);
  const passes = new Map<string, PassRow[]>();
  for (const row of rows) {
    const held = passes.get(row.participant_id) ?? [];
    held.push(passFrom(row));
    passes.set(row.participant_id, held);
  }
  return passes;
}

/** RK1. The rule of the year's border stays in the domain. */
async function participationsOf(
  books: Books,
  ids: readonly string[],
): Promise<Map<string, Record<number, number>>> {
  const { rows } = await sql<{ participant_id: string; starts_at: string }>`
    select person.participant_id, taken.starts_at
    from unnest(${ids}::uuid[]) as person (participant_id)
    cross join lateral (
      select starts_at from check_ins join activities using (activity_id)
      where check_ins.participant_id = person.participant_id and not practice
      offset 0
    ) as taken
  `.execute(books);
  const byPerson = new Map<string, Record<number, number>>();
  for (const row of rows) {
    const byYear = byPerson.get(row.participant_id) ?? {};
    const year = fiscalYearOf(Date.parse(row.starts_at));
    byYear[year] = (byYear[year] ?? 0) + 1;
    byPerson.set(row.participant_id, byYear);
  }
  return byPerson;
}
