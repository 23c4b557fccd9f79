/**
 * Finds a QR code in a picture, off the main thread. The platform's BarcodeDetector is used only after it
 * has really read a code here: some report the format and never find one. Else zxing, its WASM served
 * by us.
 */
import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { DecoderAnswer, DecoderRequest } from './camera-decoder.ts';

type Decode = (picture: ImageBitmap) => Promise<string | null>;

/** Not in the library of types. */
interface Detector {
  detect(picture: ImageBitmapSource): Promise<readonly { readonly rawValue: string }[]>;
}
declare const BarcodeDetector: { new (options: { formats: string[] }): Detector } | undefined;

/** 「TSUDOI」 as a QR code of version 1: a row a number, the leftmost module the highest bit. */
const KNOWN_TEXT = 'TSUDOI';
const KNOWN_MODULES = 21;
const KNOWN_ROWS = [
  2081407, 1066305, 1531229, 1528925, 1530205, 1071681, 2086271, 4096, 1560188, 403394, 1589602,
  569283, 246048, 4398, 2084506, 1070135, 1531548, 1530852, 1531232, 1069025, 2087204,
];
const MODULE_PX = 6;
const QUIET_PX = 4 * MODULE_PX;

const READER_OPTIONS: ReaderOptions = {
  formats: ['QRCode'],
  maxNumberOfSymbols: 1,
  tryHarder: true,
  tryInvert: true,
  tryRotate: true,
  tryDownscale: true,
};

const decoder = chooseDecoder();

self.addEventListener('message', (event: MessageEvent<DecoderRequest>) => {
  void answer(event.data.picture);
});

async function answer(picture: ImageBitmap): Promise<void> {
  try {
    const decode = await decoder;
    say({ kind: 'read', text: await decode(picture) });
  } catch {
    say({ kind: 'failed' });
  } finally {
    picture.close();
  }
}

function say(answer: DecoderAnswer): void {
  self.postMessage(answer, {});
}

async function chooseDecoder(): Promise<Decode> {
  const detector = await nativeDetector();
  if (detector !== null) {
    say({ kind: 'ready', engine: 'native' });
    return async (picture) => (await detector.detect(picture))[0]?.rawValue ?? null;
  }
  prepareZXingModule({ overrides: { locateFile: () => wasmUrl } });
  await readBarcodes(knownPicture(), READER_OPTIONS);
  say({ kind: 'ready', engine: 'zxing' });
  return decodeWithZxing;
}

async function nativeDetector(): Promise<Detector | null> {
  if (typeof BarcodeDetector === 'undefined') return null;
  try {
    const detector = new BarcodeDetector({ formats: ['qr_code'] });
    const found = await detector.detect(knownPicture());
    return found[0]?.rawValue === KNOWN_TEXT ? detector : null;
  } catch {
    return null;
  }
}

let canvas: OffscreenCanvas | null = null;

async function decodeWithZxing(picture: ImageBitmap): Promise<string | null> {
  canvas ??= new OffscreenCanvas(picture.width, picture.height);
  if (canvas.width !== picture.width) canvas.width = picture.width;
  if (canvas.height !== picture.height) canvas.height = picture.height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  context.drawImage(picture, 0, 0);
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
  // Nothing of a person's code stays here (KS1).
  context.clearRect(0, 0, canvas.width, canvas.height);
  return (await readBarcodes(pixels, READER_OPTIONS))[0]?.text ?? null;
}

function knownPicture(): ImageData {
  const edgePx = KNOWN_MODULES * MODULE_PX + 2 * QUIET_PX;
  const picture = new ImageData(edgePx, edgePx);
  picture.data.fill(255);
  for (let y = 0; y < edgePx; y += 1) {
    for (let x = 0; x < edgePx; x += 1) {
      if (isDark(x, y)) picture.data.fill(0, (y * edgePx + x) * 4, (y * edgePx + x) * 4 + 3);
    }
  }
  return picture;
}

function isDark(x: number, y: number): boolean {
  const row = KNOWN_ROWS[Math.floor((y - QUIET_PX) / MODULE_PX)];
  const column = Math.floor((x - QUIET_PX) / MODULE_PX);
  if (row === undefined || column < 0 || column >= KNOWN_MODULES) return false;
  return ((row >> (KNOWN_MODULES - 1 - column)) & 1) === 1;
}
