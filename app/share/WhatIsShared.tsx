import { Input, Label } from '@asteby/metacore-ui/primitives';
import { useCallback, useEffect, useId, useState } from 'react';
import { type LinkedView, MAX_LINKED_SEED_ROWS } from '../../kernel/link/link';
import { useLanguage } from '../i18n/language';
import { useScreens } from '../preview/screens';
import { useViewers } from '../preview/viewers';
import { listRuns } from '../seed/requests';
import { useWorkspace } from '../workspace/workspace';
import type { SharedAs } from './use-made';
import { useShareStrings } from './strings';

const MAX_NUMBER = 2 ** 31 - 1;

interface Choices {
  file: boolean;
  screen: boolean;
  person: boolean;
  sample: boolean;
  rows: string;
  number: string;
}

const whole = (text: string, least: number, most: number): number | null =>
  /^\d{1,10}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most ? Number(text) : null;

/** Hears once of the newest sample data that is in the tables, as what a link would ask for. */
function useNewestSample(onFound: (sample: Pick<Choices, 'rows' | 'number'>) => void): void {
  useEffect(() => {
    let isShown = true;
    listRuns().then(
      (runs) => {
        const run = runs.find(({ state }) => state === 'done');
        if (isShown && run) onFound({ rows: String(Math.min(run.rows, MAX_LINKED_SEED_ROWS)), number: String(run.seed) });
      },
      // Without a kernel there is no sample data to speak of.
      () => undefined,
    );
    return () => {
      isShown = false;
    };
  }, [onFound]);
}

/** The whole project or a file's address, and where whoever opens it begins. */
export function WhatIsShared({ shared, onShared }: { shared: SharedAs; onShared: (shared: SharedAs) => void }) {
  const strings = useShareStrings();
  const language = useLanguage((state) => state.language);
  const [group, field, hint, sampleProblem] = [useId(), useId(), useId(), useId()];
  const open = useWorkspace((state) => state.activeFile);
  const screen = useScreens((state) => state.main);
  const { people, choices: viewers } = useViewers();
  const viewer = viewers.main;
  const person = people.find(({ userId }) => userId === viewer.userId);
  const [choices, setChoices] = useState<Choices>({ file: true, screen: true, person: true, sample: false, rows: '25', number: '1' });
  const [address, setAddress] = useState('');
  const change = useCallback((part: Partial<Choices>): void => setChoices((before) => ({ ...before, ...part })), []);
  useNewestSample(useCallback((sample) => change({ sample: true, ...sample }), [change]));

  const rows = whole(choices.rows, 1, MAX_LINKED_SEED_ROWS);
  const number = whole(choices.number, 0, MAX_NUMBER);
  const isBad = choices.sample && (rows === null || number === null);
  const view: LinkedView = {
    ...(choices.file && { open }),
    ...(choices.screen && screen && { view: screen.address }),
    ...(choices.person && person && { principal: person.userId }),
    ...(choices.person && person && viewer.role !== null && { role: viewer.role }),
    ...(choices.sample && rows !== null && number !== null && { seed: number, seedRows: rows, seedLanguage: language }),
  };
  const wanted: SharedAs = shared.kind === 'from' ? { kind: 'from', address: address.trim() } : { kind: 'project', view };
  const wantedText = JSON.stringify(wanted);
  useEffect(() => {
    onShared(JSON.parse(wantedText) as SharedAs);
  }, [onShared, wantedText]);

  const box = (name: 'file' | 'screen' | 'person' | 'sample', label: string) => (
    <label className="flex min-h-6 items-center gap-2 text-sm">
      <input type="checkbox" checked={choices[name]} onChange={(event) => change({ [name]: event.target.checked })} />
      <span className="min-w-0 break-words">{label}</span>
    </label>
  );
  return (
    <div className="min-w-0 space-y-3">
      <fieldset className="space-y-1">
        <legend className="text-sm font-medium">{strings.source}</legend>
        {(['project', 'from'] as const).map((kind) => (
          <label key={kind} className="flex min-h-6 items-center gap-2 text-sm">
            <input
              type="radio"
              name={group}
              checked={shared.kind === kind}
              onChange={() => onShared(kind === 'from' ? { kind, address: address.trim() } : { kind, view })}
            />
            {strings.sources[kind]}
          </label>
        ))}
      </fieldset>
      {shared.kind === 'from' ? (
        <div className="space-y-1">
          <Label htmlFor={field}>{strings.address}</Label>
          <Input
            id={field}
            type="url"
            value={address}
            placeholder="https://"
            aria-describedby={hint}
            onChange={(event) => setAddress(event.target.value)}
          />
          <p id={hint} className="text-muted-foreground text-xs">
            {strings.addressHint}
          </p>
        </div>
      ) : (
        <fieldset className="min-w-0">
          <legend className="text-sm font-medium">{strings.include}</legend>
          {box('file', strings.file(open))}
          {screen && box('screen', strings.screen(screen.title === '' ? screen.address : screen.title))}
          {person && box('person', strings.person(viewer.role === null ? person.name : `${person.name} · ${viewer.role}`))}
          {box('sample', strings.sample)}
          {choices.sample && (
            <div className="ml-6 flex flex-wrap gap-3 text-sm">
              <label className="flex items-center gap-2">
                {strings.sampleRows}
                <Input
                  className="h-8 w-24"
                  inputMode="numeric"
                  value={choices.rows}
                  aria-describedby={sampleProblem}
                  onChange={(event) => change({ rows: event.target.value })}
                />
              </label>
              <label className="flex items-center gap-2">
                {strings.sampleNumber}
                <Input
                  className="h-8 w-28"
                  inputMode="numeric"
                  value={choices.number}
                  aria-describedby={sampleProblem}
                  onChange={(event) => change({ number: event.target.value })}
                />
              </label>
            </div>
          )}
          <p id={sampleProblem} role="alert" className="text-destructive ml-6 text-sm empty:hidden">
            {isBad ? strings.badSample(MAX_LINKED_SEED_ROWS) : ''}
          </p>
        </fieldset>
      )}
    </div>
  );
}
