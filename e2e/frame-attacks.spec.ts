/**
 * What the preview shows is a stranger's code as soon as a bundle was opened. Here that code turns on the page, from inside
 * the frame's own document, and from pages of another origin around it. It gets nothing, and the page goes on working.
 */
import type { Frame } from '@playwright/test';
import { startForeign } from './foreign';
import { expect, Playground, test } from './playground';
import { type Answer, ask, connect, previewFrame, received, send } from './port';

const ACME = '11111111-1111-4111-8111-111111111111';
const GLOBEX = '22222222-2222-4222-8222-222222222222';
const DANA_OF_GLOBEX = 'b0000000-0000-4000-8000-000000000001';

declare global {
  interface Window {
    /** Paths of what the frame's policy kept from loading. */
    violated?: string[];
  }
}

async function opened(playground: Playground): Promise<Frame> {
  await playground.open();
  await expect(playground.frame.getByRole('heading', { name: 'Tickets' })).toBeVisible();
  return previewFrame(playground.page);
}

/** The page still does its work: a row is written and shown. */
async function staysAlive(playground: Playground, title = 'Still here'): Promise<void> {
  await playground.create({ Title: title, Requester: 'rosa@example.com' });
  await expect(playground.row(title)).toBeVisible();
}

test('nothing is in reach of the frame, and nothing that it loads or sends leaves it', async ({ playground, context }) => {
  const frame = await opened(playground);
  await test.step('storage, documents and devices are out of reach of the frame', async () => {
    const outcomes = await frame.evaluate(async () => {
      const attempts: Record<string, () => unknown> = {
        cookie: () => document.cookie,
        'write cookie': () => (document.cookie = 'a=b'),
        indexedDB: () =>
          new Promise((resolve, reject) => {
            const request = indexedDB.open('metacore-playground');
            request.onsuccess = resolve;
            request.onerror = () => reject(request.error ?? new Error('failed'));
          }),
        'indexedDB.databases': () => indexedDB.databases(),
        caches: () => caches.keys(),
        'private file system': () => navigator.storage.getDirectory(),
        'storage estimate': () => navigator.storage.estimate(),
        'web lock': () => navigator.locks.request('metacore-playground:x', () => 1),
        'service worker': () => navigator.serviceWorker.register('./frame.js'),
        'shared worker': () => new SharedWorker('./frame.js'),
        'parent document': () => window.parent.document.title,
        'parent storage': () => window.parent.localStorage,
        'parent indexedDB': () => window.parent.indexedDB,
        'parent evaluates': () => (window.parent as unknown as { eval(code: string): unknown }).eval('1'),
        'frame element': () => window.frameElement?.tagName ?? 'none',
        opener: () => String(window.opener),
        // In a task of its own: what the test tool evaluates itself is exempt from the policy.
        'text as code': () =>
          new Promise((resolve, reject) =>
            setTimeout(() => {
              try {
                resolve((globalThis as unknown as { eval(code: string): unknown }).eval('1'));
              } catch (error) {
                reject(error instanceof Error ? error : new Error(String(error)));
              }
            }),
          ),
        clipboard: () => navigator.clipboard.readText(),
        place: () =>
          new Promise((resolve, reject) =>
            navigator.geolocation.getCurrentPosition(resolve, (error) => reject(new Error(`code ${String(error.code)}`))),
          ),
        'full screen': () => document.documentElement.requestFullscreen(),
        'screen share': () => navigator.mediaDevices.getDisplayMedia(),
        notification: () => Notification.requestPermission(),
      };
      const results: Record<string, string> = {};
      for (const [name, attempt] of Object.entries(attempts)) {
        try {
          results[name] = `reached: ${String(await attempt())}`;
        } catch (error) {
          results[name] = error instanceof Error && error.name !== 'Error' ? error.name : String(error);
        }
      }
      return results;
    });
    expect(outcomes).toEqual({
      cookie: 'SecurityError',
      'write cookie': 'SecurityError',
      indexedDB: 'SecurityError',
      'indexedDB.databases': 'SecurityError',
      caches: 'SecurityError',
      'private file system': 'SecurityError',
      'storage estimate': 'TypeError',
      'web lock': 'SecurityError',
      'service worker': 'SecurityError',
      'shared worker': 'SecurityError',
      'parent document': 'SecurityError',
      'parent storage': 'SecurityError',
      'parent indexedDB': 'SecurityError',
      'parent evaluates': 'SecurityError',
      'frame element': 'reached: none',
      opener: 'reached: null',
      'text as code': 'EvalError',
      clipboard: 'NotAllowedError',
      place: 'Error: code 1',
      'full screen': 'TypeError',
      'screen share': 'NotAllowedError',
      notification: 'reached: denied',
    });
    // Touched, these two answer: with a store of the frame's own memory, put there by the frame itself.
    expect(
      await frame.evaluate(() => {
        localStorage.setItem('metacore-playground:project', 'mine');
        return [Object.prototype.toString.call(localStorage), Object.keys(sessionStorage).length];
      }),
    ).toEqual(['[object Object]', 0]);
    expect(await playground.page.evaluate(() => localStorage.getItem('metacore-playground:project'))).toMatch(/^tickets-[0-9a-f]{8}$/);
  });
  await test.step('the frame has no peer connections, which no policy covers', async () => {
    const kinds = await frame.evaluate(() => {
      const inner = document.createElement('iframe');
      document.body.append(inner);
      let theirs: string;
      try {
        theirs = typeof (inner.contentWindow as unknown as typeof globalThis).RTCPeerConnection;
      } catch (error) {
        theirs = error instanceof Error && error.name !== 'Error' ? error.name : String(error);
      }
      return [typeof RTCPeerConnection, typeof (globalThis as { webkitRTCPeerConnection?: unknown }).webkitRTCPeerConnection, theirs];
    });
    expect(kinds).toEqual(['undefined', 'undefined', 'SecurityError']);
  });
  await test.step('nothing that the frame loads or sends leaves it', async () => {
    const foreign = await startForeign();
    const outcomes = await frame.evaluate(async (origin) => {
      document.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
        (window.violated ??= []).push(URL.canParse(blockedURI) ? new URL(blockedURI).pathname : blockedURI);
      });
      const outcome = async (attempt: () => unknown): Promise<string> => {
        try {
          return `reached: ${String(await attempt())}`;
        } catch (error) {
          return error instanceof Error && error.name !== 'Error' ? error.name : String(error);
        }
      };
      const loads = (tag: string, attributes: Record<string, string>) =>
        new Promise((resolve, reject) => {
          const element = document.createElement(tag);
          element.onload = () => resolve('loaded');
          element.onerror = () => reject(new Error('not loaded'));
          for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
          document.body.append(element);
        });
      const opens = (socket: WebSocket | EventSource) =>
        new Promise((resolve, reject) => {
          socket.onopen = () => resolve('open');
          socket.onerror = () => reject(new Error('not open'));
        });
      const results = {
        fetch: await outcome(() => fetch(`${origin}/fetch?secret`)),
        'fetch without cors': await outcome(() =>
          fetch(`${origin}/fetch?secret`, { method: 'POST', mode: 'no-cors', keepalive: true, body: 'secret' }),
        ),
        'fetch of the own site': await outcome(() => fetch('./frame.js')),
        'fetch of a blob': await outcome(() => fetch(URL.createObjectURL(new Blob(['x'])))),
        xhr: await outcome(
          () =>
            new Promise((resolve, reject) => {
              const request = new XMLHttpRequest();
              request.onload = resolve;
              request.onerror = () => reject(new Error('not sent'));
              request.open('POST', `${origin}/xhr`);
              request.send('secret');
            }),
        ),
        websocket: await outcome(() => opens(new WebSocket(`${origin.replace('http', 'ws')}/websocket`))),
        'event source': await outcome(() => opens(new EventSource(`${origin}/events`))),
        image: await outcome(() => loads('img', { src: `${origin}/image` })),
        'image of the own site': await outcome(() => loads('img', { src: '../favicon.svg' })),
        stylesheet: await outcome(() => loads('link', { rel: 'stylesheet', href: `${origin}/style` })),
        script: await outcome(() => loads('script', { src: `${origin}/script` })),
        'module script': await outcome(() => loads('script', { type: 'module', src: `${origin}/module` })),
        'import()': await outcome(() => import(/* @vite-ignore */ `${origin}/import`)),
        'import() of a blob': await outcome(() => import(URL.createObjectURL(new Blob(['export {}'], { type: 'text/javascript' })))),
        video: await outcome(() => loads('video', { src: `${origin}/video` })),
        worker: await outcome(() => new Worker(`${origin}/worker`)),
        'worker of a blob': await outcome(
          () =>
            new Promise((resolve, reject) => {
              const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'], { type: 'text/javascript' })));
              worker.onmessage = resolve;
              worker.onerror = () => reject(new Error('not started'));
            }),
        ),
        font: await outcome(() => new FontFace('theirs', `url(${origin}/font)`).load()),
        popup: await outcome(() => window.open(`${origin}/popup`)),
        'popup of nothing': await outcome(() => window.open('about:blank')),
      };
      // These tell nobody how they ended; the policy's own report does.
      navigator.sendBeacon(`${origin}/beacon`, 'secret');
      const add = (html: string): void => {
        const holder = document.createElement('div');
        holder.innerHTML = html;
        document.body.append(holder);
      };
      add(`<iframe src="${origin}/iframe"></iframe>`);
      add(`<object data="${origin}/object"></object>`);
      add(`<embed src="${origin}/embed">`);
      add(`<link rel="prefetch" href="${origin}/prefetch">`);
      add(`<style>@import url(${origin}/import-rule);</style>`);
      add(`<p style="background: url(${origin}/background)">x</p>`);
      add(`<svg><image href="${origin}/svg-image"/></svg>`);
      add(`<a ping="${origin}/ping" href="javascript:void 0">x</a>`);
      document.querySelector<HTMLAnchorElement>('a[ping]')?.click();
      return results;
    }, foreign.origin);
    expect(outcomes).toEqual({
      fetch: 'TypeError',
      'fetch without cors': 'TypeError',
      'fetch of the own site': 'TypeError',
      'fetch of a blob': 'TypeError',
      xhr: 'Error: not sent',
      websocket: 'Error: not open',
      'event source': 'Error: not open',
      image: 'Error: not loaded',
      'image of the own site': 'Error: not loaded',
      stylesheet: 'Error: not loaded',
      script: 'Error: not loaded',
      'module script': 'Error: not loaded',
      'import()': 'TypeError',
      'import() of a blob': 'TypeError',
      video: 'Error: not loaded',
      worker: 'SecurityError',
      'worker of a blob': 'Error: not started',
      font: 'NetworkError',
      popup: 'reached: null',
      'popup of nothing': 'reached: null',
    });
    const silent = ['/beacon', '/', '/prefetch', '/import-rule', '/background', '/svg-image', '/ping'];
    await expect.poll(() => frame.evaluate((paths) => paths.filter((path) => window.violated?.includes(path)), silent)).toEqual(silent);

    // The record works, and whatever the browser still had to send came before this.
    const theirs = await context.newPage();
    await theirs.goto(`${foreign.origin}/last`);
    expect(foreign.hits.filter((hit) => hit !== 'GET /favicon.ico')).toEqual(['GET /last']);
    await theirs.close();
    await foreign.close();
    await staysAlive(playground);
  });
});

