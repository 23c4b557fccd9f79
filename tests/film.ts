/** Films a page: what it shows becomes frames of a video for Chromium's fake camera. */
import type { Locator } from 'playwright-core';
import { FRAME_SIZE } from './qr-video.ts';

/**
 * What a camera sees that is held close to this part of a page: brightness of 640×480 pixels, the
 * part as high as the picture, grey around it.
 */
export async function film(shown: Locator): Promise<Uint8Array> {
  const picture = (await shown.screenshot({ scale: 'css' })).toString('base64');
  const page = await shown.page().context().newPage();
  try {
    const brightness = await page.evaluate(
      async ([source, width, height]) => {
        const image = new Image();
        image.src = `data:image/png;base64,${source}`;
        await image.decode();
        const canvas = new OffscreenCanvas(width, height);
        const context = canvas.getContext('2d')!;
        context.fillStyle = '#606060';
        context.fillRect(0, 0, width, height);
        const scale = Math.min(width / image.width, height / image.height);
        const [w, h] = [image.width * scale, image.height * scale];
        context.drawImage(image, (width - w) / 2, (height - h) / 2, w, h);
        const { data } = context.getImageData(0, 0, width, height);
        let grey = '';
        for (let at = 0; at < data.length; at += 4) {
          const level = 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
          grey += String.fromCharCode(Math.round(level));
        }
        return btoa(grey);
      },
      [picture, FRAME_SIZE.width, FRAME_SIZE.height] as const,
    );
    return new Uint8Array(Buffer.from(brightness, 'base64'));
  } finally {
    await page.close();
  }
}
