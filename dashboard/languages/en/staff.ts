/** Staff. */
import type { Messages } from '../ja.ts';

export const staff: Messages['staff'] = {
  heading: 'Staff',
  lead: 'Who may log in to this dashboard.',
  add: 'Add somebody',
  you: 'you',
  role: { administrator: 'Administrator', staff: 'Staff' },
  since: (date) => `since ${date}`,
  remove: 'Remove',
  removeFor: (name) => `Remove ${name}`,
  newHeading: 'Add somebody',
  newLead: 'The first password is made automatically and shown once.',
  name: 'Name',
  nameHint: 'It stays with what they approve or take back.',
  email: 'E-mail',
  create: 'Add',
  made: (name) => `${name} was added`,
  password: 'Password',
  passwordOnce: 'This password is shown now and never again. Hand it over in person.',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'It could not be copied. Select the text and copy it.',
  removeHeading: (name) => `Remove ${name}?`,
  removeLead:
    'They cannot log in any more, and their open screens end. Their name stays in the records.',
  removeYes: 'Remove',
  onlyAdministrators: 'This page is for administrators.',
};
