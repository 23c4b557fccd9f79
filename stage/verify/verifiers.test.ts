/** LT1: the command line and the independent script, on whole bundles and on tampered ones. */
import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { afterAll, describe, expect, test } from 'vitest';
import { makeSampleBundle } from '#domain/draw/sample-draw.ts';
import { CHECKS, verifyBundle } from '#domain/draw/verify.ts';
import type { Bundle } from '#domain/draw/verify.ts';
import { VERIFIER_FILE, verifierDigest } from './digest.node.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'tsudoi-verifiers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { cases } = v.parse(
  v.object({ cases: v.array(v.object({ files: v.record(v.string(), v.string()) })) }),
  JSON.parse(readFileSync(path.join(root, 'domain/draw/vectors/vd1.json'), 'utf8')),
);
const vectors = cases.map(
  ({ files }): Bundle =>
    new Map(Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)])),
);
const sampleOf = (limit: 'none' | 'owner-prize' | 'owner-draw') =>
  makeSampleBundle({
    seed: `verifiers ${limit}`,
    limit,
    prizes: [
      {
        prizeId: 'a-towel',
        quantity: 3,
        alternates: 2,
        entries: [1, 2, 3, 4, 5].map((owner) => ({ owner, count: owner })),
      },
      {
        prizeId: 'b-castle',
        quantity: 1,
        alternates: 3,
        entries: [5, 3, 1].map((owner) => ({ owner, count: 2 })),
      },
      { prizeId: 'c-cake', quantity: 1, alternates: 0, entries: [] },
    ],
  });
const samples = (['none', 'owner-prize', 'owner-draw'] as const).map(sampleOf);
const bundles: [string, Bundle][] = [
  ...vectors.map((bundle, index): [string, Bundle] => [`vector ${index + 1}`, bundle]),
  ...samples.map((bundle, index): [string, Bundle] => [`sample ${index + 1}`, bundle]),
];

let written = 0;
function inFolder(bundle: Bundle): string {
  const own = path.join(folder, `bundle-${(written += 1)}`);
  mkdirSync(own);
  for (const [name, bytes] of bundle) writeFileSync(path.join(own, name), bytes);
  return own;
}

function inZip(files: Readonly<Record<string, Uint8Array>>): string {
  const file = path.join(folder, `bundle-${(written += 1)}.zip`);
  writeFileSync(file, zipSync(files));
  return file;
}

interface Said {
  readonly code: number;
  readonly lines: readonly string[];
}

function run(program: string, words: readonly string[]): Promise<Said> {
  return new Promise((resolve, reject) => {
    execFile(program, words, { cwd: root, timeout: 60_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number') resolve({ code, lines: `${stdout}${stderr}`.split('\n') });
      else reject(new Error(`${program} must be on the PATH and answer in time`, { cause: error }));
    });
  });
}
const commandLine = (...words: string[]) =>
  run(process.execPath, [path.join(root, 'scripts/draw-verify.ts'), ...words]);
const script = (...words: string[]) => run('python3', [VERIFIER_FILE, ...words]);
const programs = [
  ['npm run draw:verify', commandLine],
  ['verify_vd1.py', script],
] as const;

