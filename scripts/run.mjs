// The commands of package.json: each names what it needs, then runs under the project's own Node.
// Plain JavaScript without dependencies: it runs on whatever Node the machine has.

const nodeMajorMin = 20;

/**
 * One command of the project.
 * `needs` are the set-up steps (see set-up.mjs), in the order in which they run.
 * `steps` are programs run one after the other until one fails; `arguments: true` takes the words
 * that the person typed after the command's name; `skippedBy` is the word that leaves a step out.
 */
const commands = {
  start: {
    needs: ['packages', 'redis', 'screens'],
    steps: [{ program: ['start.ts'], arguments: true }],
  },
  test: {
    needs: ['packages', 'redis', 'chromium', 'python', 'screens'],
    steps: [{ program: ['node_modules/vitest/vitest.mjs', 'run'], arguments: true }],
  },
  check: {
    needs: ['packages', 'redis', 'chromium', 'python', 'screens'],
    steps: [
      { name: 'format', program: ['node_modules/oxfmt/bin/oxfmt', '--check', '.'] },
      {
        name: 'lint',
        program: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings'],
      },
      { name: 'types of the domain', program: typesOf('tsconfig.domain.json') },
      { name: 'types of the screens', program: typesOf('tsconfig.browser.json') },
      { name: 'types of the rest', program: typesOf('tsconfig.json') },
      { name: 'types of the k6 journey', program: typesOf('load-tests/journeys/tsconfig.json') },
      { name: 'dead code', program: ['node_modules/knip/bin/knip.js'] },
      {
        name: 'tests',
        program: ['node_modules/vitest/vitest.mjs', 'run'],
        skippedBy: '--no-tests',
      },
    ],
  },
  build: {
    needs: ['packages'],
    steps: [{ program: ['node_modules/vite/bin/vite.js', 'build'] }],
  },
  bench: {
    needs: ['packages', 'redis'],
    steps: [{ program: ['load-tests/bench.ts'], arguments: true }],
  },
  load: {
    needs: ['packages', 'redis'],
    steps: [{ program: ['load-tests/load.ts'], arguments: true }],
  },
  books: {
    needs: ['packages'],
    steps: [{ program: ['scripts/books.ts'], arguments: true }],
  },
  'draw:verify': {
    needs: ['packages'],
    steps: [{ program: ['scripts/draw-verify.ts'], arguments: true }],
  },
  program: {
    needs: ['packages'],
    steps: [{ program: ['scripts/program.ts'], arguments: true }],
  },
  pictures: {
    needs: ['packages', 'redis', 'chromium', 'screens'],
    steps: [{ program: ['scripts/pictures.ts'], arguments: true }],
  },
};

/** The arguments of Node that check the types of one tsconfig file. */
function typesOf(project) {
  return ['node_modules/typescript/bin/tsc', '--noEmit', '-p', project];
}

const major = Number(process.versions.node.split('.')[0]);
if (major < nodeMajorMin) {
  console.error(
    `Tsudoi needs Node.js ${nodeMajorMin} or newer; this is ${process.version}. Please install it from https://nodejs.org/ and try again.`,
  );
  process.exit(1);
}

const [name, ...words] = process.argv.slice(2);
const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
if (command === undefined) {
  console.error(
    `Unknown command ${JSON.stringify(name ?? '')}; there is ${Object.keys(commands).join(', ')}.`,
  );
  process.exit(1);
}
// Only now: the modules behind this line may use what Node 20 brought.
const { runCommand } = await import('./run-command.mjs');
process.exitCode = await runCommand(command, words);
