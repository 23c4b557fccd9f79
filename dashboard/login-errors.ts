/** What is wrong with a log-in before anybody is asked. */
import * as v from 'valibot';
import { LoginSchema } from '#domain/contract/people.ts';

/** The bare beginnings of a form's errors; the words are the language's. */
export interface LoginErrors {
  email?: 'missing' | 'wrong';
  password?: 'missing';
}

/** What can be said before asking the server. */
export function loginErrors(email: string, password: string): LoginErrors {
  const errors: LoginErrors = {};
  if (email.trim() === '') errors.email = 'missing';
  else if (!v.is(LoginSchema.entries.email, email)) errors.email = 'wrong';
  if (password === '') errors.password = 'missing';
  return errors;
}
