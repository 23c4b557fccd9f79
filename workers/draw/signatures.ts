/** signatures.tsv: every file of a draw under the draw's own key. */
import { createPrivateKey, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { writeSignatures } from '#domain/draw/files.ts';
import { DRAW_FILES } from '#domain/lottery.ts';
import type { LotterySecrets } from '#stores/ledger/lottery-books.ts';
import type { DrawFiles } from './draw-task.ts';

const signAside = promisify(sign);

/** Over all files that there are; beside the event loop, since they may be long. */
export async function makeSignatures(
  files: DrawFiles,
  { privateKeyPkcs8 }: Pick<LotterySecrets, 'privateKeyPkcs8'>,
): Promise<Uint8Array> {
  const der = Buffer.from(privateKeyPkcs8);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const signatures: { fileName: string; signature: string }[] = [];
  for (const fileName of DRAW_FILES) {
    const bytes = files.get(fileName);
    if (bytes === undefined || fileName === 'signatures.tsv') continue;
    const signature = await signAside(null, bytes, key);
    signatures.push({ fileName, signature: signature.toString('hex') });
  }
  return writeSignatures(signatures);
}
