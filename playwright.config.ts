import { defineConfig } from '@playwright/test';

const browser = process.env.PLAYGROUND_BROWSER;

/** What the test tool switches off itself: the browser heeds the last list only, so a list of one's own says them again. */
const SWITCHED_OFF_BY_THE_TOOL = [
  ...['AimEnabled', 'AvoidCorsURLLoaderRestartOnRedirect', 'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose'],
  ...['HttpsFirstBalancedModeAutoEnable', 'HttpsUpgrades', 'LensOverlay', 'MediaRouter', 'NetworkTimeServiceQuerying'],
  ...['OptimizationHints', 'PaintHolding', 'PreconnectToSearch', 'TcpPortRandomizationWin', 'ThirdPartyStoragePartitioning'],
];

/** The suggestions below the address bar are two pages that every window loads: a second of the processor for each context. */
const ADDRESS_BAR = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'PreloadTopChromeWebUI'];

export default defineConfig({
  testDir: 'e2e',
  // A page boots PostgreSQL: two at once are what a small machine bears.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  // Much longer than anything takes: what is waited for comes, also on a machine that is slow, or busy with something else.
  timeout: 900_000,
  expect: { timeout: 120_000 },
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? '.cache/results/e2e.json' }]],
  globalSetup: './e2e/serve.ts',
  use: {
    // What cannot be pressed fails here, with its reason, and not at the end of the test's time.
    actionTimeout: 120_000,
    navigationTimeout: 120_000,
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    colorScheme: 'light',
    permissions: ['clipboard-read', 'clipboard-write'],
    // Every frame of an animation is drawn by the processor here.
    contextOptions: { reducedMotion: 'reduce' },
    // Recording draws and copies every frame, which costs more than the page itself: only where somebody will look at it.
    trace: process.env.PLAYGROUND_TRACE === undefined ? 'off' : 'retain-on-failure',
    launchOptions: {
      ...(browser !== undefined && { executablePath: browser }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--disable-features=${[...SWITCHED_OFF_BY_THE_TOOL, ...ADDRESS_BAR].join(',')}`,
        // PostgreSQL is compiled anew in every context; no journey is long enough for the better code to pay.
        '--js-flags=--liftoff-only',
      ],
    },
  },
});
