/** Rings and walls at the size and place of the kiosk's pictures, to be held beside them. */
import { html, type TemplateResult } from 'lit';
import '../mark.ts';
import '../ring.ts';
import '../wall.ts';

interface Plane {
  ground: string;
  wall: TemplateResult;
  ring?: TemplateResult;
  size?: string;
}

const ring = (state: string, size: number, x: number, y: number) =>
  html`<ts-ring
    state=${state}
    style="--ts-ring-size: ${size}px; left: ${x - size / 2}px; top: ${y - size / 2}px"
  ></ts-ring>`;

const field = (fill: string) =>
  html`<ts-wall kind="field" style="--ts-wall-fill: var(${fill})"></ts-wall>`;

export const PLANES: Record<string, Plane> = {
  admitted: {
    ground: 'var(--ts-admitted)',
    wall: field('--ts-admitted-shade'),
    ring: ring('admitted', 440, 256, 370.2),
  },
  already: {
    ground: 'var(--ts-already)',
    wall: field('--ts-already-shade'),
    ring: ring('already', 440, 256, 370.2),
  },
  stored: {
    ground: 'var(--ts-stored)',
    wall: field('--ts-stored-shade'),
    ring: ring('stored', 440, 256, 370.2),
  },
  refused: {
    ground: '#fff',
    wall: html`<ts-wall kind="slab" style="--ts-wall-fill: var(--ts-refused)"></ts-wall>`,
    ring: ring('refused', 389.6, 233, 375),
  },
  departed: {
    ground: 'var(--ts-water-50)',
    wall: field('--ts-water-100'),
    ring: ring('departed', 440, 256, 370.2),
  },
  attract: {
    ground: '#fff',
    wall: html`<ts-wall kind="door" style="--ts-wall-fill: var(--ts-night)"></ts-wall>`,
    ring: html`<ts-mark style="position:absolute;left:56px;top:40px"></ts-mark>`,
  },
  login: {
    ground: '#fff',
    size: 'inline-size:1440px;block-size:900px',
    wall: html`<ts-wall kind="slab" base="0.696" upright="0.486"></ts-wall>`,
  },
  rail: {
    ground: 'var(--ts-water-1200)',
    size: 'inline-size:280px;block-size:900px',
    wall: html`<ts-wall kind="rail" style="--ts-wall-fill: var(--ts-water-1100)"></ts-wall>`,
  },
  portrait: {
    ground: '#fff',
    size: 'inline-size:800px;block-size:1280px',
    wall: html`<ts-wall
      kind="flat"
      style="--ts-wall-fill: var(--ts-night); block-size: 724px"
    ></ts-wall>`,
  },
  empty: {
    ground: '#fff',
    size: 'inline-size:1440px;block-size:900px',
    wall: html``,
    ring: ring('empty', 263.5, 593, 405.5),
  },
};

export const plane = (name: string) => {
  const { ground, wall, ring, size } = PLANES[name] ?? { ground: '', wall: html`` };
  return html`<div class="stage" data-plane=${name} style="background: ${ground}; ${size ?? ''}">
    ${wall}${ring}
  </div>`;
};
