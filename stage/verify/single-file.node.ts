/**
 * Vite plugin: makes `stage/verify.html`, the verifier as one file that works without a network, and
 * puts the independent script beside it. The page is built apart from the screens, with its worker,
 * scripts and styles inside, and forbids itself to reach anything else.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import type { Plugin, Rolldown } from 'vite';
import { fontFaces } from './page-fonts.node.ts';
import { VERIFIER_ADDRESS, VERIFIER_FILE } from './digest.node.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PAGE = 'stage/verify/index.html';
/** Where the page is served; saved from there, it is complete. */
const PAGE_ADDRESS = 'stage/verify.html';

export function singleFileVerifier(): Plugin {
  return {
    name: 'tsudoi-single-file-verifier',
    apply: 'build',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: PAGE_ADDRESS, source: await buildPage() });
      this.emitFile({
        type: 'asset',
        fileName: VERIFIER_ADDRESS,
        source: readFileSync(VERIFIER_FILE),
      });
    },
  };
}

async function buildPage(): Promise<string> {
  const built = await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    worker: { format: 'iife' },
    build: {
      write: false,
      target: 'es2023',
      cssCodeSplit: false,
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      modulePreload: false,
      rolldownOptions: { input: path.join(ROOT, PAGE), output: { codeSplitting: false } },
    },
  });
  const output = 'output' in built ? built.output : undefined;
  if (output === undefined) throw new Error('the verifier was not built as one page');
  return inlined(output);
}

async function inlined(
  output: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[],
): Promise<string> {
  const scripts = output.flatMap((file) => (file.type === 'chunk' ? [file.code] : []));
  const asset = (ending: string) =>
    output.flatMap((file) =>
      file.type === 'asset' && file.fileName.endsWith(ending) ? [String(file.source)] : [],
    );
  const [script = ''] = scripts;
  const [page = ''] = asset('.html');
  const style = asset('.css').join('\n');
  if (scripts.length !== 1 || output.length !== 2 + asset('.css').length) {
    throw new Error(
      `the verifier is more than one file: ${output.map((f) => f.fileName).join(' ')}`,
    );
  }
  // The end tag would end the script, wherever it stands in it.
  const code = script.replaceAll('</script', String.raw`<\/script`);
  const fonts = await fontFaces(page + code);
  const bare = page
    .replaceAll(/<link rel="stylesheet"[^>]*>/g, '')
    .replaceAll(/<script type="module"[^>]*><\/script>/g, '');
  const head = `<meta http-equiv="Content-Security-Policy" content="${policyFor(code)}" />
    <style>${fonts}${style}</style>
    <script type="module">${code}</script>
  </head>`;
  return bare.replace('</head>', () => head);
}

/** Its own script and no other; workers made from it; no network at all. */
function policyFor(code: string): string {
  const hash = createHash('sha256').update(code).digest('base64');
  return [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    "style-src 'unsafe-inline'",
    'worker-src blob:',
    'img-src data:',
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
