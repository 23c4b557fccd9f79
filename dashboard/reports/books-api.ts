/** The books' nightly report, which is public. */
import { BooksSchema } from '#domain/contract/books.ts';
import { ask } from '../staff-api.ts';

export const readBooks = () => ask(BooksSchema, '/api/books');