describe.each(programs)('%s', (_name, verify) => {
  test.each(bundles)(
    'says OK to %s, as a folder and as a zip, check by check',
    async (_, bundle) => {
      const signed = bundle.has('signatures.tsv');
      const zipped = inZip(Object.fromEntries(bundle));
      for (const place of [inFolder(bundle), zipped]) {
        const { code, lines } = await verify(place);
        expect({ code, lines }).toMatchObject({ code: 0 });
        const isSealed = bundle.has('reveal.txt');
        const expected = CHECKS.filter(
          (check) =>
            check !== (isSealed ? 'beacon' : 'reveal') && (signed || check !== 'signatures'),
        );
        expect(lines.flatMap((line) => /^ {2}ok {2}(\w+)$/.exec(line)?.[1] ?? [])).toEqual(
          expected,
        );
        const draw = /draw=(.*)/.exec(new TextDecoder().decode(bundle.get('open.txt')))?.[1];
        expect(lines).toContain(`OK  ${draw}${signed ? '' : ' (unsigned)'}`);
        const final = createHash('sha256').update(bundle.get('final.txt')!).digest('hex');
        expect(lines.join('\n')).toContain(final);
      }
    },
  );

  test('names the check that failed, and ends with 1', async () => {
    const bundle = new Map(samples[0]);
    bundle.delete('reveal.txt');
    const { code, lines } = await verify(inFolder(bundle));
    expect(code).toBe(1);
    expect(lines).toContain('FAILED  reveal: reveal.txt is missing');
    expect(lines).not.toContain('  ok  reveal');
  });

  test('says that it did not get what it needs, with 64 and 66', async () => {
    const own = Object.fromEntries(vectors[2]!);
    const text = new TextEncoder().encode('x');
    writeFileSync(path.join(folder, 'no.zip'), 'no zip');
    const twice = zipSync({ ...own, 'Open.txt': text });
    // The same name a second time, in the directory and before the content.
    const from = Buffer.from('Open.txt');
    for (
      let at = Buffer.from(twice).indexOf(from);
      at >= 0;
      at = Buffer.from(twice).indexOf(from)
    ) {
      twice.set(Buffer.from('open.txt'), at);
    }
    writeFileSync(path.join(folder, 'twice.zip'), twice);
    const unreadable = [
      path.join(folder, 'none'),
      path.join(folder, 'no.zip'),
      path.join(folder, 'twice.zip'),
      inZip({ 'letter.txt': text }),
      inZip({ ...own, '../open.txt': text }),
      inZip({ ...own, '/etc/open.txt': text }),
      inZip({ ...own, 'C:\\open.txt': text }),
      inZip({ ...own, 'other/open.txt': text }),
      inFolder(new Map([['letter.txt', text]])),
    ];
    for (const place of unreadable) expect((await verify(place)).code, place).toBe(66);
    expect((await verify()).code).toBe(64);
    expect((await verify('one', 'two')).code).toBe(64);
  });

  test('takes a folder that was packed whole, beside what is not the draw’s', async () => {
    const files = Object.fromEntries([...vectors[2]!].map(([name, bytes]) => [`d/${name}`, bytes]));
    const other = new TextEncoder().encode('x');
    const zip = inZip({ ...files, '__MACOSX/d/open.txt': other, 'd/photo.jpg': other });
    expect((await verify(zip)).code).toBe(0);
    const dotted = [...vectors[2]!].map(([name, bytes]) => [`./${name}`, bytes] as const);
    expect((await verify(inZip(Object.fromEntries(dotted)))).code).toBe(0);
    const twice = inZip({ ...Object.fromEntries(dotted), 'open.txt': other });
    expect((await verify(twice)).code).toBe(66);
  });
});

test('npm run draw:verify --help says what it takes, and ends with 0', async () => {
  const { code, lines } = await commandLine('--help');
  expect(code).toBe(0);
  expect(lines.join('\n')).toContain('FOLDER | FILE.zip | http(s)://');
});

test('npm run draw:verify takes a path from where it was typed', () => {
  const from = inFolder(samples[1]!);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(root, 'scripts/draw-verify.ts'), path.basename(from)],
    {
      cwd: root,
      encoding: 'utf8',
      timeout: 60_000,
      env: { ...process.env, npm_lifecycle_event: 'draw:verify', INIT_CWD: path.dirname(from) },
    },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('OK  ');
});