test('the frame leads nobody away and forges nothing', async ({ playground, context }) => {
  const { page } = playground;
  await opened(playground);
  await test.step('forged, unknown and oversized messages', async () => {
    const frame = await previewFrame(page);
    await test.step('a hello that is not exactly right is not heard', async () => {
      await frame.evaluate(async () => {
        const hello = { type: 'metacore:connect', protocol: 1 };
        const forged: [message: unknown, ports: number][] = [
          [{ ...hello, protocol: 2 }, 1],
          [{ ...hello, protocol: '1' }, 1],
          [{ ...hello, type: 'metacore:Connect' }, 1],
          [{ type: 'metacore:connect' }, 1],
          [hello, 0],
          [hello, 2],
          ['metacore:connect', 1],
          [null, 1],
          [[hello], 1],
        ];
        window.raw = { received: [], port: new MessageChannel().port1 };
        for (const [message, count] of forged) {
          const channels = Array.from({ length: count }, () => new MessageChannel());
          for (const { port1 } of channels) {
            port1.onmessage = (event: MessageEvent<Answer>) => window.raw?.received.push(event.data);
            port1.postMessage({ kind: 'request', id: 1, method: 'GET', url: '/api/dynamic/tickets' });
          }
          window.parent.postMessage(
            message,
            location.origin,
            channels.map(({ port2 }) => port2),
          );
        }
        // A document inside of the frame is not the frame.
        const inner = document.createElement('iframe');
        inner.src = `${location.href.split('#')[0] ?? ''}#inner`;
        await new Promise((resolve) => {
          inner.onload = resolve;
          document.body.append(inner);
        });
      });
      // The port of the frame itself still serves: a forged hello would have ended it, and been answered.
      await staysAlive(playground);
      expect(await received(frame)).toEqual([]);
    });

    await connect(frame);
    const get = { kind: 'request', method: 'GET', url: '/api/dynamic/tickets' };
    await test.step('what is no message of the protocol is not answered', async () => {
      await send(
        frame,
        null,
        'request',
        [],
        {},
        { ...get, id: '1' },
        { ...get, id: 1.5 },
        { ...get },
        { ...get, id: 2, kind: 'sql', text: 'select 1' },
        { ...get, id: 3, method: 'PATCH' },
        { ...get, id: 4, method: 'get' },
        { ...get, id: 5, url: 7 },
        { id: 6, type: 'APPLY', path: ['close'], argumentList: [] },
        { kind: 'icon', id: 7, name: 'x'.repeat(65) },
        { kind: 'icon', id: 8, name: 9 },
      );
      expect(await ask(frame, { ...get, id: 20 })).toMatchObject({ kind: 'response', id: 20, status: 200 });
      // The page says which keys are its own, hands over the port on which it asks for parts, and says that this one is served; the rest
      // are answers.
      expect((await received(frame)).map(({ kind, id }) => [kind, id])).toEqual([
        ['keys', undefined],
        ['page', undefined],
        ['served', undefined],
        ['response', 20],
      ]);
    });

    await test.step('an address that is no path of the kernel', async () => {
      const urls = [
        '//evil.test/api/dynamic/tickets',
        'http://evil.test/',
        '/\\evil.test/',
        '\\\\evil.test',
        'api/dynamic/tickets',
        '',
        'javascript:1',
        `/${'x'.repeat(100_000)}`,
      ];
      const answers = [];
      for (const [index, url] of urls.entries()) answers.push(await ask(frame, { ...get, url, id: 100 + index }));
      expect(answers.map(({ status, body }) => [status, (body as { message: string }).message])).toEqual([
        ...Array.from({ length: 7 }, () => [400, 'the URL must be a path that starts with one /']),
        [414, 'the URL is longer than 65536 characters'],
      ]);
    });

    await test.step('a body of 13 MB', async () => {
      await frame.evaluate(() => {
        window.raw?.port.postMessage({
          kind: 'request',
          id: 200,
          method: 'POST',
          url: '/api/dynamic/tickets',
          json: { title: 'x'.repeat(13 * 1024 * 1024) },
        });
      });
      expect(await ask(frame, { ...get, id: 201 })).toMatchObject({ status: 200 });
      const answer = (await received(frame)).find(({ id }) => id === 200);
      expect(answer).toMatchObject({ status: 413, body: { success: false } });
    });

    await test.step('a claimed principal changes nothing', async () => {
      const claims = {
        principal: { organizationId: GLOBEX, userId: DANA_OF_GLOBEX, isAdmin: true },
        organizationId: GLOBEX,
        headers: { 'x-organization-id': GLOBEX, authorization: 'Bearer x', cookie: 'org=2' },
        language: `en\r\nx-organization-id: ${GLOBEX}`,
      };
      const rows = (body: unknown) => (body as { data: { email: string }[] }).data.map(({ email }) => email).sort();
      const users = await ask(frame, {
        ...get,
        ...claims,
        id: 300,
        url: `/api/dynamic/users?organization_id=${GLOBEX}&f_organization_id=${GLOBEX}`,
      });
      expect(users.status).toBe(200);
      expect(rows(users.body)).toEqual([]);
      const everybody = await ask(frame, { ...get, ...claims, id: 301, url: '/api/dynamic/users?per_page=200' });
      expect(rows(everybody.body)).toEqual(['ada@acme.test', 'bruno@acme.test', 'carla@acme.test']);
      const dana = await ask(frame, { ...get, ...claims, id: 302, url: `/api/dynamic/users/${DANA_OF_GLOBEX}` });
      expect(dana).toMatchObject({ status: 404, body: { success: false, message: 'record not found' } });
      const created = await ask(frame, {
        ...claims,
        kind: 'request',
        id: 303,
        method: 'POST',
        url: '/api/dynamic/tickets',
        json: { title: 'Forged', requester_email: 'x@example.com', organization_id: GLOBEX, created_by_id: DANA_OF_GLOBEX },
      });
      expect(created).toMatchObject({ status: 201, body: { data: { title: 'Forged', organization_id: ACME } } });
      const assigned = await ask(frame, {
        ...claims,
        kind: 'request',
        id: 304,
        method: 'POST',
        url: '/api/dynamic/tickets',
        json: { title: 'Theirs', requester_email: 'x@example.com', assignee_id: DANA_OF_GLOBEX },
      });
      expect(JSON.stringify(assigned.body)).not.toMatch(/dana/i);
    });

    await test.step('a thousand requests at once are answered or refused, each once', async () => {
      await frame.evaluate(() => {
        for (let id = 1000; id < 2000; id += 1)
          window.raw?.port.postMessage({ kind: 'request', id, method: 'GET', url: '/api/dynamic/tickets' });
      });
      const answers = async () => (await received(frame)).filter(({ id }) => id !== undefined && id >= 1000);
      await expect.poll(async () => (await answers()).length).toBe(1000);
      const all = await answers();
      expect(new Set(all.map(({ id }) => id)).size).toBe(1000);
      expect([...new Set(all.map(({ status }) => status))].sort()).toEqual([200, 429]);
      expect(all.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(256);
    });

    // The frame's own code takes its place back by loading anew.
    await frame.evaluate(() => location.reload());
    await staysAlive(playground, 'Still here afterwards');
  });
  await test.step('the frame leads nobody away: not its page, not the tab, and itself nowhere', async () => {
    const foreign = await startForeign();
    const popups: string[] = [];
    context.on('page', (popup) => popups.push(popup.url()));
    const frame = await previewFrame(page);
    const address = page.url();
    const outcomes = await frame.evaluate((origin) => {
      const clicked = (attributes: Record<string, string>): void => {
        const link = document.createElement('a');
        for (const [name, value] of Object.entries(attributes)) link.setAttribute(name, value);
        document.body.append(link);
        link.click();
      };
      const submitted = (target: string): void => {
        const form = document.createElement('form');
        Object.assign(form, { action: `${origin}/form`, method: 'post', target });
        document.body.append(form);
        form.submit();
      };
      const attempts: Record<string, () => void> = {
        'top.location': () => window.top?.location.assign(`${origin}/top`),
        'parent.location': () => window.parent.location.replace(`${origin}/parent`),
        'parent runs a script address': () => (window.parent.location.href = 'javascript:document.title="taken"'),
        'window.open _top': () => window.open(`${origin}/open-top`, '_top'),
        'window.open _parent': () => window.open(`${origin}/open-parent`, '_parent'),
        'link to the tab': () => clicked({ href: `${origin}/link-top`, target: '_top' }),
        'link to the page': () => clicked({ href: `${origin}/link-parent`, target: '_parent' }),
        'link to a new tab': () => clicked({ href: `${origin}/link-blank`, target: '_blank' }),
        'form to the tab': () => submitted('_top'),
        'form to a new tab': () => submitted('_blank'),
        'a frame in the frame': () => {
          const inner = document.createElement('iframe');
          document.body.append(inner);
          const inside = inner.contentWindow;
          if (inside) inside.location.href = `${origin}/inner`;
        },
        'another policy in a frame': () => {
          const inner = document.createElement('iframe');
          inner.srcdoc = `<img src="${origin}/srcdoc"><script>parent.taken = true</script>`;
          document.body.append(inner);
        },
      };
      return Object.fromEntries(
        Object.entries(attempts).map(([name, attempt]) => {
          try {
            attempt();
            return [name, 'no error'];
          } catch (error) {
            return [name, error instanceof Error && error.name !== 'Error' ? error.name : String(error)];
          }
        }),
      );
    }, foreign.origin);
    expect(outcomes).toEqual({
      'top.location': 'SecurityError',
      'parent.location': 'SecurityError',
      'parent runs a script address': 'SecurityError',
      'window.open _top': 'no error',
      'window.open _parent': 'no error',
      'link to the tab': 'no error',
      'link to the page': 'no error',
      'link to a new tab': 'no error',
      'form to the tab': 'no error',
      'form to a new tab': 'no error',
      'a frame in the frame': 'no error',
      'another policy in a frame': 'no error',
    });
    expect(page.url()).toBe(address);
    expect(await page.title()).toBe('Metacore Playground');
    await staysAlive(playground, 'Not led away');

    const leavings: Record<string, (origin: string) => void> = {
      'its own location': (origin) => (location.href = `${origin}/self?secret`),
      'a link': (origin) => {
        const link = document.createElement('a');
        link.href = `${origin}/link?secret`;
        document.body.append(link);
        link.click();
      },
      'a download': (origin) => {
        const link = document.createElement('a');
        Object.assign(link, { href: `${origin}/download?secret`, download: 'secret' });
        document.body.append(link);
        link.click();
      },
      'a form': (origin) => {
        const form = document.createElement('form');
        Object.assign(form, { action: `${origin}/form?secret`, method: 'post' });
        document.body.append(form);
        form.submit();
      },
      'a refresh': (origin) => {
        const refresh = document.createElement('meta');
        Object.assign(refresh, { httpEquiv: 'refresh', content: `0;url=${origin}/refresh?secret` });
        document.head.append(refresh);
      },
      'a document in its address': () => (location.href = 'data:text/html,<script>fetch("/")</script>'),
    };
    for (const [name, leave] of Object.entries(leavings)) {
      await test.step(`the frame leaves by ${name}`, async () => {
        const current = await previewFrame(page);
        await current.evaluate(leave, foreign.origin);
        // The browser puts its own error page in the frame's place; the page says so and brings the preview back.
        await page.getByRole('button', { name: 'Reload the preview' }).click();
        await expect(playground.row('Not led away')).toBeVisible();
      });
    }
    const theirs = await context.newPage();
    await theirs.goto(`${foreign.origin}/last`);
    expect(foreign.hits.filter((hit) => hit !== 'GET /favicon.ico')).toEqual(['GET /last']);
    expect(popups).toEqual(['about:blank']);
    expect(page.url()).toBe(address);
    await theirs.close();
    await foreign.close();
  });
});

test('a foreign page that embeds or opens the playground gets nothing', async ({ context }) => {
  const script = (playground: string) => `
    <button id="open">open</button>
    <iframe id="embedded" src="${playground}" style="width: 1400px; height: 800px"></iframe>
    <script>
      window.got = [];
      window.errors = [];
      addEventListener('message', (event) => got.push(event.data));
      const forge = (target) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = (event) => got.push(event.data);
        port1.postMessage({ kind: 'request', id: 1, method: 'GET', url: '/api/dynamic/tickets' });
        target.postMessage({ type: 'metacore:connect', protocol: 1 }, '*', [port2]);
      };
      window.attack = (target) => {
        forge(target);
        if (target.frames.length > 0) forge(target.frames[0]);
        for (const touch of [() => target.document, () => target.localStorage, () => target.indexedDB, () => target.frames[0].document, () => target.frames[0].location.href]) {
          try { got.push(touch()); } catch (error) { errors.push(error.name); }
        }
      };
      document.getElementById('open').onclick = () => { window.opened = window.open(${JSON.stringify(playground)}); };
    </script>`;
  const foreign = await startForeign({ '/': script(process.env.PLAYGROUND_URL ?? '') });
  // Another site, not only another port: the browser then keeps even the storage of an embedded playground apart.
  const address = foreign.origin.replace('127.0.0.1', 'localhost');
  const theirs = await context.newPage();
  await theirs.setViewportSize({ width: 1440, height: 900 });
  await theirs.goto(address);
  const embedded = theirs.frameLocator('#embedded');
  // Nothing to be led to click on: the way out, and nothing that was started or stored.
  await expect(embedded.getByRole('link', { name: 'Open it in a tab of its own' })).toHaveAttribute(
    'href',
    process.env.PLAYGROUND_URL ?? '',
  );
  await expect(embedded.getByRole('button')).toHaveCount(0);
  await expect(embedded.locator('iframe')).toHaveCount(0);
  const [popup] = await Promise.all([context.waitForEvent('page'), theirs.click('#open')]);
  const playground = new Playground(popup);
  await playground.ready();
  await expect(playground.frame.getByRole('heading', { name: 'Tickets' })).toBeVisible();

  await theirs.evaluate(() => {
    const { attack, opened } = window as unknown as { attack: (target: Window) => void; opened: Window };
    attack(opened);
    const embedded = document.querySelector('iframe')?.contentWindow;
    if (embedded) attack(embedded);
  });
  // Whoever listened on the kernel would hear of this row.
  await staysAlive(playground);
  expect(await theirs.evaluate(() => (window as unknown as { got: unknown[] }).got)).toEqual([]);
  expect(await theirs.evaluate(() => (window as unknown as { errors: string[] }).errors)).toEqual(
    Array.from({ length: 10 }, () => 'SecurityError'),
  );
  await popup.close();
  await theirs.close();
  await foreign.close();
});
