/** What a process used, as Linux tells it in /proc; `null` where that is not to be had. */
import { readFileSync, readdirSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second for programs (USER_HZ). */
const TICKS_PER_SECOND = 100;

/** Processor time that the process has used so far, user and system, seconds. */
export function cpuSecondsOf(pid: number): number | null {
  const stat = statOf(pid);
  return stat === null ? null : stat.ownTicks / TICKS_PER_SECOND;
}

/** The same of a process, its children that run, and those that ended: a PostgreSQL server. */
export function cpuSecondsOfFamily(pid: number): number | null {
  const parent = statOf(pid);
  if (parent === null) return null;
  let ticks = parent.ownTicks + parent.endedChildrenTicks;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const child = statOf(Number(name));
    if (child?.parentPid === pid) ticks += child.ownTicks;
  }
  return ticks / TICKS_PER_SECOND;
}

/** Resident memory, bytes. */
export function residentBytesOf(pid: number): number | null {
  const status = textOf(`/proc/${pid}/status`);
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status ?? '')?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}

function statOf(pid: number) {
  const text = textOf(`/proc/${pid}/stat`);
  if (text === null) return null;
  // The program's name stands in parentheses and may hold anything; fields follow the last one.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [parentPid, userTicks, systemTicks, endedUserTicks, endedSystemTicks] = [
    fields[1],
    fields[11],
    fields[12],
    fields[13],
    fields[14],
  ];
  return {
    parentPid,
    ownTicks: (userTicks ?? 0) + (systemTicks ?? 0),
    endedChildrenTicks: (endedUserTicks ?? 0) + (endedSystemTicks ?? 0),
  };
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
