import { PGlite } from '@electric-sql/pglite';
import type { ExecProtocolOptionsStream } from '@electric-sql/pglite';

/** Message types of PostgreSQL's wire protocol that open or go on with an extended query. */
const sequenceMessages = new Set(['P', 'B', 'D', 'E', 'C', 'H'].map((type) => type.charCodeAt(0)));
/** `Sync`, which ends one, as bytes on the wire. */
const syncMessage = Uint8Array.of('S'.charCodeAt(0), 0, 0, 0, 4);

/**
 * A PGlite that several connections may share through pglite-socket.
 *
 * PGlite is one session. The socket server hands it one message at a time, and keeps to one
 * connection only while `isInTransaction()` says so. But an extended query is several messages
 * (Parse, Bind, Execute … Sync), and outside of a transaction another connection's Parse would
 * take the place of the nameless statement between them. So this one also counts as in a
 * transaction from the first message of an extended query until its Sync.
 */
export class SequencedPGlite extends PGlite {
  #isInSequence = false;
  /** Called when the engine itself failed: it must not be used any more. */
  onBroken: (error: unknown) => void = () => {};

  override isInTransaction(): boolean {
    return this.#isInSequence || super.isInTransaction();
  }

  override async execProtocolRawStream(
    message: Uint8Array,
    options: ExecProtocolOptionsStream,
  ): Promise<void> {
    const type = message[0];
    if (type === syncMessage[0]) this.#isInSequence = false;
    else if (type !== undefined && sequenceMessages.has(type)) this.#isInSequence = true;
    try {
      await super.execProtocolRawStream(message, options);
    } catch (error) {
      // SQL errors are answers, never exceptions: this is the engine.
      this.onBroken(error);
      throw error;
    }
  }

  /** Ends what a connection left behind that was cut off: its extended query, its transaction. */
  override async exec(...[query, options]: Parameters<PGlite['exec']>): ReturnType<PGlite['exec']> {
    if (this.#isInSequence) {
      this.#isInSequence = false;
      await this.runExclusive(() => super.execProtocolRaw(syncMessage));
    }
    return super.exec(query, options);
  }
}