test('npm run draw:verify takes an address, of the bundle, of the lottery or of a folder', async () => {
  const zip = zipSync(Object.fromEntries(samples[1]!));
  const served = new Map([...samples[2]!].map(([name, bytes]) => [`/draws/3/${name}`, bytes]));
  served.set('/api/lotteries/0193/bundle.zip', zip);
  const server = createServer((request, response) => {
    const bytes = served.get(request.url ?? '');
    response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const address = server.address();
    const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    expect((await commandLine(`${origin}/api/lotteries/0193/bundle.zip`)).code).toBe(0);
    expect((await commandLine(`${origin}/api/lotteries/0193`)).code).toBe(0);
    expect((await commandLine(`${origin}/draws/3/`)).code).toBe(0);
    served.delete('/draws/3/reveal.txt');
    const less = await commandLine(`${origin}/draws/3/`);
    expect(less.code).toBe(1);
    expect(less.lines).toContain('FAILED  reveal: reveal.txt is missing');
    expect((await commandLine(`${origin}/draws/4/`)).code).toBe(66);
    const missing = await commandLine(`${origin}/other.zip`);
    expect(missing.code).toBe(66);
    expect(missing.lines.join('')).toContain('answered 404');
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

/** One process for all places: for each the exit code and the check that failed. */
function scriptOnAll(places: readonly string[]): { code: number; failed: string | null }[] {
  const driver = `
import contextlib, io, json, sys
sys.dont_write_bytecode = True
sys.path.insert(0, ${JSON.stringify(path.dirname(VERIFIER_FILE))})
import verify_vd1
for place in sys.stdin.read().splitlines():
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = verify_vd1.main([place])
    failed = [line.split()[1].rstrip(':') for line in out.getvalue().splitlines() if line.startswith('FAILED')]
    print(json.dumps({"code": code, "failed": failed[0] if failed else None}))
`;
  const { status, stdout, stderr } = spawnSync('python3', ['-c', driver], {
    input: places.join('\n'),
    encoding: 'utf8',
    timeout: 120_000,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return v.parse(
    v.array(v.object({ code: v.number(), failed: v.nullable(v.string()) })),
    stdout
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  );
}

const TAMPERINGS = 300;
const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31);

interface Tampering {
  readonly which: number;
  readonly file: number;
  readonly at: number;
  readonly kind: 'replace' | 'insert' | 'remove';
  readonly byte: number;
}

const tampering: fc.Arbitrary<Tampering> = fc.record({
  which: fc.nat(9),
  file: fc.nat(99),
  at: fc.nat(10_000),
  kind: fc.constantFrom('replace' as const, 'insert' as const, 'remove' as const),
  // Often what could stand there as well: it must be more than its form that gives it away.
  byte: fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('\t\n\r ,=-')), {
    weight: 3,
    arbitrary: fc.constantFrom(...Buffer.from('0123456789abcdef')),
  }),
});

/** Of the sealed, signed samples mostly; now and then of a vector with beacons. */
function tampered({ which, file, at, kind, byte }: Tampering): Bundle {
  const bundle = [...samples, ...samples, ...vectors][which % 9]!;
  const names = [...bundle.keys()].filter((name) => name !== 'beacons.tsv');
  const name = names[file % names.length]!;
  const bytes = bundle.get(name)!;
  const place = at % bytes.length;
  const middle = kind === 'remove' ? [] : [byte];
  const rest = bytes.subarray(kind === 'insert' ? place : place + 1);
  return new Map(bundle).set(
    name,
    Uint8Array.from([...bytes.subarray(0, place), ...middle, ...rest]),
  );
}

test('LT1 both say the same to tampered bundles, and name the same check', () => {
  console.info(`FC_SEED=${seed}`);
  fc.assert(
    fc.property(
      fc.array(tampering, { minLength: TAMPERINGS, maxLength: TAMPERINGS }),
      (tamperings) => {
        const all = tamperings.map(tampered);
        const places = all.map((bundle) => inFolder(bundle));
        const fromScript = scriptOnAll(places);
        const fromDomain = all.map((bundle) => {
          const verified = verifyBundle(bundle);
          return verified.ok ? { code: 0, failed: null } : { code: 1, failed: verified.failed };
        });
        expect(fromScript).toEqual(fromDomain);
        for (const place of places) rmSync(place, { recursive: true });
      },
    ),
    { numRuns: 1, endOnFailure: true, seed },
  );
});

/** What a file must not be, whoever wrote the files after it. */
const FORMS: readonly [string, (text: string) => string][] = [
  ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ['a BOM', (text) => `\uFEFF${text}`],
  ['no last line feed', (text) => text.slice(0, -1)],
  ['an empty line', (text) => text.replace('\n', '\n\n')],
  ['an empty last line', (text) => `${text}\n`],
  ['a line twice', (text) => text.replace(/^(.*\n)(.*\n)/, '$1$2$2')],
  ['lines out of order', (text) => text.replace(/^(.*\n)(.*\n)/, '$2$1')],
  ['a line less', (text) => text.replace(/\n.*\n$/, '\n')],
  ['a leading zero', (text) => text.replace(/([\t,=])([1-9][0-9]{0,3})(?=[\t,\n])/, '$10$2')],
  ['a sign', (text) => text.replace(/([\t,=])([1-9][0-9]{0,3})(?=[\t,\n])/, '$1+$2')],
  ['another figure', (text) => text.replace(/([\t,=])[1-9](?=[\t,\n])/, '$19')],
  ['upper-case hex', (text) => text.replace(/[0-9a-f]{32,}/, (hex) => hex.toUpperCase())],
  ['shorter hex', (text) => text.replace(/([0-9a-f]{30,})[0-9a-f]{2}/, '$1')],
  ['a space', (text) => text.replace(/[\t=]/, (separator) => `${separator} `)],
  ['a field more', (text) => text.replace(/(\t|,)/, '$1x$1')],
  ['another time', (text) => text.replace('-20T', '-32T')],
  ['a time without its zone', (text) => text.replace('00Z', '00')],
  ['a time with its zone', (text) => text.replace('00Z', '00+09:00')],
  ['a zone that is none', (text) => text.replace('00Z', '00+09:60')],
  ['a space in an id', (text) => text.replaceAll('a-towel', 'a towel')],
  ['a space after an id', (text) => text.replaceAll('a-towel', 'a-towel ')],
  ['a mark in an id that turns the line', (text) => text.replaceAll('a-towel', 'a\u202Etowel')],
  ['a private letter in an id', (text) => text.replaceAll('a-towel', 'a\uE000towel')],
  ['a comma in an id', (text) => text.replace('e000000', 'e,0')],
  ['a time with a fraction', (text) => text.replace('00Z', '00.5Z')],
  ['letters beyond ASCII', (text) => text.replace('a-towel', '桜の賞')],
];

const REFUSED_RULES = [
  ': CRLF',
  ': a BOM',
  ': no last line feed',
  ': Latin letters',
  ': a carriage return in the middle',
];
/** Prose may have empty lines, and nothing else that the other files may not. */
const RULES_FORMS: readonly [string, (text: string) => string][] = [
  ['empty lines', (text) => `\n\n${text}\n\n${text}\n`],
  ['other languages', (text) => `きまり😀\n${text}`],
  ['nothing at all', () => ''],
  ['Latin letters', (text) => `R\u00e8gles\n${text}`],
  ['a carriage return in the middle', (text) => text.replace(' ', '\r')],
];

/** Writes the hashes of the files before into those after, and takes the signatures away. */
function chained(bundle: Bundle): Bundle {
  const texts = new Map([...bundle].map(([name, bytes]) => [name, Buffer.from(bytes)]));
  const hashOf = (name: string) => createHash('sha256').update(texts.get(name)!).digest('hex');
  const put = (name: string, line: RegExp, value: string) => {
    const text = texts.get(name)!.toString('utf8').replace(line, `$1${value}`);
    texts.set(name, Buffer.from(text));
  };
  put('open.txt', /(\nrules=)[0-9a-f]{64}/, hashOf('rules.txt'));
  put('freeze.txt', /(\nopen=)[0-9a-f]{64}/, hashOf('open.txt'));
  put('freeze.txt', /(\nentries=)[0-9a-f]{64}/, hashOf('entries.tsv'));
  put('freeze.txt', /(\naudience=)[0-9a-f]{64}/, hashOf('audience.tsv'));
  put('final.txt', /(\nfreeze=)[0-9a-f]{64}/, hashOf('freeze.txt'));
  put('reveal.txt', /(\nfinal=)[0-9a-f]{64}/, hashOf('final.txt'));
  texts.delete('signatures.tsv');
  return texts;
}

test('LT1 both refuse the same forms where every hash is right', () => {
  const sample = samples[0]!;
  const all = [...sample.keys()]
    .filter((name) => name !== 'signatures.tsv')
    .flatMap((name) =>
      [...FORMS, ...(name === 'rules.txt' ? RULES_FORMS : [])].map(
        ([what, change]): [string, Bundle] => {
          const text = new TextDecoder().decode(sample.get(name));
          const changed = Buffer.from(change(text), what === 'Latin letters' ? 'latin1' : 'utf8');
          return [`${name}: ${what}`, chained(new Map(sample).set(name, changed))];
        },
      ),
    );
  const fromScript = scriptOnAll(all.map(([, bundle]) => inFolder(bundle)));
  const said = all.map(([what, bundle], index) => {
    const verified = verifyBundle(bundle);
    return {
      what,
      script: fromScript[index]?.failed,
      domain: verified.ok ? null : verified.failed,
    };
  });
  expect(said.filter(({ script, domain }) => script !== domain)).toEqual([]);
  // Named where they stand, not only by a hash further on.
  expect(said).toContainEqual({ what: 'entries.tsv: CRLF', script: 'entries', domain: 'entries' });
  expect(said).toContainEqual({ what: 'freeze.txt: a BOM', script: 'freeze', domain: 'freeze' });
  expect(said).toContainEqual({ what: 'open.txt: a space', script: 'open', domain: 'open' });
  expect(said).toContainEqual({ what: 'final.txt: CRLF', script: 'final', domain: 'final' });
  const rules = said.filter(({ what }) => what.startsWith('rules.txt: '));
  const isRefused = ({ what }: { what: string }) =>
    REFUSED_RULES.some((form) => what.endsWith(form));
  expect(rules.filter(isRefused).map(({ domain }) => domain)).toEqual(
    REFUSED_RULES.map(() => 'rules'),
  );
  // Other rules that were published are other hashes, and so another result: no fault of their form.
  expect(rules.filter((each) => !isRefused(each) && each.domain === 'rules')).toEqual([]);
});

test('the script’s hash is that of its bytes', () => {
  const bytes = readFileSync(VERIFIER_FILE);
  expect(verifierDigest()).toBe(createHash('sha256').update(bytes).digest('hex'));
});
