import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from '@asteby/metacore-ui/primitives';
import { useStrings } from '../i18n/language';
import { takeOver } from '../workspace/projects';
import { useWorkspace } from '../workspace/workspace';

/** Stands over the page while another tab works on the project. */
export function ElsewhereDialog() {
  const strings = useStrings();
  const tab = useWorkspace((state) => state.tab.state);
  const lost = tab === 'lost';
  return (
    <AlertDialog open={tab === 'elsewhere' || lost}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>{lost ? strings.elsewhere.lostTitle : strings.elsewhere.title}</AlertDialogTitle>
          <AlertDialogDescription>{lost ? strings.elsewhere.lostText : strings.elsewhere.text}</AlertDialogDescription>
        </AlertDialogHeader>
        <AlertDialogFooter>
          <AlertDialogAction onClick={() => void takeOver()}>{strings.elsewhere.take}</AlertDialogAction>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
