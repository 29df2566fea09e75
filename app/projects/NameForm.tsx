import { Button, Input, Label } from '@asteby/metacore-ui/primitives';
import { useId, useState, type SyntheticEvent } from 'react';
import { renameProject } from '../workspace/projects';
import { useWorkspace } from '../workspace/workspace';
import { MAX_NAME_CHARS, nameProblem } from '../project/names';
import { useProjectStrings } from './strings';

/** The project's name, to be changed. */
export function NameForm({ name: current, autoFocus }: { name: string; autoFocus: boolean }) {
  const strings = useProjectStrings();
  const [field, said] = [useId(), useId()];
  const readOnly = useWorkspace((state) => state.readOnly);
  const [name, setName] = useState(current);
  const [problem, setProblem] = useState<ReturnType<typeof nameProblem>>(null);
  const [isSaved, setSaved] = useState(false);
  const save = (event: SyntheticEvent): void => {
    event.preventDefault();
    const { project, projects } = useWorkspace.getState();
    const others = projects.filter(({ id }) => id !== project?.id).map((other) => other.name);
    const found = nameProblem(name, others);
    setProblem(found);
    if (found !== null) return;
    void renameProject(name.trim()).then(() => setSaved(true));
  };
  return (
    <form className="space-y-1" onSubmit={save}>
      <Label htmlFor={field}>{strings.name}</Label>
      <div className="flex gap-2">
        <Input
          id={field}
          value={name}
          maxLength={MAX_NAME_CHARS}
          readOnly={readOnly}
          autoFocus={autoFocus}
          aria-invalid={problem !== null}
          aria-describedby={said}
          onChange={(event) => {
            setName(event.target.value);
            setProblem(null);
            setSaved(false);
          }}
        />
        <Button type="submit" variant="outline" disabled={readOnly || name.trim() === current}>
          {strings.rename}
        </Button>
      </div>
      <p id={said} role="status" className={`text-sm empty:hidden ${problem === null ? 'text-muted-foreground' : 'text-destructive'}`}>
        {problem !== null ? strings.nameProblem[problem] : isSaved && strings.renamed}
      </p>
    </form>
  );
}
