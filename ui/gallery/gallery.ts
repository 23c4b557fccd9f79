/** Every element in every state, for looking at. `?plane=admitted` shows one plane alone. */
import { html, render } from 'lit';
import '../dots.ts';
import '../icons/icon.ts';
import { ICON_PATHS } from '../icons/paths.ts';
import '../mark.ts';
import './controls.ts';
import '../language/language-switch.ts';
import { plane, PLANES } from './planes.ts';

const icons = () =>
  html`<div class="row" style="font-size: 32px">
    ${Object.keys(ICON_PATHS).map((name) => html`<ts-icon name=${name} label=${name}></ts-icon>`)}
  </div>`;

const dots = () => html`
  <ts-dots count="24" newest="1" capacity="40"></ts-dots>
  <ts-dots
    count="31"
    newest="1"
    departed="4"
    capacity="40"
    dot-px="24"
    gap-px="5"
    group-gap-px="10"
    row-gap-px="10"
  ></ts-dots>
  <ts-dots count="180" newest="2" departed="12" capacity="200"></ts-dots>
  <ts-dots count="640" newest="1" departed="80" capacity="1000"></ts-dots>
  <ts-dots count="6400" newest="1" departed="800" capacity="10000"></ts-dots>
  <div class="night">
    <ts-dots night count="24" newest="1" departed="2" capacity="40"></ts-dots>
  </div>
`;

const sheet = () =>
  html`<div class="sheet">
    ${icons()}${dots()}<gallery-controls></gallery-controls>${Object.keys(PLANES).map(plane)}
  </div>`;

const alone = new URLSearchParams(location.search).get('plane');
render(alone === null ? sheet() : plane(alone), document.body);
