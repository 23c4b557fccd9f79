/**
 * `npm run bench`: how fast, beside what Socket.IO alone gives, and how much memory. Real parts, all
 * on this machine. Asserts nothing about time; exits with 1 when a count in the books is wrong.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBookFaults } from './bench/books.ts';
import type { Ceilings } from './bench/ceiling.ts';
import { measureCeilings } from './bench/ceiling.ts';
import type { CheckInResult } from './bench/check-ins.ts';
import { drain, runCheckIns, writePasses } from './bench/check-ins.ts';
import type { BenchDatabase } from './bench/databases.ts';
import { openPglite, openPostgres } from './bench/databases.ts';
import type { Hall } from './bench/hall.ts';
import { openHall } from './bench/hall.ts';
import { measureDraw } from './bench/draw.ts';
import { measureRecompute } from './bench/recompute.ts';
import { runExchanges } from './bench/exchange.ts';
import { runBooks } from './bench/history.ts';
import { runLastSecond } from './bench/last-second.ts';
import { measureIdleKiosks } from './bench/memory.ts';
import type { BenchOptions, BenchPart } from './bench/options.ts';
import { BENCH_USAGE, readBenchOptions } from './bench/options.ts';
import { runStage } from './bench/stage.ts';
import type { Row } from './bench/table.ts';
import {
  bookedRow,
  ceilingRow,
  checkInRow,
  drainRow,
  drawRows,
  exchangeRow,
  historyRow,
  idleRow,
  lastSecondRows,
  layOut,
  machineLine,
  memoryRow,
  plainRow,
  proofRow,
  recomputeRow,
  stageRows,
} from './bench/table.ts';

/** What the bench found out so far. */
interface Findings {
  readonly rows: Row[];
  readonly faults: string[];
  ceilings: Ceilings | null;
}

async function run(options: BenchOptions, folder: string): Promise<Findings> {
  const findings: Findings = { rows: [], faults: [], ceilings: null };
  const { only, databases } = options;
  if (only.has('a')) await runCeilings(options, folder, findings);
  const onPglite = only.has('c') && databases.has('pglite');
  if (only.has('b') || only.has('d') || onPglite) {
    say('A hall on the embedded PostgreSQL …');
    await inHall(options, join(folder, 'pglite'), openPglite, async (hall, hallFolder) => {
      if (only.has('d')) findings.rows.push(idleRow(await measureIdleKiosks(hall, options)));
      if (!only.has('b') && !onPglite) return;
      const passesFile = await invite(hall, options, hallFolder);
      if (only.has('b')) {
        const { activityId } = await runAcknowledged(hall, options, passesFile, findings);
        if (onPglite) await runDrain(hall, activityId, options, findings);
      } else {
        await hall.startWorker();
      }
      if (onPglite) await runBooked(hall, options, passesFile, findings);
    });
  }
  if (only.has('c') && databases.has('postgres')) await runOnPostgres(options, folder, findings);
  if (only.has('f')) await runEconomy(options, folder, findings);
  if (only.has('e') || only.has('g')) await runFullBooks(options, folder, findings);
  if (only.has('h')) await runDraw(findings);
  if (only.has('i')) await runFullHall(options, folder, findings);
  if (only.has('j')) await runClosing(options, folder, findings);
  if (only.has('k')) await runRecompute(findings);
  return findings;
}

async function runCeilings(
  options: BenchOptions,
  folder: string,
  findings: Findings,
): Promise<void> {
  say('The raw ceiling …');
  const ceilings = await measureCeilings(options, folder);
  findings.ceilings = ceilings;
  findings.rows.push(ceilingRow('a  bare Socket.IO, empty event', ceilings.empty));
  findings.rows.push(ceilingRow("a  bare Socket.IO, a scan's size", ceilings.scanSized));
  findings.rows.push(ceilingRow("a  a scan's size and one Redis write", ceilings.kept));
}

