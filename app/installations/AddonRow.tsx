import { Button } from '@asteby/metacore-ui/primitives';
import type { InstalledAddon } from '../../kernel/lifecycle/overview';
import type { Deed } from './requests';
import { useInstallationStrings } from './strings';

/** An addon and the organizations that have it. */
export interface Installed {
  addon: InstalledAddon;
  places: { organizationId: string; name: string; status: string }[];
}

interface AddonRowProps {
  installed: Installed;
  isOwn: boolean;
  onAsk: (deed: Deed) => void;
  /** Somebody wants to choose the bundle of another version. */
  onUpdate: () => void;
  /** Somebody wants to see what an upgrade to the edited version would do. */
  onRehearse: () => void;
}

/** One installed addon: where it is, whether it is on there, and what can be done with it. */
export function AddonRow({ installed: { addon, places }, isOwn, onAsk, onUpdate, onRehearse }: AddonRowProps) {
  const strings = useInstallationStrings();
  return (
    <li className="border-b px-2 py-1 text-sm">
      <p className="[overflow-wrap:anywhere]">
        <span className="font-medium">{addon.name}</span>{' '}
        <span className="text-muted-foreground font-mono text-xs">
          {addon.key} {addon.version} · {strings.tables(addon.tables.length)}
          {isOwn ? ` · ${strings.own}` : ''}
        </span>
      </p>
      <ul className="my-1">
        {places.map(({ organizationId, name, status }) => {
          const isOn = status === 'enabled';
          return (
            <li key={organizationId} className="flex min-h-6 items-center gap-2 text-xs">
              <span className="min-w-0 flex-1 truncate">{name}</span>
              <span className={isOn ? 'text-green-800 dark:text-green-300' : 'text-muted-foreground'}>{strings.status(status)}</span>
              <Button
                size="sm"
                variant="ghost"
                className="h-6 px-2 text-xs"
                aria-label={strings.switch(addon.name, name, isOn)}
                onClick={() => onAsk({ operation: isOn ? 'disable' : 'enable', addonKey: addon.key, organizationId })}
              >
                {isOn ? strings.isOn : strings.isOff}
              </Button>
            </li>
          );
        })}
      </ul>
      <p className="flex flex-wrap gap-1">
        {isOwn && (
          <Button size="sm" variant="outline" onClick={onRehearse}>
            {strings.rehearse}
          </Button>
        )}
        {!isOwn && (
          <Button size="sm" variant="outline" aria-label={strings.updateOf(addon.name)} onClick={onUpdate}>
            {strings.update}
          </Button>
        )}
        {addon.backTo !== null && (
          <Button
            size="sm"
            variant="outline"
            aria-label={strings.rollbackOf(addon.name, addon.backTo)}
            onClick={() => onAsk({ operation: 'rollback', addonKey: addon.key })}
          >
            {strings.rollback(addon.backTo)}
          </Button>
        )}
        <Button
          size="sm"
          variant="outline"
          aria-label={strings.removeOf(addon.name)}
          onClick={() => onAsk({ operation: 'uninstall', addonKey: addon.key, purge: false })}
        >
          {strings.remove}
        </Button>
      </p>
    </li>
  );
}
