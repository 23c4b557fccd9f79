/** The drawing in the viewfinder while the camera sees nothing: a hand that holds a phone with a code. */
import { svg, html } from 'lit';

/** A real code of the version that passes have; each row a number in base 36. Its text is no pass. */
const MODULES = 41;
const ROWS =
  'ry1gr0cf eavlg4zl kfgqrfj1 khq92rfh khaunx3x ebn9qc75 rwyepa4f 03x92cjk fc8ld8u1 phivp8tr 879n1n3y 5rc1n34p 9k2lj7cn l7680bat pdvkchrn 7k9runmi dfhft84t 741vhxc8 7t41qbav 9upshnkw 159u8rgw am9okwvy dhys35e4 cagg9em9 hszijqry a68g5l1n s0eyuejo egxl79mu as90gazf rqobeqp2 1mekopvd 5f9ugmxm q72ix533 03lywie3 rwb5d0ly ea8555p1 khb5ufpb kev5oegk kft8uctd e9h26u1m rwytvzp8';

const codePath = ROWS.split(' ')
  .map((row, y) => {
    let path = '';
    let bits = 0n;
    for (const digit of row) bits = bits * 36n + BigInt(Number.parseInt(digit, 36));
    for (let x = 0; x < MODULES; x += 1) {
      if ((bits >> BigInt(MODULES - 1 - x)) & 1n) path += `M${x} ${y}h1.02v1.02h-1.02z`;
    }
    return path;
  })
  .join('');

const fingers = [
  [272, 188, 61],
  [274, 228, 69],
  [279, 270, 68],
  [288, 313, 62],
] as const;

/** A square drawing, 376 units wide; to be sized by its place. */
export function phoneInHand() {
  return html`<svg viewBox="0 0 376 376" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
    <defs>
      <radialGradient id="light" cx="0.86" cy="0.3" r="0.42">
        <stop offset="0" stop-color="#26737f"></stop>
        <stop offset="1" stop-color="#0d4a56" stop-opacity="0"></stop>
      </radialGradient>
      <radialGradient id="light-beside" cx="0.16" cy="0.16" r="0.36">
        <stop offset="0" stop-color="#26737f"></stop>
        <stop offset="1" stop-color="#0d4a56" stop-opacity="0"></stop>
      </radialGradient>
      <linearGradient id="ground" x1="0.2" y1="0" x2="0.2" y2="1">
        <stop offset="0" stop-color="#1d6470"></stop>
        <stop offset="0.6" stop-color="#0b4652"></stop>
      </linearGradient>
    </defs>
    <rect width="376" height="376" fill="url(#ground)"></rect>
    <rect width="376" height="376" fill="url(#light)"></rect>
    <rect width="376" height="376" fill="url(#light-beside)"></rect>
    <path d="M50 376v-22c0-17 12-31 28-31 15 0 24 11 28 26l6 27z" fill="#4f8d97"></path>
    <g transform="translate(59 17) rotate(-7.2)">
      <rect width="211" height="420" rx="30" fill="#07191e"></rect>
      <rect x="11" y="11" width="189" height="420" rx="20" fill="#f3fbfd"></rect>
      <rect x="48" y="33" width="118" height="13" rx="6.5" fill="#cbdde1"></rect>
      <path transform="translate(27 81) scale(3.83)" d=${codePath} fill="#0a1c21"></path>
      <rect x="27" y="268" width="157" height="15" rx="7.5" fill="#cbdde1"></rect>
      <rect x="27" y="298" width="98" height="15" rx="7.5" fill="#dfebed"></rect>
    </g>
    ${fingers.map(
      ([x, y, width]) => svg`<rect x=${x} y=${y} width=${width} height="35" rx="17.5"
        transform="rotate(-5 ${x} ${y})" fill="#4f8d97"></rect>`,
    )}
  </svg>`;
}