async function runOnPostgres(options: BenchOptions, folder: string, findings: Findings) {
  say('A hall on PostgreSQL …');
  let reason = '';
  const open = async (hallFolder: string) => {
    const opened = await openPostgres(options.databaseUrl, hallFolder);
    if (typeof opened !== 'string') return opened;
    reason = opened;
    return null;
  };
  await inHall(options, join(folder, 'postgres'), open, async (hall, hallFolder) => {
    const passesFile = await invite(hall, options, hallFolder);
    await hall.startWorker();
    await runBooked(hall, options, passesFile, findings);
  });
  if (reason !== '') findings.rows.push(plainRow('c  PostgreSQL', `not measured: ${reason}`));
}

async function runEconomy(options: BenchOptions, folder: string, findings: Findings) {
  await onEach(options, folder, { part: 'f', name: 'exchange' }, findings, async (hall) => {
    say('  They exchange points for coupons …');
    const result = await runExchanges(hall);
    findings.rows.push(exchangeRow(`f  exchanges, ${hall.database.name}`, result));
    findings.faults.push(...result.faults);
  });
}

/** On each database, each in a hall of its own. */
async function onEach(
  options: BenchOptions,
  folder: string,
  { part, name }: { readonly part: BenchPart; readonly name: string },
  findings: Findings,
  work: (hall: Hall) => Promise<void>,
): Promise<void> {
  if (options.databases.has('pglite')) {
    say('A hall on the embedded PostgreSQL …');
    await inHall(options, join(folder, `pglite-${name}`), openPglite, work);
  }
  if (!options.databases.has('postgres')) return;
  say('A hall on PostgreSQL …');
  const open = async (hallFolder: string) => {
    const opened = await openPostgres(options.databaseUrl, hallFolder);
    if (typeof opened !== 'string') return opened;
    findings.rows.push(plainRow(`${part}  PostgreSQL`, `not measured: ${opened}`));
    return null;
  };
  await inHall(options, join(folder, `postgres-${name}`), open, work);
}

async function runFullBooks(options: BenchOptions, folder: string, findings: Findings) {
  say('Books of years …');
  const booksFolder = join(folder, 'full-books');
  mkdirSync(booksFolder);
  const database = await openPostgres(options.databaseUrl, booksFolder);
  if (typeof database === 'string') {
    findings.rows.push(plainRow('e  PostgreSQL', `not measured: ${database}`));
    return;
  }
  try {
    const parts = { histories: options.only.has('e'), proof: options.only.has('g') };
    const { histories, proof } = await runBooks(database, options.entries, parts, say);
    for (const each of histories) {
      findings.rows.push(historyRow(each, histories[0]!));
      if (each.scans > 0) findings.faults.push(`e: ${each.scans} whole readings of a table`);
    }
    if (proof !== null) {
      findings.rows.push(proofRow(proof));
      findings.faults.push(...proof.faults);
    }
  } finally {
    await database.stop();
  }
}

async function runRecompute(findings: Findings): Promise<void> {
  say('A browser recomputes a draw of a million tickets …');
  const result = await measureRecompute();
  findings.rows.push(recomputeRow(result));
  findings.faults.push(...result.faults);
}

async function runDraw(findings: Findings): Promise<void> {
  say('A draw of a million tickets …');
  const result = await measureDraw();
  findings.rows.push(...drawRows(result));
  findings.faults.push(...result.faults);
}

async function runFullHall(options: BenchOptions, folder: string, findings: Findings) {
  say(`A hall with ${options.spectators} phones on the stage …`);
  await inHall(options, join(folder, 'stage'), openPglite, async (hall) => {
    const result = await runStage(hall, options);
    findings.rows.push(...stageRows(result));
    findings.faults.push(...result.faults);
  });
}

