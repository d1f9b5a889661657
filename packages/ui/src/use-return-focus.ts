import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * Focuses the heading of a panel when it opens and gives focus back to where it was when it closes, unless the person
 * has moved on by then. Returns the ref for the panel and the one for its heading (`tabIndex={-1}`).
 */
export function useReturnFocus<Panel extends HTMLElement>(): {
  readonly panelRef: RefObject<Panel | null>;
  readonly headingRef: RefObject<HTMLHeadingElement | null>;
} {
  const panelRef = useRef<Panel>(null);
  const headingRef = useRef<HTMLHeadingElement>(null);

  // A layout effect, because its cleanup still finds the panel, and the focus within it, in the document.
  useLayoutEffect(() => {
    const panel = panelRef.current;
    const before = document.activeElement;
    headingRef.current?.focus({ preventScroll: true });
    return () => {
      const now = document.activeElement;
      const movedOn = now !== null && now !== document.body && !panel?.contains(now);
      if (!movedOn && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);

  return { panelRef, headingRef };
}
