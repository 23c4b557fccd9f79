/**
 * `npm run draw:verify -- FOLDER-or-ZIP-or-URL`: computes a whole draw again from its files alone,
 * and says OK with the draw, or the first check that failed and why. Needs nothing of the system.
 * Exit codes: 0 OK (and `--help`), 1 a check failed, 64 wrong words, 66 not to be read.
 */
import { resolve } from 'node:path';
import { verifyBundle } from '#domain/draw/verify.ts';
import type { Verification } from '#domain/draw/verify.ts';
import { latinWordsOf, wordsOf } from '#domain/draw/words.ts';
import { UnreadableBundle } from '../stage/verify/bundle-files.ts';
import type { BundleFault } from '../stage/verify/bundle-files.ts';
import type { ReadBundle } from '../stage/verify/bundle-zip.ts';
import { CannotRead, isAddress, readBundleFrom } from './draw-bundle.ts';

const EXIT_FAILED = 1;
/** As `sysexits` has them. */
const EXIT_USAGE = 64;
const EXIT_NO_INPUT = 66;
const NAME_WIDTH = 12;
/** A record can claim more serials than a lifetime would rank. */
const VERIFY_MS_MAX = 60 * 60_000;

const USAGE = 'npm run draw:verify -- FOLDER | FILE.zip | http(s)://…/bundle.zip';
const HELP = `${USAGE}

Computes a draw again from its files (vd1) and says OK with the draw, or the first check that
failed and why. The files are taken from
  a folder          with open.txt, rules.txt, entries.tsv and so on
  a zip file        of that folder or of its files
  an address        of the zip; of a draw, …/api/lotteries/ID; or of a folder, with / at its end
Other files are named and not looked at.

Ends with 0: OK. 1: a check failed. ${EXIT_USAGE}: wrong words. ${EXIT_NO_INPUT}: there is nothing that can be read.`;

const WHY_UNREADABLE: Readonly<Record<BundleFault, string>> = {
  'no-draw-files': 'none of a draw’s files is there (open.txt, rules.txt, entries.tsv …)',
  'too-large': 'it is larger than any draw',
  'too-many-files': 'it has more files than any draw',
  'unsafe-name': 'a name in it leads out of its folder',
  'duplicate-name': 'a file is in it twice',
  'two-draws': 'a draw’s files stand in more than one folder; give one',
  'not-a-zip': 'it is neither a folder nor a whole zip file',
};

const [place, ...rest] = process.argv.slice(2);
if ((place === '--help' || place === '-h') && rest.length === 0) {
  console.log(HELP);
} else if (place === undefined || place === '' || rest.length > 0 || place.startsWith('-')) {
  console.error(USAGE);
  process.exitCode = EXIT_USAGE;
} else {
  process.exitCode = await main(place);
}

async function main(from: string): Promise<number> {
  try {
    const bundle = await readBundleFrom(isAddress(from) ? from : resolve(typedIn(), from));
    if (bundle.ignored.length > 0) {
      console.log(`not looked at: ${bundle.ignored.map((name) => shown(name)).join(', ')}`);
    }
    const verified = verify(bundle);
    for (const line of linesOf(verified)) console.log(line);
    return verified.ok ? 0 : EXIT_FAILED;
  } catch (error) {
    if (!(error instanceof CannotRead || error instanceof UnreadableBundle)) throw error;
    const why =
      error instanceof UnreadableBundle
        ? `${WHY_UNREADABLE[error.fault]} (${error.message})`
        : error.message;
    console.error(`cannot read ${shown(from)}: ${shown(why)}`);
    return EXIT_NO_INPUT;
  }
}

/** npm runs its commands in the project's folder: a path is meant from where it was typed. */
function typedIn(): string {
  const { npm_lifecycle_event: command, INIT_CWD: folder } = process.env;
  return command === 'draw:verify' && folder !== undefined ? folder : process.cwd();
}

function verify({ files }: ReadBundle): Verification {
  let percentShown = -1;
  const startedMs = performance.now();
  const verified = verifyBundle(files, {
    onCheck: (name) => {
      if (name === 'result') clearProgress();
      console.log(`  ok  ${name}`);
    },
    onProgress: ({ scored, total }) => {
      if (performance.now() - startedMs > VERIFY_MS_MAX) {
        throw new CannotRead(`not done after an hour: ${scored} of ${total} serials`);
      }
      const percent = total === 0 ? 100 : Math.floor((scored / total) * 100);
      if (!process.stderr.isTTY || percent === percentShown) return;
      percentShown = percent;
      process.stderr.write(
        `\r${scored.toLocaleString('en')} of ${total.toLocaleString('en')} serials`,
      );
    },
  });
  clearProgress();
  return verified;
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
}

function linesOf(verified: Verification): string[] {
  if (!verified.ok) return [`FAILED  ${verified.failed}: ${shown(verified.reason)}`];
  const { draw, final, signed, result } = verified;
  const rows = result.map(({ prizeId, kind, place, serial, entryId, ownerTag, score }) => [
    shown(prizeId),
    kind,
    String(place),
    String(serial),
    shown(entryId),
    ownerTag,
    score,
  ]);
  return [
    '',
    fact('draw', shown(draw)),
    fact('F', final),
    fact('words', wordsOf(final).join(' ')),
    fact('', latinWordsOf(final).join(' ')),
    fact('signatures', signed ? 'by the key of open.txt' : 'none: this bundle is unsigned'),
    '',
    ...layOut([['prize', '', 'place', 'serial', 'entry', 'owner', 'score'], ...rows]),
    '',
    `OK  ${shown(draw)}${signed ? '' : ' (unsigned)'}`,
  ];
}

function fact(name: string, value: string): string {
  return `${name.padEnd(NAME_WIDTH)}${value}`;
}

function layOut(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    rows.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), 0),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** What somebody else wrote moves no cursor and paints no terminal. */
function shown(text: string): string {
  return text.replaceAll(/\p{C}/gu, '\uFFFD');
}
