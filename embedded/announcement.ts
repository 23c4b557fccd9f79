import qrcode from 'qrcode';

/** What the start-up lines tell. */
export interface Announcement {
  readonly scheme: 'http' | 'https';
  readonly port: number;
  /** This machine's addresses as a tablet reaches it. */
  readonly networkAddresses: readonly string[];
  /** Whether the certificate is our own, so that a tablet must be told to trust it. */
  readonly isOwnAuthority: boolean;
  readonly dataFolder: string | undefined;
  /** Which screens there are: the folders of their rooms. */
  readonly builtScreens: readonly string[];
  /** Whether the lines go to a terminal, which understands colours. */
  readonly isTerminal: boolean;
  /** The staff log-in; the password only when it was made by this very start. */
  readonly staff: { readonly email: string; readonly newPassword: string | undefined } | undefined;
}

const screens = [
  { name: '受付 Kiosk', path: '/kiosk/' },
  { name: '管理 Dashboard', path: '/dashboard/' },
  { name: 'カード Cards', path: '/dashboard/passes' },
  { name: 'スマホ Phone', path: '/phone/' },
  { name: '抽選 Stage', path: '/stage/' },
] as const;
const nameColumns = 16;

/** The lines that a start prints once, when all is ready; 日本語 first, then English. */
export async function announce(about: Announcement): Promise<string> {
  const at = (host: string, path: string) => `${about.scheme}://${host}:${about.port}${path}`;
  const lines = ['', '  集い Tsudoi が動いています (is running)', ''];
  for (const { name, path } of screens) {
    if (!about.builtScreens.includes(path.split('/')[1] ?? '')) continue;
    lines.push(`  ${padEnd(name, nameColumns)}${at('localhost', path)}`);
  }
  if (about.builtScreens.length === 0) {
    lines.push(`  ${at('localhost', '/')}  画面がありません: npm run build (no screens are built)`);
  }
  lines.push('', ...(await tabletLines(about, at)));
  if (about.staff !== undefined) lines.push('', ...staffLines(about.staff));
  if (about.dataFolder !== undefined) {
    lines.push('', `  ${padEnd('データ Data', nameColumns)}${about.dataFolder}`);
  }
  lines.push('', '  終了 Stop: Ctrl-C', '');
  return lines.join('\n');
}

async function tabletLines(
  about: Announcement,
  at: (host: string, path: string) => string,
): Promise<string[]> {
  const [first, ...others] = about.networkAddresses;
  if (first === undefined) {
    return ['  このコンピューターだけで使えます (no network address: this machine only)'];
  }
  const lines = [first, ...others].map(
    (address, index) =>
      `  ${padEnd(index === 0 ? 'タブレット Tablet' : '', nameColumns + 2)}${at(address, '/kiosk/')}`,
  );
  if (about.scheme === 'http') {
    lines.push(
      '  カメラはhttpsだけで使えます: TSUDOI_TLS=self npm start で起動してください',
      '  (browsers give the camera to https pages only: start with TSUDOI_TLS=self npm start)',
    );
  }
  if (about.isOwnAuthority) {
    lines.push(`  証明書 (trust this first on the tablet) ${at(first, '/tsudoi-ca.crt')}`);
  }
  const code = await qrcode.toString(at(first, '/kiosk/'), { type: 'utf8', margin: 2 });
  return [...lines, '', ...drawn(code, about.isTerminal)];
}

/** The code's lines; in a terminal black on white, since not every camera reads one inside out. */
function drawn(code: string, isTerminal: boolean): string[] {
  return code
    .split('\n')
    .map((line) => (isTerminal ? `  \u001b[30;107m${line}\u001b[0m` : `  ${line}`.trimEnd()));
}

function staffLines(staff: NonNullable<Announcement['staff']>): string[] {
  const lines = [`  ${padEnd('係員 Staff', nameColumns)}${staff.email}`];
  if (staff.newPassword !== undefined) {
    lines.push(
      `  ${padEnd('パスワード', nameColumns)}${staff.newPassword}`,
      '  このパスワードは、いまだけ表示されます。書きとめてください (shown only now: please note it)',
    );
  }
  return lines;
}

/** Pads to columns of a terminal, in which a Japanese character takes two. */
function padEnd(text: string, columns: number): string {
  const width = Array.from(text).reduce(
    (sum, each) => sum + (/[\u2e80-\uffdc]/.test(each) ? 2 : 1),
    0,
  );
  return text + ' '.repeat(Math.max(1, columns - width));
}
