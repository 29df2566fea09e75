/** What the code of addons was called with, what it asked of the host, said and answered. */
import { formatBytes } from '../../kernel/bundle/limits';
import type { KeptGuestCall, KeptHostCall } from '../../kernel/guest/call-book';
import { useStrings } from '../i18n/language';
import { Code, Entry, milliseconds, time } from '../list/Entry';

/** JSON with its members one below the other; anything else as it is. */
function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function Asked({ call: { name, args, answer, milliseconds: took } }: { call: KeptHostCall }) {
  return (
    <li>
      <details>
        <summary className="min-h-6 cursor-pointer font-mono">
          {name} <span className="text-muted-foreground">{milliseconds(took)}</span>
        </summary>
        <Code>{args.map(laidOut).join('\n')}</Code>
        <Code>{answer === null ? '0' : laidOut(answer)}</Code>
      </details>
    </li>
  );
}

/** One call of a function of a module. */
export function GuestCall({ call }: { call: KeptGuestCall }) {
  const texts = useStrings().activity;
  const { failure, output, memory, host, log, leftOut } = call;
  return (
    <Entry
      title={
        <>
          <span className="text-muted-foreground">{time(call.at)}</span>
          <span className={failure ? 'text-destructive font-semibold' : 'text-muted-foreground'}>
            {failure ? failure.code : output === null ? '…' : '✓'}
          </span>
          <span className="min-w-0 flex-1 truncate">
            {call.addonKey} → {call.function}
          </span>
          <span className="text-muted-foreground">{call.milliseconds === null ? '…' : milliseconds(call.milliseconds)}</span>
        </>
      }
    >
      <span className="text-muted-foreground">
        {[
          ...(memory ? [texts.memory(formatBytes(memory.before), formatBytes(memory.after))] : []),
          ...(call.inTransaction ? [texts.inTransaction] : []),
          ...(leftOut > 0 ? [texts.leftOut(leftOut)] : []),
        ].join(' · ')}
      </span>
      <h4 className="font-medium">{texts.input}</h4>
      <Code>{laidOut(call.input)}</Code>
      {host.length > 0 && <h4 className="font-medium">{texts.asked}</h4>}
      <ol aria-label={texts.asked} className="grid grid-cols-1 gap-1">
        {host.map((asked, index) => (
          <Asked key={index} call={asked} />
        ))}
      </ol>
      {log.length > 0 && <h4 className="font-medium">{texts.log}</h4>}
      {log.length > 0 && <Code>{log.map((line) => line.text).join('\n')}</Code>}
      <h4 className="font-medium">{texts.output}</h4>
      <Code>{failure ? failure.message : laidOut(output ?? '…')}</Code>
    </Entry>
  );
}
