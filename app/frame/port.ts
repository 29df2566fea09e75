/**
 * The frame's end of the one MessagePort to the kernel: numbered questions, each answered once or given up at a deadline,
 * and events that come unasked. Nothing else reaches the outside from here.
 */
import { KernelError } from '../../kernel/errors';
import type { RealtimeMessage } from '../../kernel/operation/realtime-message';
import type {
  PageToFrame,
  PortIconResponse,
  PortQuestion,
  PortRealtime,
  PortRequest,
  PortResponse,
  PortViewAnswer,
  ViewWish,
} from '../../workers/protocol';

/** How long the kernel may take for one answer. It may be booting, or restoring the project after a crash. */
export const ANSWER_DEADLINE_MS = 60_000;

export type IconNode = NonNullable<PortIconResponse['node']>;

export interface PortLink {
  /**
   * Asks the kernel. A request that is a job has no deadline: whoever sends it asks how far it is, and silence ends the port.
   *
   * @param signal gives up locally; the kernel is not told, its answer is dropped.
   * @throws KernelError `deadline`, `port_closed`; whatever reason the signal carries.
   */
  request(question: Omit<PortRequest, 'kind' | 'id'>, signal?: AbortSignal): Promise<PortResponse>;
  /** The node of a lucide icon, or null when there is none of that name. Throws as `request` does. */
  icon(name: string): Promise<IconNode | null>;
  /** Says something that gets no answer of its own. */
  tell(message: PortRealtime): void;
  /** What answers when the kernel asks for something of the view; without it, and when it throws, the answer is that it cannot be done. */
  setView(answer: (wish: ViewWish) => Promise<PortViewAnswer['value']>): void;
  /** What takes the drafts of an earlier visit, which the page sends once if there are any. */
  setDrafts(take: (text: string) => void): void;
  /** What takes the keys that run commands of the page. */
  setKeys(take: (keys: readonly string[]) => void): void;
  /** What takes what the page says to the frame. */
  setPage(take: (message: PageToFrame) => void): void;
  /** Calls back for every event; answers with the function that ends it. */
  onEvent(listener: (event: RealtimeMessage) => void): () => void;
  /**
   * Calls back once when the port is of no more use: closed here or there, or silent for a whole deadline. Not every
   * browser says that the other end was closed, so silence has to count. Calls at once if that has happened; answers with
   * the function that ends it.
   */
  onClose(listener: () => void): () => void;
  /** Closes the port; every pending question fails. */
  close(): void;
}

interface Pending {
  settle: (answer: PortResponse | PortIconResponse) => void;
  fail: (reason: unknown) => void;
  /** The time it may take begins. */
  begin: () => void;
}

/** What of `MessagePort` is used: the DOM's and Node's both fit. */
export type PortEnd = Pick<MessagePort, 'postMessage' | 'start' | 'close' | 'addEventListener'>;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/**
 * Opens the frame's end of the port. What is asked before somebody serves it (`PortServed`) waits, and has its deadline from then on.
 *
 * @param isServed whether somebody does already
 */
