// `npm test`: everything, in the order in which a fault is cheapest to find. Goes on after a failed suite, so that one run tells all.
import { spawn } from 'node:child_process';
import path from 'node:path';

const root = path.join(__dirname, '..');

interface Step {
  readonly name: string;
  readonly script: string;
  /** Without it the later steps mean nothing. */
  readonly needed?: boolean;
}

const steps: readonly Step[] = [
  { name: 'type check', script: 'check' },
  { name: 'package', script: 'package', needed: true },
  { name: 'unit', script: 'test:unit' },
  { name: 'page', script: 'test:page' },
  { name: 'host', script: 'test:host' },
];

interface Outcome {
  readonly name: string;
  readonly ok: boolean;
  readonly passed: number;
  readonly failed: number;
  /** What its suite tells of each failed test; empty when all passed. */
  readonly faults: string;
  /** Tests that failed once and passed when they were run again. */
  readonly repeated: readonly string[];
}

function run(step: Step): Promise<Outcome> {
  console.log(`\n=== ${step.name} (npm run ${step.script})`);
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', step.script], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      shell: process.platform === 'win32',
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      output += chunk.toString();
    });
    child.on('error', () => resolve({ name: step.name, ok: false, passed: 0, failed: 1, faults: '', repeated: [] }));
    child.on('close', (code) => {
      const passed = sum(output, /^\s*(\d+) passing\b/gm);
      const failed = sum(output, /^\s*(\d+) failing\b/gm);
      const isSuite = step.script.startsWith('test:');
      const ok = code === 0 && failed === 0 && (!isSuite || passed > 0);
      resolve({
        name: step.name,
        ok,
        passed,
        failed: ok ? 0 : Math.max(1, failed),
        faults: ok ? '' : faultsIn(output),
        repeated: repeatedIn(output),
      });
    });
  });
}

function repeatedIn(output: string): string[] {
  return [...new Set([...output.matchAll(/^ *REPEATED: (.*)$/gm)].map((match) => match[1] ?? ''))];
}

/** From each count of failed tests to the end of what mocha says about them, so that whoever sees only the last lines sees why. */
function faultsIn(output: string): string {
  const start = output.search(/^\s*\d+ failing\b/m);
  return (start < 0 ? output.slice(-4000) : output.slice(start, start + 8000)).trimEnd();
}

function sum(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);
}

async function main(): Promise<void> {
  const outcomes: Outcome[] = [];
  for (const step of steps) {
    const outcome = await run(step);
    outcomes.push(outcome);
    if (!outcome.ok && step.needed) {
      break;
    }
  }
  for (const { name, faults } of outcomes.filter((one) => !one.ok)) {
    console.log(`\n=== what failed in ${name}\n${faults}`);
  }
  console.log('\n=== summary');
  for (const { name, ok, passed } of outcomes) {
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${name}${passed > 0 ? `: ${passed} tests` : ''}`);
  }
  for (const title of outcomes.flatMap((one) => one.repeated)) {
    console.log(`run twice: ${title}`);
  }
  const passed = outcomes.reduce((total, one) => total + one.passed, 0);
  const failed = outcomes.reduce((total, one) => total + one.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

void main();
