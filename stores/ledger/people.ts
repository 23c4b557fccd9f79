/** People as the door needs them: name, passes, participations. */
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import { fiscalYearOf } from '#domain/fiscal-year.ts';
import type { Books } from './connection.ts';
import type { PassRow, PersonRow } from './ledger.ts';
import { ledgerLimits } from './limits.ts';
import { createLookup } from './looking-up.ts';
import { passFrom } from './passes.ts';
import type { PassesTable } from './tables.ts';

/** Sixteen bytes in hex, whatever their version: what PostgreSQL takes for a UUID. */
const UUID_FORM = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @returns a function that answers `null` for nobody of that id, and for somebody erased */
export function createPersonLookup(
  books: Books,
): (participantId: string) => Promise<PersonRow | null> {
  const lookUp = createLookup(ledgerLimits.lookupKeysMax, (ids) => peopleOf(books, ids));
  // What names nobody must not spoil the question of those who ask with it.
  return (participantId) =>
    UUID_FORM.test(participantId) ? lookUp(participantId) : Promise.resolve(null);
}

async function peopleOf(books: Books, ids: readonly string[]): Promise<Map<string, PersonRow>> {
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
