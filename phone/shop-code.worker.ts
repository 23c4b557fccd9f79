/** Finds a QR code in a picture, off the main thread; its WASM is served by us. */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';

prepareZXingModule({ overrides: { locateFile: () => wasmUrl } });

self.addEventListener('message', (event: MessageEvent<ImageBitmap>) => {
  void read(event.data);
});

async function read(picture: ImageBitmap): Promise<void> {
  try {
    self.postMessage(await textIn(picture), {});
  } catch {
    // The next picture may be read.
    self.postMessage(null, {});
  } finally {
    picture.close();
  }
}

async function textIn(picture: ImageBitmap): Promise<string | null> {
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.drawImage(picture, 0, 0);
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
  const found = await readBarcodes(pixels, {
    formats: ['QRCode'],
    maxNumberOfSymbols: 1,
    tryHarder: true,
  });
  return found[0]?.text ?? null;
}
