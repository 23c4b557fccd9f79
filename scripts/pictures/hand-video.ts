/**
 * What the camera sees in the pictures: the kiosk's own drawing of a hand with a phone. Its code is
 * only drawn, so that the kiosk keeps looking for one.
 */
import { writeFileSync } from 'node:fs';
import { launchBrowser } from '../../tests/browser.ts';
import type { Venue } from '../../tests/venue.ts';

const SIZE = { width: 640, height: 480 };
/** The viewfinder is a square in the middle of the camera's picture. */
const EDGE = SIZE.height;

export async function writeHandVideo(file: string, venue: Venue): Promise<void> {
  const browser = await launchBrowser({ noCamera: true });
  try {
    // Of another day, so that it stands in no picture of today.
    const dayMs = 24 * 60 * 60_000;
    const activity = await venue.makeActivity({
      startsAt: new Date(Date.now() + 7 * dayMs).toISOString(),
      endsAt: new Date(Date.now() + 7.1 * dayMs).toISOString(),
    });
    const { enrollmentCode } = await venue.makeKiosk(activity.activityId);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`${venue.address}/kiosk/#code=${enrollmentCode}`);
    const drawing = page.locator('ts-kiosk-viewfinder .picture');
    await drawing.waitFor();
    // The drawn code can be read. One eye is closed, or the kiosk would say that it is not of ours.
    await drawing.locator('path[transform*=scale]').evaluate((code) => {
      const eye = code.cloneNode(false);
      if (!(eye instanceof SVGPathElement)) return;
      eye.setAttribute('d', 'M2 2h3v3h-3z');
      eye.setAttribute('fill', '#f3fbfd');
      code.after(eye);
    });
    const png = await drawing.screenshot();
    const frame = await page.evaluate(readAsFrame, {
      source: `data:image/png;base64,${png.toString('base64')}`,
      ...SIZE,
      edge: EDGE,
    });
    const head = `YUV4MPEG2 W${SIZE.width} H${SIZE.height} F10:1 Ip A1:1 C420jpeg\nFRAME\n`;
    writeFileSync(file, Buffer.concat([Buffer.from(head), Buffer.from(frame, 'base64')]));
  } finally {
    await browser.close();
  }
}

/** Runs in the page: draws the picture mirrored, as a camera sees it. @returns I420, base64 */
async function readAsFrame(given: {
  source: string;
  width: number;
  height: number;
  edge: number;
}): Promise<string> {
  const { source, width, height, edge } = given;
  const image = new Image();
  image.src = source;
  await image.decode();
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.fillStyle = '#0d4a55';
  context.fillRect(0, 0, width, height);
  context.setTransform(-1, 0, 0, 1, width, 0);
  context.drawImage(image, (width - edge) / 2, 0, edge, edge);
  const { data } = context.getImageData(0, 0, width, height);
  const pixels = width * height;
  const frame = new Uint8Array(pixels * 1.5);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      const [red, green, blue] = [data[at]!, data[at + 1]!, data[at + 2]!];
      frame[y * width + x] = 0.299 * red + 0.587 * green + 0.114 * blue;
      if (x % 2 === 0 && y % 2 === 0) {
        const half = (y / 2) * (width / 2) + x / 2;
        frame[pixels + half] = 128 - 0.169 * red - 0.331 * green + 0.5 * blue;
        frame[pixels * 1.25 + half] = 128 + 0.5 * red - 0.419 * green - 0.081 * blue;
      }
    }
  }
  let text = '';
  for (let at = 0; at < frame.length; at += 8192) {
    text += String.fromCharCode(...frame.subarray(at, at + 8192));
  }
  return btoa(text);
}
