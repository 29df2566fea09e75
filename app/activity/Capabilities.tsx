/** What was asked of capabilities: which line of the manifest let it through, and which would, as a fix. */
import { Button } from '@asteby/metacore-ui/primitives';
import type { ReactNode } from 'react';
import type { CapabilityDecision, UnusedCapability } from '../../kernel/security/ledger';
import { useStrings } from '../i18n/language';
import { useWorkspace } from '../workspace/workspace';
import { declareCapability } from './mend';

/** Decisions of which only the newest is shown: by who asked, and for what. */
export function newest(decisions: readonly CapabilityDecision[]): CapabilityDecision[] {
  const seen = new Set<string>();
  return decisions.filter(({ organizationId, addon, caller, capability, target }) => {
    const id = JSON.stringify([organizationId, addon, caller, capability, target]);
    return seen.has(id) ? false : seen.add(id);
  });
}

export function CapabilityLine({ decision, isOwn }: { decision: CapabilityDecision; isOwn: boolean }): ReactNode {
  const texts = useStrings().activity;
  const readOnly = useWorkspace((workspace) => workspace.readOnly);
  const { addon, caller, capability, target, covered, allowed, pointer, wanted, askedByHosts } = decision;
  const line = wanted === null ? '' : `{ "kind": "${wanted.kind}", "target": "${wanted.target}" }`;
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1 border-b px-2 py-1 text-xs [overflow-wrap:anywhere]">
      <span className={allowed ? 'text-muted-foreground' : 'text-destructive font-semibold'}>
        {covered ? texts.covered : allowed ? texts.inShadow : texts.refused}
      </span>
      <span className="min-w-0 flex-1 font-mono">
        {addon} · {caller} · {capability} {target} {pointer ?? ''}
      </span>
      {askedByHosts ? null : <span className="text-muted-foreground">{texts.notAskedByHosts}</span>}
      {wanted === null || !isOwn || readOnly ? null : (
        <Button size="sm" variant="outline" title={line} onClick={() => declareCapability(wanted)}>
          {texts.declare}
        </Button>
      )}
      {wanted === null ? null : <code className="text-muted-foreground w-full">{texts.wouldAllow(line)}</code>}
    </li>
  );
}

export function UnusedLine({ addon, kind, target, pointer }: UnusedCapability & { addon: string }): ReactNode {
  const texts = useStrings().activity;
  return (
    <li className="text-muted-foreground border-b px-2 py-1 font-mono text-xs [overflow-wrap:anywhere]">
      {addon} · {kind} {target} {pointer}: {texts.unused}
    </li>
  );
}
