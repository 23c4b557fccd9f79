import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { projectFolder, projectNode } from './project.mjs';
import { setUp } from './set-up.mjs';

/**
 * Sets up what a command needs, then runs its steps until one fails.
 *
 * @param {{needs: string[], steps: object[]}} command an entry of the table in run.mjs
 * @param {string[]} words what the person typed after the command's name
 * @returns {Promise<number>} the exit code: of the first step that failed, else 0
 */
export async function runCommand(command, words) {
  const settings = await setUp(command.needs);
  if (settings === undefined) return 1;
  const known = new Set(command.steps.map((step) => step.skippedBy));
  const skips = new Set(words.filter((word) => known.has(word)));
  const typed = words.filter((word) => !skips.has(word));
  for (const step of command.steps) {
    if (skips.has(step.skippedBy)) continue;
    if (step.name !== undefined) console.log(`\n— ${step.name}`);
    const code = await runStep([...step.program, ...(step.arguments ? typed : [])], settings);
    if (code !== 0) return code;
  }
  return 0;
}

function ignore() {}

/** Runs one program under the project's Node and gives its exit code (128 + n for signal n). */
function runStep(programArguments, settings) {
  const child = spawn(projectNode, programArguments, {
    cwd: projectFolder,
    stdio: 'inherit',
    env: { ...process.env, ...settings },
  });
  // A Ctrl-C in a terminal reaches the child by itself; this process only has to outlive it.
  const pass = (signal) => child.kill(signal);
  process.on('SIGINT', ignore).on('SIGTERM', pass).on('SIGHUP', pass);
  return new Promise((resolve) => {
    const end = (code) => {
      process.off('SIGINT', ignore).off('SIGTERM', pass).off('SIGHUP', pass);
      resolve(code);
    };
    child.on('error', (error) => {
      console.error(`${programArguments[0]} could not be run: ${error.message}`);
      end(1);
    });
    child.on('exit', (code, signal) => end(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}
