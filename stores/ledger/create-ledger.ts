/** The books, joined from their parts. */
import { activitiesAfter, activitiesBetween, activity } from './activities.ts';
import { changeActivity, createActivity } from './activities.ts';
import { conflictsOf, resolveConflict } from './conflicts.ts';
import type { ConnectionOptions } from './connection.ts';
import { connectBooks } from './connection.ts';
import { balance, entries } from './entries.ts';
import { createKiosk, enrollKiosk, kiosk, kioskByToken, kiosksOf } from './kiosks.ts';
import { putEnrollmentCode, revokeKiosk } from './kiosks.ts';
import type { Ledger } from './ledger.ts';
import { outcomesOf } from './outcomes.ts';
import { createParticipant, createTokenLookup } from './participants.ts';
import { eraseParticipant, nicknames } from './participants.ts';
import { cardPasses } from './passes.ts';
import { createPersonLookup } from './people.ts';
import { createLotteryBooks } from './create-lotteries.ts';
import { createRecordBooks } from './create-records.ts';
import { createSpendingBooks } from './create-spending.ts';
import { postOutcomes } from './posting.ts';
import { ping, programVersions, publicKeys, putProgramVersion, signingKey } from './program.ts';
import { createStaff, createStaffSession, endStaffSession } from './staff.ts';
import { staffByEmail, staffBySession, staffCount } from './staff.ts';
import { setAside } from './unbookable.ts';

/**
 * Connects when first asked something. The database must have been brought up to date by
 * `migrateLedger` (migrate.ts), which every process does at its start.
 */
export function createLedger(options: ConnectionOptions): Ledger {
  const books = connectBooks(options);
  let closing: Promise<void> | null = null;
  return {
    ...createSpendingBooks(books),
    ...createRecordBooks(books),
    ...createLotteryBooks(books),
    postOutcomes: (...given) => postOutcomes(books, ...given),
    setAside: (...given) => setAside(books, ...given),
    outcomesOf: (...given) => outcomesOf(books, ...given),
    createActivity: (...given) => createActivity(books, ...given),
    activity: (...given) => activity(books, ...given),
    activitiesBetween: (...given) => activitiesBetween(books, ...given),
    activitiesAfter: (...given) => activitiesAfter(books, ...given),
    changeActivity: (...given) => changeActivity(books, ...given),
    createParticipant: (...given) => createParticipant(books, ...given),
    person: createPersonLookup(books),
    participantByToken: createTokenLookup(books),
    nicknames: (...given) => nicknames(books, ...given),
    cardPasses: (...given) => cardPasses(books, ...given),
    eraseParticipant: (...given) => eraseParticipant(books, ...given),
    balance: (...given) => balance(books, ...given),
    entries: (...given) => entries(books, ...given),
    createKiosk: (...given) => createKiosk(books, ...given),
    putEnrollmentCode: (...given) => putEnrollmentCode(books, ...given),
    enrollKiosk: (...given) => enrollKiosk(books, ...given),
    kiosk: (...given) => kiosk(books, ...given),
    kioskByToken: (...given) => kioskByToken(books, ...given),
    kiosksOf: (...given) => kiosksOf(books, ...given),
    revokeKiosk: (...given) => revokeKiosk(books, ...given),
    conflictsOf: (...given) => conflictsOf(books, ...given),
    resolveConflict: (...given) => resolveConflict(books, ...given),
    staffByEmail: (...given) => staffByEmail(books, ...given),
    createStaff: (...given) => createStaff(books, ...given),
    staffCount: () => staffCount(books),
    createStaffSession: (...given) => createStaffSession(books, ...given),
    staffBySession: (...given) => staffBySession(books, ...given),
    endStaffSession: (...given) => endStaffSession(books, ...given),
    programVersions: () => programVersions(books),
    putProgramVersion: (...given) => putProgramVersion(books, ...given),
    signingKey: (...given) => signingKey(books, ...given),
    publicKeys: () => publicKeys(books),
    ping: () => ping(books),
    close: () => (closing ??= books.destroy()),
  };
}
