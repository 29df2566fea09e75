#!/usr/bin/env node
// The command line of an installed package, where everything is built already. A clone has `npm run -s cli -- …` instead, which builds.
import { existsSync } from 'node:fs';
import * as modules from 'node:module';
import { fileURLToPath } from 'node:url';

const program = new URL('../generated/cli.mjs', import.meta.url);
if (existsSync(program)) {
  // Node keeps what it made of the text, from 22.8 on.
  modules.enableCompileCache?.();
  // It runs where it is the program that was asked for.
  process.argv[1] = fileURLToPath(program);
  await import(program.href);
} else {
  console.error('This is a clone of the project, where the command line is: npm run -s cli -- COMMAND …');
  process.exitCode = 2;
}
