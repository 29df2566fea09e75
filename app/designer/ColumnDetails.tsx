import { Label, Switch } from '@asteby/metacore-ui/primitives';
import { useId } from 'react';
import { hasOptions } from '../../kernel/authoring/design/kinds';
import type { DesignColumn, DesignModel } from '../../kernel/authoring/design/design';
import type { ColumnMember } from '../../kernel/authoring/design/operation';
import { DISPLAYS, WIDGETS } from '../../kernel/contract/read/renderers';
import { Choice } from './Choice';
import { EditableText } from './EditableText';
import { Field } from './Field';
import { useLabels } from './labels';
import { operateOn } from './operations';
import { OptionsEditor } from './OptionsEditor';
import { OnlyInText } from './OnlyInText';
import { useDesignerStrings } from './strings';

const named = (names: readonly string[]): { value: string; label: string }[] => names.map((value) => ({ value, label: value }));

/** A default as it is written in a field: texts as they are, everything else as JSON. */
const shownDefault = (value: unknown): string => (value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value));

function writtenDefault(text: string, kind: DesignColumn['kind']): string | number | boolean | undefined {
  if (text === '') return undefined;
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  const isNumber = kind === 'integer' || kind === 'decimal' || kind === 'money';
  // A number that loses digits on the way stays a text, which hosts read as well.
  if (isNumber && String(Number(text)) === text) return Number(text);
  return text;
}

function Toggle({
  label,
  checked,
  disabled,
  onChange,
}: {
  label: string;
  checked: boolean;
  disabled: boolean;
  onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="flex min-h-7 items-center gap-2">
      <Switch id={id} checked={checked} disabled={disabled} onCheckedChange={onChange} />
      <Label htmlFor={id} className="text-sm font-normal">
        {label}
      </Label>
    </div>
  );
}

/** Everything about a column that has no place in its row. */
export function ColumnDetails({ model, column, disabled }: { model: DesignModel; column: DesignColumn; disabled: boolean }) {
  const strings = useDesignerStrings();
  const labels = useLabels();
  const own = { model: model.key, column: column.name };
  const set = (member: ColumnMember, value: string | number | boolean | undefined): void =>
    void operateOn({ do: 'set-column', ...own, member, value });
  const isChosen = hasOptions(column.kind) && column.options.length > 0;
  return (
    <div className="bg-muted/40 @container border-y px-3 py-3" role="group" aria-label={strings.columns.detailsOf(column.name)}>
      <div className="grid grid-cols-1 gap-x-4 gap-y-2 @xs:grid-cols-2 @lg:grid-cols-3">
        {/* Where the grid has no room for it. */}
        <div className="@lg:hidden">
          <Field label={strings.label}>
            <EditableText
              name={strings.models.labelOf(column.name)}
              value={labels.shown(column.label)}
              placeholder={strings.none}
              disabled={disabled}
              onCommit={(value) => {
                if (!labels.write(column.label, value)) set('label', value);
              }}
            />
          </Field>
        </div>
        <Field label={strings.columns.type}>
          <code className="text-muted-foreground flex min-h-7 items-center text-xs">{column.type || '—'}</code>
        </Field>
        <Field label={strings.columns.default}>
          {isChosen || column.kind === 'boolean' ? (
            <Choice
              name={`${strings.columns.default}: ${column.name}`}
              value={shownDefault(column.default)}
              none={strings.none}
              disabled={disabled}
              options={isChosen ? column.options.map(({ value }) => ({ value, label: value })) : named(['true', 'false'])}
              onChoose={(value) => set('default', writtenDefault(value, column.kind))}
            />
          ) : (
            <EditableText
              name={`${strings.columns.default}: ${column.name}`}
              value={shownDefault(column.default)}
              placeholder={strings.none}
              isMono
              disabled={disabled}
              onCommit={(text) => set('default', writtenDefault(text, column.kind))}
            />
          )}
        </Field>
        <Field label={strings.columns.comment}>
          <EditableText
            name={`${strings.columns.comment}: ${column.name}`}
            value={column.comment}
            placeholder={strings.none}
            disabled={disabled}
            onCommit={(text) => set('comment', text)}
          />
        </Field>
        <Field label={strings.columns.display}>
          <Choice
            name={`${strings.columns.display}: ${column.name}`}
            value={column.display}
            none={strings.columns.automatic}
            options={named(DISPLAYS)}
            disabled={disabled}
            onChoose={(value) => set('display', value)}
          />
        </Field>
        <Field label={strings.columns.widget}>
          <Choice
            name={`${strings.columns.widget}: ${column.name}`}
            value={column.widget}
            none={strings.columns.automatic}
            options={named(WIDGETS)}
            disabled={disabled}
            onChoose={(value) => set('widget', value)}
          />
        </Field>
        <div className="col-span-full flex flex-wrap gap-x-6">
          <Toggle
            label={strings.columns.unique}
            checked={column.unique}
            disabled={disabled}
            onChange={(unique) => void operateOn({ do: 'set-unique', ...own, unique })}
          />
          <Toggle
            label={strings.columns.searchable}
            checked={column.searchable}
            disabled={disabled}
            onChange={(checked) => set('searchable', checked)}
          />
          <Toggle
            label={strings.columns.readonly}
            checked={column.readonly}
            disabled={disabled}
            onChange={(checked) => set('readonly', checked)}
          />
        </div>
        {hasOptions(column.kind) && <OptionsEditor model={model.key} column={column} disabled={disabled} />}
        <OnlyInText names={column.more} place={column} />
      </div>
    </div>
  );
}
