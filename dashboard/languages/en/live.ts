/** An activity as it happens: figures, arrivals, check-ins, reasons, twins. */
import type { Messages } from '../ja.ts';
import { plural } from './plural.ts';

export const live: Messages['live'] = {
  updated: 'Updated',
  online: 'Connected, no delay',
  connecting: 'Connecting…',
  offline: 'Not connected',
  offlineHeading: 'The connection to the server is down',
  offlineHint: (time) =>
    `These are the figures of ${time}. Kiosks keep checking people in and nothing is lost. The figures return by themselves.`,
  outdatedHeading: 'There is a newer version of this page',
  outdatedHint: 'Reload it to go on.',
  reload: 'Reload',
  unavailableHeading: 'The figures cannot be read yet',
  unavailableHint: 'All records are safe. Trying again by itself.',
  unknownHeading: 'This activity cannot be found',
  unknownHint: 'Choose one from the list.',
  booking: (booked, all) => `Recorded ${booked} of ${all}`,
  edit: 'Edit',
  conflicts: 'Doubles',
  admitted: 'Checked in',
  inside: 'Inside now',
  expected: 'Expected',
  full: (capacity) => `Room for ${capacity}`,
  dotInside: 'Inside',
  dotNewest: 'Newest',
  dotDeparted: 'Left',
  dotOpen: 'Not yet',
  dotsSpoken: (admitted, inside, expected) =>
    `${admitted} checked in, ${inside} inside now, ${expected} expected`,
};

export const chart: Messages['chart'] = {
  heading: (minutes) => (minutes === '1' ? 'Arrivals by minute' : `Arrivals by ${minutes} minutes`),
  onePerDot: 'One dot is one person',
  rate: (people) => `${people} in the last hour`,
  asTable: 'As a table',
  asChart: 'As a chart',
  hour: '1 hour',
  all: 'From the start',
  span: 'Length of the chart',
  start: 'Start',
  now: 'Now',
  silent: (kiosk) => `${kiosk}:`,
  silentMany: (kiosks) => `${kiosks} kiosks:`,
  silentCount: 'check-ins',
  silentRest: ' not here yet',
  silentUnknownFirst: (kiosk) => `${kiosk}: records`,
  silentUnknownMany: (kiosks) => `${kiosks} kiosks: records`,
  minute: 'Time',
  arrivals: 'Arrivals',
  total: 'In all',
  nobody: 'Nobody has come yet',
  spoken: (people, from, to) => `${plural(people, 'arrival', 'arrivals')} from ${from} to ${to}`,
};

export const latest: Messages['latest'] = {
  heading: 'Latest check-ins',
  time: 'Time',
  nickname: 'Nickname',
  via: 'With',
  kiosk: 'Kiosk',
  outcome: 'Result',
  content: 'Details',
  card: 'Card',
  phone: 'Phone',
  admitted: 'Arrived',
  already: 'Already in',
  departed: 'Left',
  refused: 'Refused',
  points: 'P',
  firstAt: (time) => `First at ${time}`,
  late: 'Sent later',
  empty: 'Check-ins appear here, the newest first.',
};

export const refusals: Messages['refusals'] = {
  heading: 'Refusals',
  total: 'Total',
  none: 'Nobody was refused.',
  reason: {
    'pass-unreadable': 'Unreadable',
    'pass-forged': 'Invalid card',
    'pass-expired': 'Expired',
    'pass-revoked': 'Stopped card',
    'pass-stale': 'Old screen',
    'card-not-taken': 'Card not taken',
    'pass-unknown': 'Not registered',
    'activity-not-open': 'Not open yet',
    'activity-over': 'After closing',
    'activity-cancelled': 'Cancelled',
    'activity-full': 'Full',
    'not-checked-in': 'Left before in',
    'scan-conflict': 'Records differ',
  },
  hint: {
    'pass-unreadable':
      'Many unreadable codes: see whether another code is shown, or the phone is too dark.',
    'pass-forged': 'Many invalid cards: ask where they came from and tell the office.',
    'pass-expired': 'Many expired passes: ask people to open Pass before they reach the desk.',
    'pass-revoked': 'Many stopped cards: offer a new card.',
    'pass-stale':
      'Many old screens? Ask people to open the pass on the phone, not a picture of it.',
    'card-not-taken':
      'Many cards that are not taken? Send people to the counter, or let the activity take cards.',
    'pass-unknown': 'Many are not registered: offer registration before the desk.',
    'activity-not-open': 'Many come early: you can open check-in earlier.',
    'activity-over': 'Many come late: you can keep check-in open longer.',
    'activity-cancelled': 'Put a notice of the cancellation at the entrance.',
    'activity-full': 'Raise the capacity, or tell people about the next date.',
    'not-checked-in': 'Ask people to check in when they arrive, not when they leave.',
    'scan-conflict': 'Check the kiosk’s clock and screen; if it goes on, enroll it again.',
  },
};

export const conflicts: Messages['conflicts'] = {
  heading: 'Doubles',
  lead: 'Two kiosks admitted the same person while one had no network. The visit counts once, with points once.',
  first: 'First',
  second: 'Second',
  resolve: 'Checked',
  resolved: 'Checked',
  allDone: 'All are checked.',
};
