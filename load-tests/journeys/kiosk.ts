/** A kiosk of the journey: one WebSocket, a few scans in flight. */
import { randomBytes } from 'k6/crypto';
import { setTimeout } from 'k6/timers';
import { WebSocket } from 'k6/websockets';
import type { Scan, ScanAnswer } from '../../domain/contract/scan.ts';
import { uuidv7 } from '../../domain/ids.ts';
import { createConversation } from '../socket-io-conversation.ts';
import { SOCKET_IO_PATH } from '../socket-io-framing.ts';
import { isScanAnswer } from './answers.ts';

/** A queue of people at one kiosk; a real one is far slower. Stays under the server's brakes. */
const PACE_MS = 15;
const LANES = 4;

export interface Kiosk {
  /** Shows all these, a few at a time; resolves when each has its answer. */
  submitAll(
    scans: readonly Scan[],
    onAnswer: (scan: Scan, answer: ScanAnswer) => void,
  ): Promise<void>;
  leave(): void;
}

/** A new scan of a pass, made now. */
export function scanOf(pass: string): Scan {
  const now = Date.now();
  return {
    scanId: uuidv7(now, new Uint8Array(randomBytes(10))),
    pass,
    direction: 'in',
    scannedAt: new Date(now).toISOString(),
  };
}

/**
 * Connects a kiosk.
 * @param onAcknowledged gets the milliseconds from sending a scan to its answer
 * @returns rejects when the server refuses it or cuts it off before it is in
 */
export function connectKiosk(
  baseUrl: string,
  auth: { readonly token: string; readonly protocolVersion: number },
  onAcknowledged: (latencyMs: number) => void,
  onCut: (why: string) => void,
): Promise<Kiosk> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(baseUrl.replace(/^http/, 'ws') + SOCKET_IO_PATH);
    let left = false;
    const cut = (why: string): void => {
      if (left) return;
      left = true;
      reject(new Error(why));
      onCut(why);
      socket.close();
    };
    const conversation = createConversation({
      namespace: '/kiosk',
      auth,
      send: (frame) => socket.send(frame),
      onConnected: () =>
        resolve({
          submitAll: (scans, onAnswer) => submitAll(scans, onAnswer),
          leave() {
            left = true;
            conversation.leave();
            socket.close();
          },
        }),
      // Settings, counts, settled scans: a kiosk of the journey keeps nothing.
      onEvent: () => undefined,
      onEnd: (end) => cut(JSON.stringify(end)),
    });
    socket.addEventListener('message', (event) => {
      if ('data' in event) conversation.receive(event.data);
    });
    socket.addEventListener('error', (event) => cut('error' in event ? event.error : 'error'));
    socket.addEventListener('close', () => cut('closed'));

    const submit = (scan: Scan) =>
      new Promise<ScanAnswer>((answered) => {
        const sentAt = Date.now();
        conversation.ask('scan:submit', scan, (answer) => {
          onAcknowledged(Date.now() - sentAt);
          if (isScanAnswer(answer)) answered(answer);
          else cut(`a strange answer: ${JSON.stringify(answer)}`);
        });
      });
    const submitAll: Kiosk['submitAll'] = async (scans, onAnswer) => {
      let next = 0;
      const lane = async (): Promise<void> => {
        for (let scan = scans[next++]; scan !== undefined; scan = scans[next++]) {
          onAnswer(scan, await submit(scan));
          await new Promise<void>((passed) => setTimeout(passed, PACE_MS));
        }
      };
      await Promise.all(Array.from({ length: LANES }, lane));
    };
  });
}
