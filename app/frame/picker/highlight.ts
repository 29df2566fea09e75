/** A ring round a part of the screen with its name on it. It lies above everything, takes no press, and is nothing to a screen reader. */

export interface Highlight {
  /** Draws the ring round an element until it is put elsewhere; null takes it away. */
  put(element: Element | null, name?: string): void;
}

export function createHighlight(page: Document): Highlight {
  const ring = page.createElement('div');
  ring.className = 'picker-ring';
  ring.setAttribute('aria-hidden', 'true');
  ring.setAttribute('popover', 'manual');
  const chip = page.createElement('span');
  chip.className = 'picker-chip';
  ring.append(chip);
  let drawn: Element | null = null;
  let frameId = 0;

  const follow = (): void => {
    if (drawn === null) return;
    const { x, y, width, height } = drawn.getBoundingClientRect();
    Object.assign(ring.style, {
      left: `${String(x)}px`,
      top: `${String(y)}px`,
      width: `${String(width)}px`,
      height: `${String(height)}px`,
    });
    // Where the part stands at the top there is no room above it.
    chip.dataset.side = y < 24 ? 'below' : 'above';
    frameId = requestAnimationFrame(follow);
  };

  return {
    put(element, name = '') {
      cancelAnimationFrame(frameId);
      drawn = element;
      if (element === null) {
        ring.remove();
        return;
      }
      chip.textContent = name;
      chip.hidden = name === '';
      if (!ring.isConnected) {
        page.body.append(ring);
        // Above dialogs, which are drawn at the end of the body too.
        if (typeof ring.showPopover === 'function') ring.showPopover();
      }
      follow();
    },
  };
}
