/**
 * A start that cannot go on for a reason that the person can mend: the message is the one line
 * that they read. Everything else that is thrown is a bug or an outage and keeps its stack.
 */
export class StartError extends Error {
  override readonly name = 'StartError';
}
