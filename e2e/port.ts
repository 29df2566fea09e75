/** Talks to the kernel from inside the preview frame as hostile code would: past the frame's own client, over a port of its own. */
import { expect, type Frame, type Page } from '@playwright/test';
import { FRAME_PROTOCOL } from '../workers/protocol';

export interface Answer {
  kind: string;
  id?: number;
  status?: number;
  body?: unknown;
}

interface RawPort {
  received: Answer[];
  port: MessagePort;
}

declare global {
  interface Window {
    raw?: RawPort;
  }
}

/** The frame's own document, once it is loaded. */
export async function previewFrame(page: Page): Promise<Frame> {
  const element = await page.getByTestId('preview-frame').elementHandle();
  const frame = await element.contentFrame();
  if (!frame) throw new Error('the page has no preview frame');
  return frame;
}

/** Makes a channel in the frame and hands one end to the page, as the frame's own code does when it loads. */
export async function connect(frame: Frame): Promise<void> {
  await frame.evaluate((protocol) => {
    const { port1, port2 } = new MessageChannel();
    const received: Answer[] = [];
    port1.onmessage = (event: MessageEvent<Answer>) => received.push(event.data);
    window.raw = { received, port: port1 };
    window.parent.postMessage({ type: 'metacore:connect', protocol }, location.origin, [port2]);
  }, FRAME_PROTOCOL);
}

/** Sends messages as they are and expects no answer. */
export async function send(frame: Frame, ...messages: unknown[]): Promise<void> {
  await frame.evaluate((all) => {
    for (const message of all) window.raw?.port.postMessage(message);
  }, messages);
}

/** Sends a message with an id and resolves with its answer. */
export async function ask(frame: Frame, message: Record<string, unknown> & { id: number }): Promise<Answer> {
  await send(frame, message);
  const answer = () => frame.evaluate((id) => window.raw?.received.find((one) => one.id === id), message.id);
  await expect.poll(async () => (await answer()) !== undefined).toBe(true);
  const found = await answer();
  if (!found) throw new Error(`message ${String(message.id)} was not answered`);
  return found;
}

/** Everything that came over the port so far. */
export const received = (frame: Frame): Promise<Answer[]> => frame.evaluate(() => window.raw?.received ?? []);
