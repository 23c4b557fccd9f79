/** The books. */
import type { Messages } from '../ja.ts';
import { plural } from './plural.ts';

export const reports: Messages['reports'] = {
  heading: 'Books',
  lead: 'Every night the books are recomputed from the first entry on.',
  right: 'The books are right',
  rightLead: (accounts, entries) =>
    `In all ${accounts} accounts the balance equals the sum of its entries, ${entries} in all.`,
  wrong: (count) => `${plural(count, 'account does', 'accounts do')} not add up`,
  wrongLead:
    'Stop spending for now and tell whoever runs the system. No entry of the books is lost.',
  late: 'The nightly check is late',
  lateLead:
    'Below is the last result. Ask whoever runs the system whether the workers are running.',
  none: 'Not checked yet',
  noneLead: 'The first check runs tonight; its result will stand here.',
  at: 'Checked',
  accounts: 'Accounts',
  entries: 'Entries',
  pointsHeld: 'Points that people hold',
  tookMs: 'It took',
  milliseconds: (count) => `${count} ms`,
  head: 'Latest seal',
  headLead: (entries) =>
    `Computed from ${entries} entries. Write it down somewhere: a single changed character shows later.`,
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'It could not be copied. Select the text and copy it.',
  earlier: 'Earlier checks',
  chained: (count) => `up to entry ${count}`,
  ok: 'right',
  bad: (count) => `${count} accounts wrong`,
  publicPage: 'Public page of the books',
};