async function runClosing(options: BenchOptions, folder: string, findings: Findings) {
  await onEach(options, folder, { part: 'j', name: 'last-second' }, findings, async (hall) => {
    say(`  ${options.lastSecond} people enter a ticket in the last second …`);
    const result = await runLastSecond(hall, options);
    findings.rows.push(...lastSecondRows(result, hall.database.name));
    findings.faults.push(...result.faults);
  });
}

async function inHall(
  options: BenchOptions,
  folder: string,
  open: (folder: string) => Promise<BenchDatabase | null>,
  work: (hall: Hall, folder: string) => Promise<void>,
): Promise<void> {
  mkdirSync(folder);
  const database = await open(folder);
  if (database === null) return;
  try {
    const hall = await openHall({ folder, database, profileFolder: options.profileFolder });
    try {
      await work(hall, folder);
    } finally {
      await hall.close();
    }
  } finally {
    await database.stop();
  }
}

async function invite(hall: Hall, options: BenchOptions, folder: string): Promise<string> {
  say(`  ${options.people} people sign up …`);
  return writePasses(folder, await hall.makePeople(options.people));
}

async function runAcknowledged(
  hall: Hall,
  options: BenchOptions,
  passesFile: string,
  findings: Findings,
): Promise<CheckInResult> {
  say('  They check in, workers paused …');
  const result = await runCheckIns(hall, options, { passesFile, booked: false, name: 'b' });
  findings.rows.push(checkInRow('b  acknowledged, workers paused', result, findings.ceilings));
  findings.rows.push(memoryRow('d  the server during b', result.memory));
  checkAnswers('b', result, options, findings);
  return result;
}

async function runDrain(
  hall: Hall,
  activityId: string,
  options: BenchOptions,
  findings: Findings,
): Promise<void> {
  say('  The worker books what they left …');
  const result = await drain(hall, activityId);
  findings.rows.push(drainRow(`c  the backlog of b booked, ${hall.database.name}`, result));
  for (const fault of findBookFaults(result.books, options.people)) {
    findings.faults.push(`backlog of b: ${fault}`);
  }
}

async function runBooked(
  hall: Hall,
  options: BenchOptions,
  passesFile: string,
  findings: Findings,
): Promise<void> {
  const { name } = hall.database;
  say('  They check in, workers on …');
  const result = await runCheckIns(hall, options, { passesFile, booked: true, name: 'c' });
  findings.rows.push(bookedRow(`c  acknowledged and booked, ${name}`, result));
  findings.rows.push(memoryRow('d  the server during c', result.memory));
  checkAnswers('c', result, options, findings);
}

function checkAnswers(
  part: string,
  result: CheckInResult,
  options: BenchOptions,
  findings: Findings,
): void {
  const { answers } = result.acknowledged;
  const faults = result.books === null ? [] : findBookFaults(result.books, options.people);
  if (answers['admitted'] !== options.people) faults.push(`answers ${JSON.stringify(answers)}`);
  findings.faults.push(...faults.map((fault) => `${part}: ${fault}`));
}

function say(line: string): void {
  console.error(line);
}

async function main(): Promise<number> {
  const options = readBenchOptions(process.argv.slice(2), process.env);
  if (typeof options === 'string') {
    say(`${options}\n${BENCH_USAGE}`);
    return 1;
  }
  const folder = mkdtempSync(join(tmpdir(), 'tsudoi-bench-'));
  // PostgreSQL, as a user of its own, must get through to its own folder.
  chmodSync(folder, 0o711);
  // Whoever ends it early leaves nothing behind: children end with their channel, the rest at 'exit'.
  process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  try {
    const { rows, faults } = await run(options, folder);
    console.log(`\n${machineLine()}`);
    console.log(
      `${options.people} people (in the live store before they come), ${options.kiosks} kiosks × ${options.inFlight} in flight, WebSocket, one dashboard, Redis appendfsync always\n`,
    );
    console.log(layOut(rows));
    for (const fault of faults) console.log(`WRONG ${fault}`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
