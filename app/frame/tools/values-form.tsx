/** A form whose values are sent by key, with what is wrong at each field. */
import { Button } from '@asteby/metacore-ui/primitives';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { messageOf } from '../../../kernel/errors';
import type { SettingField, SettingsForm } from '../../../kernel/metadata/settings-form';
import { ResponseError } from '../client';
import { FIELD } from './parts';
import { changedValues, isReadable, shownValue, type Values } from './settings-values';

/** Code of what is wrong with each value, by key. */
type Faults = Readonly<Record<string, string>>;

/** The faults of an answer 422. */
function faultsIn(error: unknown): Faults {
  const body = error instanceof ResponseError ? error.response.data : null;
  const errors = typeof body === 'object' && body !== null && 'errors' in body ? body.errors : null;
  if (typeof errors !== 'object' || errors === null) return {};
  return Object.fromEntries(
    Object.entries(errors as Record<string, unknown>).flatMap(([key, faults]) => {
      const [first] = Array.isArray(faults) ? (faults as { code?: unknown }[]) : [];
      return typeof first?.code === 'string' ? [[key, first.code]] : [];
    }),
  );
}

const KNOWN_FAULTS = ['required', 'invalid_type', 'invalid_option', 'max'];

interface FieldProps {
  field: SettingField;
  value: unknown;
  text: string;
  fault: string | undefined;
  onChange: (text: string) => void;
  onRemove: () => void;
}

function Input({ field, value, text, fault, id, described, onChange }: Omit<FieldProps, 'onRemove'> & { id: string; described: string }) {
  const { t } = useTranslation();
  const common = {
    id,
    className: FIELD,
    value: text,
    'aria-invalid': fault !== undefined,
    'aria-describedby': described,
    'aria-required': field.required,
  };
  if (field.type === 'boolean' || (field.type === 'select' && field.options.length > 0)) {
    const options =
      field.type === 'boolean'
        ? [
            { value: 'true', label: t('tools.yes') },
            { value: 'false', label: t('tools.no') },
          ]
        : field.options;
    return (
      <select {...common} onChange={(event) => onChange(event.target.value)}>
        <option value="">{t('tools.notSet')}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    );
  }
  if (field.type === 'json')
    return <textarea {...common} className={`${FIELD} min-h-24 font-mono`} onChange={(event) => onChange(event.target.value)} />;
  const isSecret = field.type === 'secret';
  return (
    <input
      {...common}
      type={isSecret ? 'password' : 'text'}
      // Nobody's saved password belongs in here.
      autoComplete={isSecret ? 'new-password' : 'off'}
      inputMode={field.type === 'integer' ? 'numeric' : field.type === 'number' ? 'decimal' : undefined}
      placeholder={isSecret && typeof value === 'string' && value !== '' ? t('tools.secretIsSet') : undefined}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function Field(props: FieldProps) {
  const { t } = useTranslation();
  const { field, value, fault, onRemove } = props;
  const id = useId();
  const described = `${id}-says`;
  const hints = [
    field.description,
    field.type === 'dynamic_select' ? t('tools.dynamicSelect') : '',
    field.scope === 'branch' ? t('tools.branchScope') : '',
  ].filter((hint) => hint !== '');
  const isSecretSet = field.type === 'secret' && typeof value === 'string' && value !== '';
  return (
    <div className="flex flex-col gap-1 text-sm">
      <label htmlFor={id} className="font-medium">
        {field.label}
        {field.required ? <span className="text-muted-foreground font-normal"> · {t('tools.isRequired')}</span> : null}
      </label>
      <div className="flex gap-2">
        <Input {...props} id={id} described={described} />
        {isSecretSet && !field.required ? (
          <Button type="button" variant="outline" aria-label={`${t('tools.removeSecret')}: ${field.label}`} onClick={onRemove}>
            {t('tools.removeSecret')}
          </Button>
        ) : null}
      </div>
      <div id={described} className="text-muted-foreground text-xs">
        {fault === undefined ? null : (
          <p className="text-destructive">{t(`tools.faults.${KNOWN_FAULTS.includes(fault) ? fault : 'other'}`)}</p>
        )}
        {hints.map((hint) => (
          <p key={hint}>{hint}</p>
        ))}
      </div>
    </div>
  );
}

interface ValuesFormProps {
  form: Pick<SettingsForm, 'name' | 'fields'>;
  values: Values;
  /** Sends what changed. */
  save: (changed: Record<string, unknown>) => Promise<unknown>;
  onSaved: () => Promise<unknown>;
  /** Said once it is saved, and on the button. */
  saved: string;
  label: string;
  /** Further buttons. */
  children?: ReactNode;
  /** What is said under the name. */
  note?: ReactNode;
}

/** A form of values by key: the settings of an addon, the credentials of a connector. */
export function ValuesForm({ form, values, save, onSaved, saved, label, children, note }: ValuesFormProps) {
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [faults, setFaults] = useState<Faults>({});
  const [isBusy, setBusy] = useState(false);
  const changed = changedValues(form.fields, values, typed);
  const sections = [...new Set(form.fields.map(({ section }) => section))];

  const send = async (given: Record<string, unknown>): Promise<void> => {
    const unreadable = form.fields.filter((field) => !isReadable(field, typed[field.key] ?? ''));
    if (unreadable.length > 0) {
      setFaults(Object.fromEntries(unreadable.map(({ key }) => [key, 'invalid_type'])));
      return;
    }
    setBusy(true);
    try {
      await save(given);
      toast.success(saved);
      await onSaved();
      setFaults({});
      setTyped({});
    } catch (error) {
      const found = faultsIn(error);
      setFaults(found);
      if (Object.keys(found).length === 0) toast.error(messageOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      className="bg-card flex max-w-2xl flex-col gap-4 rounded-lg border p-4"
      aria-label={form.name}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send(changed);
      }}
    >
      <h2 className="text-sm font-semibold">{form.name}</h2>
      {note}
      {sections.map((section) => (
        <fieldset key={section} className="flex flex-col gap-4">
          {section === '' ? null : <legend className="text-muted-foreground mb-2 text-xs font-medium">{section}</legend>}
          {form.fields
            .filter((field) => field.section === section)
            .map((field) => (
              <Field
                key={field.key}
                field={field}
                value={values[field.key]}
                text={typed[field.key] ?? shownValue(field, values[field.key])}
                fault={faults[field.key]}
                onChange={(text) => setTyped({ ...typed, [field.key]: text })}
                onRemove={() => void send({ [field.key]: null })}
              />
            ))}
        </fieldset>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" disabled={isBusy || Object.keys(changed).length === 0}>
          {label}
        </Button>
        {children}
      </div>
    </form>
  );
}
