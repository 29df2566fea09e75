/** Keys that belong to the page around: it hears nothing of what is pressed in this document, so it is told. */
import { matchKeyBindingPress, parseKeybinding, type KeyBindingPress } from 'tinykeys';
import { FRAME_PROTOCOL, type FrameKeys } from '../../workers/protocol';

/** Listens for the page's keys from now on, before anything in this document does. Answers with what takes other keys. */
export function watchPageKeys(frame: Window): (keys: readonly string[]) => void {
  let presses: { keys: string; press: KeyBindingPress }[] = [];
  frame.addEventListener(
    'keydown',
    (event) => {
      const found = event.isComposing ? undefined : presses.find(({ press }) => matchKeyBindingPress(event, press));
      if (!found) return;
      event.preventDefault();
      event.stopPropagation();
      const message: FrameKeys = { type: 'metacore:keys', protocol: FRAME_PROTOCOL, keys: found.keys };
      frame.parent.postMessage(message, frame.location.origin);
    },
    { capture: true },
  );
  return (keys) => {
    presses = keys.flatMap((one) => {
      const [press, ...more] = parseKeybinding(one);
      return press === undefined || more.length > 0 ? [] : [{ keys: one, press }];
    });
  };
}
