/**
 * A kiosk without a screen, for tests that end processes: it keeps its scans until the books have
 * them (KS2) and sends them again after every new connection, as the real one does.
 */
import { randomFillSync } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Manager } from 'socket.io-client';
import * as v from 'valibot';
import { LIMITS } from '#domain/contract/limits.ts';
import { NAMESPACES, PROTOCOL_VERSION } from '#domain/contract/protocol.ts';
import { BatchAnswerSchema, ScanAnswerSchema } from '#domain/contract/scan.ts';
import type { Scan, ScanAnswer, Verdict } from '#domain/contract/scan.ts';
import { uuidv7 } from '#domain/ids.ts';

const RECONNECT_DELAY_MS = 50;
const RESEND_PAUSE_MS = 100;

export interface DoorKiosk {
  /** Everybody whom the server admitted, by scan; the first verdict. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Scans that the books do not hold yet, as far as the kiosk was told. */
  readonly unsettled: number;
  /** Sends one scan a pass, `inFlight` at a time; resolves when each has a verdict. */
  checkIn(passes: readonly string[], inFlight: number): Promise<void>;
  close(): void;
}

export function openDoorKiosk(url: string, token: string): DoorKiosk {
  const manager = new Manager(url, {
    transports: ['websocket'],
    reconnectionDelay: RECONNECT_DELAY_MS,
    reconnectionDelayMax: 4 * RECONNECT_DELAY_MS,
    timeout: 2_000,
  });
  const socket = manager.socket(NAMESPACES.kiosk, {
    auth: { token, protocolVersion: PROTOCOL_VERSION },
  });
  const outbox = new Map<string, Scan>();
  const verdicts = new Map<string, Verdict>();
  const closing = new AbortController();

  const take = (scan: Scan, answer: ScanAnswer) => {
    if ('outcome' in answer && !verdicts.has(scan.scanId)) verdicts.set(scan.scanId, answer);
  };
  socket.on('scan:settled', ({ scanIds }: { scanIds: string[] }) => {
    for (const scanId of scanIds) outbox.delete(scanId);
  });
  socket.on('connect', () => void resend());
  socket.on('connect_error', () => {
    // A server that is starting refuses; the manager asks again by itself only when it was away.
    if (socket.active) return;
    setTimeout(() => {
      if (!closing.signal.aborted) socket.connect();
    }, RESEND_PAUSE_MS);
  });

  /** For as long as this connection stands; the next one begins anew. */
  async function resend(): Promise<void> {
    const line = socket.id;
    let waiting = [...outbox.values()];
    while (waiting.length > 0 && socket.id === line && !closing.signal.aborted) {
      const rest = waiting.slice(LIMITS.batchScansMax);
      const again = await submitBatch(waiting.slice(0, LIMITS.batchScansMax));
      if (again.length > 0) await delay(RESEND_PAUSE_MS);
      waiting = [...rest, ...again];
    }
  }

  /** @returns those that were not answered: a busy server may be slower than people wait */
  async function submitBatch(scans: readonly Scan[]): Promise<Scan[]> {
    try {
      const answer = v.parse(
        BatchAnswerSchema,
        await socket.timeout(LIMITS.ackTimeoutMs).emitWithAck('scan:submit-batch', { scans }),
      );
      if (!('answers' in answer)) return [...scans];
      return scans.filter((scan, index) => {
        const each = answer.answers[index]!;
        take(scan, each);
        return !('outcome' in each);
      });
    } catch {
      return [...scans];
    }
  }

  async function submit(pass: string): Promise<void> {
    const now = Date.now();
    const scan: Scan = {
      scanId: uuidv7(now, randomFillSync(new Uint8Array(10))),
      pass,
      direction: 'in',
      scannedAt: new Date(now).toISOString(),
    };
    outbox.set(scan.scanId, scan);
    while (!verdicts.has(scan.scanId) && !closing.signal.aborted) {
      try {
        const answer: unknown = await socket
          .timeout(LIMITS.ackTimeoutMs)
          .emitWithAck('scan:submit', scan);
        take(scan, v.parse(ScanAnswerSchema, answer));
      } catch {
        // Not acknowledged: the same scan again, until it is.
      }
      if (!verdicts.has(scan.scanId)) await delay(RESEND_PAUSE_MS);
    }
  }

  return {
    verdicts,
    get unsettled() {
      return outbox.size;
    },
    async checkIn(passes, inFlight) {
      const queue = [...passes];
      await Promise.all(
        Array.from({ length: inFlight }, async () => {
          for (let pass = queue.pop(); pass !== undefined; pass = queue.pop()) await submit(pass);
        }),
      );
    },
    close() {
      closing.abort();
      socket.close();
    },
  };
}
