/**
 * The programme's criteria (PG1) from the command line:
 * `npm run program -- list`             every version, the one that holds marked
 * `npm run program -- preview DATE`     what a date will change: criteria, the turn of the year, ranks
 * `npm run program -- preview DATE FILE`  the same as if the version in FILE were in the books
 * `npm run program -- add FILE`         a version for a day that has not come
 */
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { fiscalYearOf, tokyoDateOf } from '#domain/fiscal-year.ts';
import { previewProgram } from '#domain/program-preview.ts';
import type { ProgramPreview } from '#domain/program-preview.ts';
import { ProgramVersionSchema, programOn } from '#domain/program.ts';
import type { ProgramVersion } from '#domain/program.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { EXIT_USAGE, runOnLedger } from './ledger-command.ts';

const USAGE = 'npm run program -- list | preview YYYY-MM-DD [FILE] | add FILE';
const DateSchema = v.pipe(v.string(), v.isoDate());

const [command, ...words] = process.argv.slice(2);
const today = tokyoDateOf(Date.now());
const work = chosen();
if (work === null) {
  console.error(USAGE);
  process.exitCode = EXIT_USAGE;
} else {
  await runOnLedger(work);
}

function chosen(): ((ledger: Ledger) => Promise<number>) | null {
  const [first, second] = words;
  if (command === 'list' && words.length === 0) return list;
  if (command === 'add' && first !== undefined && words.length === 1) {
    return (ledger) => add(ledger, first);
  }
  if (command === 'preview' && words.length <= 2 && v.is(DateSchema, first)) {
    return (ledger) => preview(ledger, first, second);
  }
  return null;
}

async function list(ledger: Ledger): Promise<number> {
  const versions = await ledger.programVersions();
  const holds = programOn(versions, today);
  for (const version of versions.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))) {
    console.log(`${version === holds ? '*' : ' '} ${JSON.stringify(version)}`);
  }
  return 0;
}

async function add(ledger: Ledger, file: string): Promise<number> {
  const version = await readVersion(file);
  if (version === null) return EXIT_USAGE;
  if (version.validFrom <= today) {
    console.error(
      `validFrom is ${version.validFrom}: criteria begin to hold on a day that has not come, so that nothing that was decided changes.`,
    );
    return EXIT_USAGE;
  }
  await ledger.putProgramVersion(version);
  console.log(`The version from ${version.validFrom} is in the books. What it will change:`);
  return preview(ledger, version.validFrom, undefined);
}

async function preview(ledger: Ledger, date: string, file: string | undefined): Promise<number> {
  if (date < today) {
    console.error(`${date} is past; a preview looks ahead.`);
    return EXIT_USAGE;
  }
  const versions = await ledger.programVersions();
  if (file !== undefined) {
    const version = await readVersion(file);
    if (version === null) return EXIT_USAGE;
    versions.push(version);
  }
  const people = await ledger.participationCounts(fiscalYearOf(Date.now()));
  const found = previewProgram(versions, { today, date }, people);
  if (found === null) {
    console.error(`No version of the programme holds on ${today} or on ${date}.`);
    return 1;
  }
  for (const line of linesOf(found, date)) console.log(line);
  return 0;
}

function linesOf(found: ProgramPreview, date: string): string[] {
  const lines = [`From ${today} to ${date}:`];
  if (found.fiscalYearNow !== found.fiscalYearThen) {
    lines.push(
      `  The fiscal year turns from ${found.fiscalYearNow} to ${found.fiscalYearThen}: everybody begins at 0 participations.`,
    );
  }
  lines.push(
    found.expiredYear === null
      ? '  Points stay.'
      : `  Points of fiscal year ${found.expiredYear} and before that are not spent have run out.`,
  );
  lines.push(
    found.newVersion ? '  Other criteria begin to hold:' : '  The same criteria hold as today.',
  );
  for (const { name, from, to } of found.changes) lines.push(`    ${name}: ${from} -> ${to}`);
  lines.push('  People by rank:');
  const before = new Map(found.ranksNow.map(({ rank, people }) => [rank.rankId, people]));
  for (const { rank, people } of found.ranksThen) {
    lines.push(
      `    ${rank.name.ja} (from ${rank.fromParticipations}): ${before.get(rank.rankId) ?? 0} -> ${people}`,
    );
  }
  for (const { rank, people } of found.ranksNow) {
    const isGone = !found.ranksThen.some((other) => other.rank.rankId === rank.rankId);
    if (isGone) lines.push(`    ${rank.name.ja}: ${people} -> the rank is gone`);
  }
  for (const { from, to, people } of found.moves) {
    lines.push(`    ${people} from ${from.name.ja} to ${to.name.ja}`);
  }
  return lines;
}

/** `null`: it was said what is wrong with it. */
async function readVersion(file: string): Promise<ProgramVersion | null> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
  const parsed = v.safeParse(ProgramVersionSchema, value);
  if (parsed.success) return parsed.output;
  for (const issue of parsed.issues) {
    console.error(`${file}: ${v.getDotPath(issue) ?? '(all of it)'}: ${issue.message}`);
  }
  return null;
}
