import {
  Button,
  Checkbox,
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  Input,
  Label,
} from '@asteby/metacore-ui/primitives';
import { useId, useState, type SyntheticEvent } from 'react';
import type { Design } from '../../kernel/authoring/design/design';
import { useFocusReturn } from '../dialog/focus-return';
import { columnName, free, modelKey } from './names';
import { operateOn } from './operations';
import { useDesignerStrings } from './strings';

/** A new model from the word that people have for it; key and table follow until somebody writes others. */
export function ModelDialog({ design, onClose }: { design: Design; onClose: () => void }) {
  const strings = useDesignerStrings();
  const [labelId, keyId, tableId, menuId, permissionId] = [useId(), useId(), useId(), useId(), useId()];
  const returnFocus = useFocusReturn(true);
  const [label, setLabel] = useState('');
  const [ownKey, setOwnKey] = useState<string | null>(null);
  const [ownTable, setOwnTable] = useState<string | null>(null);
  const [inMenu, setInMenu] = useState(true);
  const [withPermissions, setWithPermissions] = useState(design.permissions.length > 0);
  const key = ownKey ?? free(modelKey(label), new Set(design.models.map((model) => model.key))).replaceAll('_', '');
  const table = ownTable ?? free(columnName(label), new Set(design.models.map((model) => model.table)));
  const add = (event: SyntheticEvent): void => {
    event.preventDefault();
    void operateOn({ do: 'add-model', key, table, label: label.trim() || key, inMenu, withPermissions }).then(
      (isDone) => isDone && onClose(),
    );
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent onCloseAutoFocus={returnFocus}>
        <form className="space-y-4" onSubmit={add}>
          <DialogHeader>
            <DialogTitle>{strings.models.addTitle}</DialogTitle>
            <DialogDescription>{strings.models.addText}</DialogDescription>
          </DialogHeader>
          <div className="space-y-1">
            <Label htmlFor={labelId}>{strings.models.plural}</Label>
            <Input
              id={labelId}
              autoFocus
              value={label}
              placeholder={strings.models.example}
              onChange={(event) => setLabel(event.target.value)}
            />
          </div>
          <div className="grid grid-cols-2 gap-3">
            <div className="space-y-1">
              <Label htmlFor={keyId}>{strings.models.key}</Label>
              <Input id={keyId} className="font-mono" value={key} onChange={(event) => setOwnKey(event.target.value)} />
            </div>
            <div className="space-y-1">
              <Label htmlFor={tableId}>{strings.models.table}</Label>
              <Input id={tableId} className="font-mono" value={table} onChange={(event) => setOwnTable(event.target.value)} />
            </div>
          </div>
          <div className="space-y-2">
            <div className="flex items-center gap-2">
              <Checkbox id={menuId} checked={inMenu} onCheckedChange={(checked) => setInMenu(checked === true)} />
              <Label htmlFor={menuId}>{strings.models.inMenu}</Label>
            </div>
            <div className="flex items-center gap-2">
              <Checkbox id={permissionId} checked={withPermissions} onCheckedChange={(checked) => setWithPermissions(checked === true)} />
              <Label htmlFor={permissionId}>{strings.models.withPermissions}</Label>
            </div>
          </div>
          <DialogFooter>
            <Button type="button" variant="outline" onClick={onClose}>
              {strings.cancel}
            </Button>
            <Button type="submit" disabled={key === '' || table === ''}>
              {strings.add}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
