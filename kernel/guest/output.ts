/** What a guest says, by `log` and on its standard outputs: cut into lines, bounded for each call, and told line by line. */

/** Lines that one call may say; what is more is counted and left out. */
export const MAX_LOG_LINES = 1000;
/** Characters of one line. */
export const MAX_LINE_CHARS = 4096;
/** Characters that one call may say. */
export const MAX_LOG_CHARS = 256 * 1024;

export type LogStream = 'log' | 'stdout' | 'stderr';

export interface LogLine {
  stream: LogStream;
  text: string;
}

export interface Output {
  /** A whole message of `log`. */
  line(text: string): void;
  /** Bytes of a stream, which come in any pieces. */
  write(stream: 'stdout' | 'stderr', bytes: Uint8Array): void;
  /** A call begins, with room for all it may say. */
  begin(): void;
  /** Tells what stands there without an end of line, and whether lines were left out. */
  flush(): void;
  /** The last line of standard error in this call. */
  lastWords(): string;
}

export function createOutput(tell: (line: LogLine) => void): Output {
  let lines = 0;
  let chars = 0;
  let leftOut = 0;
  let last = '';
  const open = { stdout: '', stderr: '' };
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  const say = (stream: LogStream, whole: string): void => {
    const text = whole.slice(0, MAX_LINE_CHARS);
    if (stream === 'stderr' && text.trim() !== '') last = text;
    if (lines >= MAX_LOG_LINES || chars + text.length > MAX_LOG_CHARS) {
      leftOut += 1;
      return;
    }
    lines += 1;
    chars += text.length;
    tell({ stream, text });
  };
  return {
    line: (text) => say('log', text),
    write(stream, bytes) {
      const text = open[stream] + decoders[stream].decode(bytes, { stream: true });
      const whole = text.split('\n');
      // A line without an end is kept as far as it would be told.
      open[stream] = (whole.pop() ?? '').slice(0, MAX_LINE_CHARS);
      for (const line of whole) say(stream, line);
    },
    begin() {
      lines = chars = leftOut = 0;
      last = '';
    },
    flush() {
      for (const stream of ['stdout', 'stderr'] as const) {
        if (open[stream] !== '') say(stream, open[stream]);
        open[stream] = '';
      }
      if (leftOut > 0) tell({ stream: 'log', text: `… and ${String(leftOut)} more lines, which are left out` });
      leftOut = 0;
    },
    lastWords: () => last,
  };
}
