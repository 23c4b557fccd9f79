import { randomInt } from 'node:crypto';

/** Letters and digits that nobody mistakes for one another when read from a screen or paper. */
const readable = 'abcdefghjkmnpqrstuvwxyz23456789';
const groups = 4;
const groupLength = 4;

function group(): string {
  return Array.from({ length: groupLength }, () => readable[randomInt(readable.length)]).join('');
}

/** A random password of 4 groups of 4 readable characters (79 bits), like `k7mq-…`. */
export function generatePassword(): string {
  return Array.from({ length: groups }, group).join('-');
}