export function openPort(port: PortEnd, deadlineMs: number = ANSWER_DEADLINE_MS, isServed = false): PortLink {
  const pending = new Map<number, Pending>();
  const eventListeners = new Set<(event: RealtimeMessage) => void>();
  const closeListeners = new Set<() => void>();
  let lastId = 0;
  let received = 0;
  let closed = false;
  let served = isServed;
  let answerView: (wish: ViewWish) => Promise<PortViewAnswer['value']> = () => Promise.resolve(null);

  let takeDrafts: (text: string) => void = () => undefined;
  let takeKeys: (keys: readonly string[]) => void = () => undefined;
  let takePage: (message: PageToFrame) => void = () => undefined;

  const closedError = (): KernelError =>
    new KernelError('port_closed', 'The connection to the kernel has ended. Reload the preview to connect again.');

  function end(): void {
    if (closed) return;
    closed = true;
    for (const waiting of pending.values()) waiting.fail(closedError());
    pending.clear();
    for (const listener of closeListeners) listener();
    closeListeners.clear();
  }

  async function tellView(id: number, wish: ViewWish): Promise<void> {
    const value = await answerView(wish).catch(() => null);
    const answer: PortViewAnswer = { kind: 'view', id, value };
    if (!closed) port.postMessage(answer, value instanceof ArrayBuffer ? [value] : []);
  }

  port.addEventListener('message', (message) => {
    const { data, ports } = message as MessageEvent<unknown>;
    if (!isRecord(data)) return;
    received += 1;
    if (data.kind === 'event' && isRecord(data.event)) {
      for (const listener of eventListeners) listener(data.event as unknown as RealtimeMessage);
    } else if (data.kind === 'served') {
      served = true;
      for (const { begin } of pending.values()) begin();
    } else if (data.kind === 'drafts' && typeof data.text === 'string') {
      takeDrafts(data.text);
    } else if (data.kind === 'keys' && Array.isArray(data.keys)) {
      takeKeys(data.keys.filter((one) => typeof one === 'string'));
    } else if (data.kind === 'page' && ports[0] !== undefined) {
      ports[0].addEventListener('message', ({ data: said }: MessageEvent<unknown>) => {
        if (isRecord(said) && (said.kind === 'pick' || said.kind === 'point')) takePage(said as unknown as PageToFrame);
      });
      ports[0].start();
    } else if (data.kind === 'view' && typeof data.id === 'number' && (data.wish === 'picture' || data.wish === 'audit')) {
      void tellView(data.id, data.wish);
    } else if ((data.kind === 'response' || data.kind === 'icon') && typeof data.id === 'number') {
      pending.get(data.id)?.settle(data as unknown as PortResponse | PortIconResponse);
    }
  });
  port.addEventListener('close', end);
  port.start();

  function ask(message: PortQuestion, what: string, signal?: AbortSignal, isJob = false): Promise<PortResponse | PortIconResponse> {
    return new Promise((resolve, reject) => {
      if (closed) throw closedError();
      signal?.throwIfAborted();
      const finish = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
        pending.delete(message.id);
      };
      const fail = (reason: unknown): void => {
        finish();
        reject(reason instanceof Error ? reason : new KernelError('aborted', 'The request was given up.', { cause: reason }));
      };
      const abort = (): void => fail(signal?.reason);
      let receivedBefore = received;
      const giveUp = (): void => {
        fail(new KernelError('deadline', `The kernel did not answer ${what} within ${deadlineMs / 1000} s.`));
        // A slow request is not the end; nothing at all in that time is.
        if (received === receivedBefore) end();
      };
      let timer: ReturnType<typeof setTimeout> | undefined;
      const begin = (): void => {
        receivedBefore = received;
        if (!isJob) timer = setTimeout(giveUp, deadlineMs);
      };
      if (served) begin();
      signal?.addEventListener('abort', abort);
      pending.set(message.id, {
        settle: (answer) => {
          finish();
          resolve(answer);
        },
        fail,
        begin,
      });
      try {
        port.postMessage(message);
      } catch (cause) {
        fail(new KernelError('not_sendable', `${what} holds something that cannot be sent to the kernel.`, { cause }));
      }
    });
  }

  return {
    async request(question, signal) {
      const answer = await ask(
        { kind: 'request', id: ++lastId, ...question },
        `${question.method} ${question.url}`,
        signal,
        question.job !== undefined,
      );
      if (answer.kind !== 'response') throw new KernelError('bad_answer', `The kernel answered ${question.url} with an icon.`);
      return answer;
    },
    async icon(name) {
      const answer = await ask({ kind: 'icon', id: ++lastId, name }, `for the icon ${name}`);
      if (answer.kind !== 'icon') throw new KernelError('bad_answer', `The kernel answered the icon ${name} with a response.`);
      return answer.node;
    },
    tell(message) {
      if (!closed) port.postMessage(message);
    },
    setView(answer) {
      answerView = answer;
    },
    setDrafts(take) {
      takeDrafts = take;
    },
    setKeys(take) {
      takeKeys = take;
    },
    setPage(take) {
      takePage = take;
    },
    onEvent(listener) {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
    onClose(listener) {
      if (closed) listener();
      else closeListeners.add(listener);
      return () => closeListeners.delete(listener);
    },
    close() {
      port.close();
      end();
    },
  };
}
