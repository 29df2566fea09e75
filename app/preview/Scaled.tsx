import { useLayoutEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { fitPreview } from '../layout/fit';
import { useLayout } from '../layout/layout';

/** Where the page shows one area at a time, the device is a phone and the screens are a phone's. */
const PHONE = '(max-width: 767.98px)';

const subscribe = (listener: () => void): (() => void) => {
  const query = matchMedia(PHONE);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
};

/** Lays its content out at the width that was chosen for the preview, and shows it as large as its pane allows. */
export function Scaled({ children }: { children: ReactNode }) {
  const chosen = useLayout((state) => state.previewWidth);
  const isPhone = useSyncExternalStore(subscribe, () => matchMedia(PHONE).matches);
  const pane = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<{ width: number; height: number } | null>(null);
  useLayoutEffect(() => {
    const element = pane.current;
    if (!element) return undefined;
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      if (width > 0) setRoom({ width, height });
      // A pane that is hidden has no size; its screens begin as large as the window, and keep the size they had.
      else setRoom((known) => known ?? { width: window.innerWidth, height: window.innerHeight });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const fit = room && fitPreview(chosen, room, isPhone);
  const isFramed = room !== null && fit !== null && fit.width * fit.scale < room.width - 1;
  return (
    // Clipped, not hidden: what the frame scrolls into its view must never scroll the pane around it.
    <div ref={pane} className={`min-h-0 min-w-0 flex-1 overflow-clip ${isFramed ? 'bg-muted' : ''}`}>
      {fit && (
        <div
          data-testid="preview-room"
          data-scale={fit.scale.toFixed(2)}
          className={isFramed ? 'mx-auto shadow-lg' : ''}
          style={{
            width: fit.width,
            height: fit.height,
            transform: fit.scale < 1 ? `scale(${String(fit.scale)})` : undefined,
            transformOrigin: 'top left',
          }}
        >
          {children}
        </div>
      )}
    </div>
  );
}
