import { Button, Dialog, DialogContent, DialogFooter, DialogHeader, DialogTitle, Input } from '@asteby/metacore-ui/primitives';
import { useState, type SyntheticEvent } from 'react';
import { useFocusReturn } from '../dialog/focus-return';
import { useDesignerStrings } from './strings';

/** Asks for another name. */
export function NameDialog({
  title,
  value,
  onName,
  onClose,
}: {
  title: string;
  value: string;
  onName: (name: string) => Promise<boolean>;
  onClose: () => void;
}) {
  const strings = useDesignerStrings();
  const returnFocus = useFocusReturn(true);
  const [name, setName] = useState(value);
  const save = (event: SyntheticEvent): void => {
    event.preventDefault();
    void onName(name.trim()).then((isDone) => isDone && onClose());
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent onCloseAutoFocus={returnFocus} aria-describedby={undefined}>
        <form className="space-y-4" onSubmit={save}>
          <DialogHeader>
            <DialogTitle>{title}</DialogTitle>
          </DialogHeader>
          <Input aria-label={title} autoFocus value={name} onChange={(event) => setName(event.target.value)} className="font-mono" />
          <DialogFooter>
            <Button type="button" variant="outline" onClick={onClose}>
              {strings.cancel}
            </Button>
            <Button type="submit">{strings.save}</Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
