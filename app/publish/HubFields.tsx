import { Input, Label } from '@asteby/metacore-ui/primitives';
import { useId } from 'react';
import type { HubSettings } from './hub-settings';
import { usePublishStrings } from './strings';

const SELECT = 'border-input bg-background h-9 w-full rounded-md border px-3 text-sm';

interface HubFieldsProps {
  settings: HubSettings;
  onChange: (settings: HubSettings) => void;
  disabled: boolean;
}

function Check({
  label,
  hint,
  checked,
  onChange,
}: {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label className="flex min-h-6 items-start gap-2 text-sm">
      <input type="checkbox" className="mt-0.5 size-4" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>
        {label} {hint !== undefined && <span className="text-muted-foreground">{hint}</span>}
      </span>
    </label>
  );
}

/** Which hub, in which form, as whom. */
export function HubFields({ settings, onChange, disabled }: HubFieldsProps) {
  const strings = usePublishStrings().upload;
  const ids = useId();
  const set = (part: Partial<HubSettings>) => onChange({ ...settings, ...part });
  return (
    <fieldset disabled={disabled} className="grid gap-3 sm:grid-cols-2">
      <div className="space-y-1 sm:col-span-2">
        <Label htmlFor={`${ids}hub`}>{strings.hub}</Label>
        <Input
          id={`${ids}hub`}
          type="url"
          value={settings.hub}
          placeholder="https://"
          maxLength={500}
          onChange={(event) => set({ hub: event.target.value })}
        />
      </div>
      <div className="space-y-1">
        <Label htmlFor={`${ids}form`}>{strings.form}</Label>
        <select
          id={`${ids}form`}
          className={SELECT}
          value={settings.form}
          onChange={(event) => set({ form: event.target.value === 'hex' ? 'hex' : 'file' })}
        >
          <option value="file">{strings.forms.file}</option>
          <option value="hex">{strings.forms.hex}</option>
        </select>
      </div>
      <div className="space-y-1">
        <Label htmlFor={`${ids}auth`}>{strings.auth}</Label>
        <select
          id={`${ids}auth`}
          className={SELECT}
          value={settings.auth}
          onChange={(event) => set({ auth: event.target.value === 'bearer' ? 'bearer' : 'developer-key' })}
        >
          <option value="developer-key">{strings.auths['developer-key']}</option>
          <option value="bearer">{strings.auths.bearer}</option>
        </select>
      </div>
      <div className="space-y-1">
        <Label htmlFor={`${ids}token`}>{strings.token}</Label>
        <Input
          id={`${ids}token`}
          type="password"
          autoComplete="off"
          maxLength={8192}
          value={settings.token}
          onChange={(event) => set({ token: event.target.value })}
        />
      </div>
      {settings.form === 'hex' && (
        <div className="space-y-1">
          <Label htmlFor={`${ids}developer`}>{strings.developerId}</Label>
          <Input
            id={`${ids}developer`}
            maxLength={36}
            value={settings.developerId}
            onChange={(event) => set({ developerId: event.target.value })}
          />
        </div>
      )}
      <div className="space-y-1 sm:col-span-2">
        <Check
          label={strings.remember}
          hint={strings.rememberHint}
          checked={settings.remember}
          onChange={(remember) => set({ remember })}
        />
        <Check label={strings.beta} checked={settings.beta} onChange={(beta) => set({ beta })} />
      </div>
    </fieldset>
  );
}
