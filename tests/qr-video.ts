/**
 * Makes a video for Chromium's fake camera: 640×480, raw, each scene a QR code on a grey ground or
 * nothing. The camera plays it over and over.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { create, type QRCodeSegment } from 'qrcode';

const WIDTH_PX = 640;
const HEIGHT_PX = 480;
const FRAMES_A_SECOND = 10;
const QUIET_MODULES = 4;
/** A card that is held before a tablet: its code, with the quiet zone, is about so large. */
const CARD: CodeLook = { edgePx: 400, level: 'M' };
const GROUND = 96;
const DARK = 24;
const LIGHT = 232;

export interface CodeLook {
  /** The code with its quiet zone; its modules have whole pixels, so that it is drawn no larger. */
  readonly edgePx: number;
  readonly level: 'L' | 'M';
}

export type Scene = { readonly seconds: number } & (
  | {
      /** `null`: nobody is there. */
      readonly text: string | null;
      /** Default: a card's. */
      readonly look?: CodeLook;
    }
  /** What was filmed (film.ts): brightness, row by row. */
  | { readonly film: Uint8Array }
);

/** In pixels. */
export const FRAME_SIZE = { width: WIDTH_PX, height: HEIGHT_PX } as const;

/** Writes a `.y4m`; about 4.6 MB a second. */
export function writeQrVideo(file: string, scenes: readonly Scene[]): void {
  const video = openSync(file, 'w');
  try {
    const size = `W${WIDTH_PX} H${HEIGHT_PX} F${FRAMES_A_SECOND}:1`;
    writeSync(video, `YUV4MPEG2 ${size} Ip A1:1 C420jpeg\n`);
    for (const scene of scenes) {
      const frame = 'film' in scene ? filmed(scene.film) : frameOf(scene.text, scene.look ?? CARD);
      for (let count = 0; count < Math.round(scene.seconds * FRAMES_A_SECOND); count += 1) {
        writeSync(video, 'FRAME\n');
        writeSync(video, frame);
      }
    }
  } finally {
    closeSync(video);
  }
}

/** Brightness, then the two colour planes, which stay grey. */
function frameOf(text: string | null, look: CodeLook): Uint8Array {
  const pixels = WIDTH_PX * HEIGHT_PX;
  const frame = new Uint8Array(pixels * 1.5).fill(128);
  frame.fill(GROUND, 0, pixels);
  if (text !== null) drawCode(frame, text, look);
  return frame;
}

function filmed(brightness: Uint8Array): Uint8Array {
  const frame = new Uint8Array(WIDTH_PX * HEIGHT_PX * 1.5).fill(128);
  frame.set(brightness);
  return frame;
}

function drawCode(frame: Uint8Array, text: string, { edgePx, level }: CodeLook): void {
  const isAlphanumeric = /^[0-9A-Z $%*+\-./:]+$/.test(text);
  const content: string | QRCodeSegment[] = isAlphanumeric
    ? [{ data: text, mode: 'alphanumeric' }]
    : text;
  const { modules } = create(content, { errorCorrectionLevel: level });
  const edge = modules.size + 2 * QUIET_MODULES;
  const modulePx = Math.floor(edgePx / edge);
  const left = Math.floor((WIDTH_PX - edge * modulePx) / 2);
  const top = Math.floor((HEIGHT_PX - edge * modulePx) / 2);
  for (let y = 0; y < edge * modulePx; y += 1) {
    for (let x = 0; x < edge * modulePx; x += 1) {
      const row = Math.floor(y / modulePx) - QUIET_MODULES;
      const column = Math.floor(x / modulePx) - QUIET_MODULES;
      const isInside = row >= 0 && column >= 0 && row < modules.size && column < modules.size;
      const isDark = isInside && modules.get(row, column) !== 0;
      frame[(top + y) * WIDTH_PX + left + x] = isDark ? DARK : LIGHT;
    }
  }
}
