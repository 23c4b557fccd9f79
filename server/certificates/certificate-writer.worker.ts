/** The thread that writes certificates: a long one takes half a second, and scans must not wait for it. */
import assert from 'node:assert/strict';
import { parentPort } from 'node:worker_threads';
import { writeCertificate } from './certificate-document.ts';
import { createCertificateFonts } from './certificate-fonts.ts';
import type { WritingOrder, WritingResult } from './certificate-writer.ts';

assert(parentPort !== null, 'started as a thread');
const port = parentPort;
const fonts = createCertificateFonts();

port.on('message', (order: WritingOrder) => {
  writeCertificate(fonts, order.content, order.address).then(
    (file) => port.postMessage({ file } satisfies WritingResult, [file.buffer]),
    (error: unknown) => {
      const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
      port.postMessage({ failure } satisfies WritingResult);
    },
  );
});
