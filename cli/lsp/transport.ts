/** The two streams to an editor. What it sends is bounded, and the first thing that is no message ends the conversation. */
import type { Readable, Writable } from 'node:stream';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type DataCallback,
  type Disposable,
} from 'vscode-languageserver-protocol/node';
import { createConnection, type Connection, type WatchDog } from 'vscode-languageserver';
import type { Locale } from '../../kernel/locale';
import { WORDS } from './words';

/** More than the largest manifest, which is 4 MiB, however its text is escaped. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/** Tells the bytes that came since the last whole message. */
class CountingReader extends StreamMessageReader {
  since = 0;

  constructor(
    readonly input: Readable,
    tooLarge: () => void,
  ) {
    super(input);
    input.on('data', (chunk: Uint8Array) => {
      this.since += chunk.byteLength;
      if (this.since > MAX_MESSAGE_BYTES) tooLarge();
    });
  }

  override listen(callback: DataCallback): Disposable {
    return super.listen((message) => {
      this.since = 0;
      callback(message);
    });
  }
}

export interface Conversation {
  connection: Connection;
  /** Exit code: 0 when the editor said goodbye as the protocol has it, else 1 with the reason, if there is one. */
  ended: Promise<{ code: number; reason?: string }>;
}

export function converse(input: Readable, output: Writable, locale: Locale): Conversation {
  let end: (how: { code: number; reason?: string }) => void = () => undefined;
  const ended = new Promise<{ code: number; reason?: string }>((resolve) => (end = resolve));
  const watchDog: WatchDog = { shutdownReceived: false, initialize: () => undefined, exit: (code) => end({ code }) };
  const words = WORDS[locale];
  const broken = (reason: string): void => {
    input.pause();
    end({ code: 1, reason: words.badProtocol(reason) });
  };
  const reader = new CountingReader(input, () => broken(words.tooLarge(MAX_MESSAGE_BYTES / 1024 / 1024)));
  reader.onError(({ message }) => broken(message.split('\n')[0] ?? ''));
  // An editor that goes without a word is gone.
  input.on('close', () => end({ code: watchDog.shutdownReceived ? 0 : 1 }));
  input.on('end', () => end({ code: watchDog.shutdownReceived ? 0 : 1 }));
  output.on('error', () => end({ code: 1 }));
  const connection = createConnection((logger) => createProtocolConnection(reader, new StreamMessageWriter(output), logger), watchDog);
  return { connection, ended };
}
