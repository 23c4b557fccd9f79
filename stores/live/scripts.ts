/** The Lua scripts, each one atomic decision, with the types of what they take and return. */
import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';

type Word = string | number;
type Entries = [id: string, fields: string[]][];

/** Methods that `defineScripts` adds to a connection; keys first, then arguments. */
interface LiveScripts {
  admit(...words: Word[]): Promise<[bookedSeq: number, ...answers: string[]] | null>;
  putActivity(...words: Word[]): Promise<number>;
  finishRestore(...words: Word[]): Promise<number>;
  renewLock(...words: Word[]): Promise<number>;
  acknowledgeOutbox(...words: Word[]): Promise<number>;
  readAttendance(...words: Word[]): Promise<[state: string[], minutes: string[], lines: Entries]>;
  readOutbox(...words: Word[]): Promise<Entries>;
  putPerson(...words: Word[]): Promise<number>;
  takeLead(
    ...words: Word[]
  ): Promise<[desk: string, staff: string, since: string, changed: string]>;
  giveLeadBack(...words: Word[]): Promise<number>;
  /** The number of keys comes first here and below: it differs from call to call. */
  readPeople(keyCount: number, ...words: Word[]): Promise<(string | null)[][]>;
  putParticipations(keyCount: number, ...words: Word[]): Promise<number>;
}

const SCRIPTS: Readonly<Record<keyof LiveScripts, { file: string; numberOfKeys?: number }>> = {
  admit: { file: 'admit.lua', numberOfKeys: 5 },
  putActivity: { file: 'put-activity.lua', numberOfKeys: 5 },
  finishRestore: { file: 'finish-restore.lua', numberOfKeys: 11 },
  renewLock: { file: 'renew-lock.lua', numberOfKeys: 1 },
  acknowledgeOutbox: { file: 'acknowledge-outbox.lua', numberOfKeys: 2 },
  readAttendance: { file: 'read-attendance.lua', numberOfKeys: 3 },
  readOutbox: { file: 'read-outbox.lua', numberOfKeys: 2 },
  putPerson: { file: 'put-person.lua', numberOfKeys: 1 },
  takeLead: { file: 'take-lead.lua', numberOfKeys: 1 },
  giveLeadBack: { file: 'give-lead-back.lua', numberOfKeys: 1 },
  readPeople: { file: 'read-people.lua' },
  putParticipations: { file: 'put-participations.lua' },
};

export type LiveConnection = Redis & LiveScripts;

/**
 * Adds the scripts to a connection. They are sent by their hash and again in full when Redis has
 * forgotten them; never call one inside MULTI, where that is not possible.
 */
export function defineScripts(connection: Redis): LiveConnection {
  for (const [name, { file, numberOfKeys }] of Object.entries(SCRIPTS)) {
    const lua = readFileSync(new URL(file, import.meta.url), 'utf8');
    connection.defineCommand(name, {
      lua,
      ...(numberOfKeys === undefined ? {} : { numberOfKeys }),
    });
  }
  if (!hasScripts(connection)) throw new Error('A script was not added to the connection.');
  return connection;
}

function hasScripts(connection: Redis): connection is LiveConnection {
  return Object.keys(SCRIPTS).every((name) => name in connection);
}
