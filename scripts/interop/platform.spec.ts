import { describe, expect, it } from 'vitest';
import { buildPlatform, kernelModule, programOf, sdkModule, type Run } from './platform';

const GO = 'go version go1.26.8 linux/amd64';

const answering =
  (answers: Record<string, string>): Run =>
  (program, [verb = '']) => {
    const output = answers[`${program} ${verb}`];
    return output === undefined ? { status: null, output: '' } : { status: output.startsWith('go: ') ? 1 : 0, output };
  };

describe('where the platform cannot be had', () => {
  it.each<[string, Record<string, string>]>([
    ['Go is not installed', {}],
    ['Go 1.21 is older than 1.25', { 'go version': 'go version go1.21.3 linux/amd64' }],
    [
      'the module github.com/asteby/metacore-kernel cannot be had (403)',
      { 'go version': GO, 'go get': 'go: module github.com/asteby/metacore-kernel: reading https://proxy.example/list: 403 Forbidden' },
    ],
    ['the module github.com/asteby/metacore-kernel cannot be had', { 'go version': GO, 'go get': 'go: no network' }],
    [
      'what github.com/asteby/metacore-kernel and github.com/asteby/metacore-sdk need cannot be had (404)',
      { 'go version': GO, 'go get': '', 'go mod': 'go: example.com/x: https://proxy.example/x: 404 Not Found' },
    ],
  ])('the reason is that %s', (reason, answers) => {
    const modules = [kernelModule({}), sdkModule({})];
    expect(buildPlatform('interop', modules, { validator: './validator' }, answering(answers))).toEqual({ ok: false, reason });
  });

  it('a program that does not build with modules that are there is a failure', () => {
    const run = answering({ 'go version': GO, 'go get': '', 'go mod': '', 'go build': 'go: no such type' });
    expect(() => buildPlatform('interop', [kernelModule({})], { validator: './validator' }, run)).toThrow('./validator does not build');
  });
});

describe('where the modules come from', () => {
  const asked = (env: NodeJS.ProcessEnv): string[] => {
    const lines: string[] = [];
    const run: Run = (program, args) => {
      lines.push([program, ...args].join(' '));
      return { status: 0, output: GO };
    };
    const sdk = sdkModule(env);
    expect(buildPlatform('interop', [kernelModule(env), sdk], { metacore: programOf(sdk) }, run).ok).toBe(true);
    return lines.slice(1, -1);
  };

  it('the newest, or a version by name, from the proxy', () => {
    expect(asked({ METACORE_SDK_VERSION: 'v3.1.0' })).toEqual([
      'go get github.com/asteby/metacore-kernel@latest',
      'go get -tool github.com/asteby/metacore-sdk/cli@v3.1.0',
      'go mod tidy',
    ]);
  });

  it('folders of sources stand in for them', () => {
    expect(asked({ METACORE_KERNEL_DIR: '/kernel', METACORE_SDK_DIR: '/sdk' })).toEqual([
      'go mod edit -replace=github.com/asteby/metacore-kernel=/kernel -require=github.com/asteby/metacore-kernel@v0.0.0',
      'go mod edit -replace=github.com/asteby/metacore-sdk=/sdk -require=github.com/asteby/metacore-sdk@v0.0.0 -tool=github.com/asteby/metacore-sdk/cli',
      'go mod tidy',
    ]);
  });
});
