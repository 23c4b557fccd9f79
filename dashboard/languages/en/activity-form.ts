/** Making and changing an activity. */
import type { Messages } from '../ja.ts';
import { plural } from './plural.ts';

export const form: Messages['form'] = {
  newHeading: 'New activity',
  editHeading: 'Edit the activity',
  name: 'Name (Japanese)',
  nameEn: 'English name',
  nameEasy: 'Easy Japanese name',
  optional: ' (optional)',
  moreNames: 'Names in other languages',
  venue: 'Venue',
  date: 'Date',
  start: 'Start',
  end: 'End',
  door: 'Check-in times',
  opens: 'Opens',
  closes: 'Closes',
  opensHint: (time) => `If empty: ${time}`,
  opensDefault: 'If empty: 30 minutes before the start',
  closesDefault: 'If empty: at the end',
  expected: 'People expected',
  capacity: 'Capacity',
  takesCards: 'Paper cards are taken',
  takesCardsHint:
    'Switched off, only passes on phones are taken; the kiosk sends people with cards to the staff.',
  create: 'Create',
  save: 'Save',
  saving: 'Saving…',
  check: (count) => `${plural(count, 'field needs', 'fields need')} a look`,
  cancelActivity: 'Cancel the activity',
  uncancel: 'Undo the cancellation',
  cancelHeading: 'Cancel this activity?',
  cancelLead: 'The kiosks will say so at once. You can undo this later.',
  cancelYes: 'Cancel the activity',
  uncancelHeading: 'Undo the cancellation?',
  uncancelLead: 'If check-in is open, people can check in again at once.',
  uncancelYes: 'Undo it',
  keep: 'Leave as it is',
  error: {
    missing: 'Enter this',
    'too-long': 'At most 60 characters',
    'not-plain': 'Contains characters that cannot be used',
    'not-a-date': 'Check the date',
    'not-a-time': 'Check the time, e.g. 13:30',
    'not-a-number': 'Enter a number from 1 to 100,000',
    'end-before-start': 'Must be after the start',
    'close-before-open': 'Check-in must close after it opens',
    refused: 'This cannot be saved',
  },
};

export const practice: Messages['practice'] = {
  name: '受付の練習',
  nameEn: 'Check-in practice',
  nameEasy: 'うけつけの れんしゅう',
  venue: '練習',
};
