import { describe, expect, it } from 'vitest';
import { chooseBrowser, type Surroundings } from './browser.mjs';

const machine = (executables: string[], more: Partial<Surroundings> = {}): Surroundings => ({
  env: { PATH: '/opt/bin:/usr/bin' },
  isExecutable: (path) => executables.includes(path),
  isRoot: false,
  hasApt: () => false,
  ...more,
});

describe('the browser of the end-to-end specs', () => {
  it('is the one the environment names, before any other', () => {
    const choice = chooseBrowser(
      machine(['/home/me/chrome', '/usr/bin/chromium'], { env: { PATH: '/usr/bin', PLAYGROUND_BROWSER: '/home/me/chrome' } }),
    );
    expect(choice).toEqual({ kind: 'use', path: '/home/me/chrome', why: 'PLAYGROUND_BROWSER' });
  });

  it('is refused when the environment names something that cannot be run', () => {
    expect(() => chooseBrowser(machine(['/usr/bin/chromium'], { env: { PLAYGROUND_BROWSER: '/nowhere' } }))).toThrow(
      'PLAYGROUND_BROWSER names /nowhere, which cannot be run.',
    );
  });

  it('is the system’s next, Chromium before Chrome wherever they are on the path', () => {
    expect(chooseBrowser(machine(['/opt/bin/google-chrome', '/usr/bin/chromium']))).toEqual({
      kind: 'use',
      path: '/usr/bin/chromium',
      why: 'the system’s',
    });
    expect(chooseBrowser(machine(['/opt/bin/google-chrome']))).toEqual({
      kind: 'use',
      path: '/opt/bin/google-chrome',
      why: 'the system’s',
    });
  });

  it('is found outside the path too', () => {
    expect(chooseBrowser(machine(['/snap/bin/chromium'], { env: {} }))).toEqual({
      kind: 'use',
      path: '/snap/bin/chromium',
      why: 'the system’s',
    });
  });

  it('is Debian’s package when we are root and have apt', () => {
    expect(chooseBrowser(machine([], { isRoot: true, hasApt: () => true }))).toEqual({ kind: 'install-package' });
  });

  it('is the test tool’s download otherwise', () => {
    expect(chooseBrowser(machine([], { isRoot: true }))).toEqual({ kind: 'download' });
    expect(chooseBrowser(machine([], { hasApt: () => true }))).toEqual({ kind: 'download' });
  });
});
