import { useLocation } from '@tanstack/react-router';
import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * What a browser does when a page changes, done for the sheet that scrolls: a new page begins at its top, one that was
 * left is found where it was, and whoever uses the keyboard continues in it.
 */
export function useArrival(sheet: RefObject<HTMLElement | null>): void {
  const page = useLocation({ select: ({ pathname }) => pathname });
  const places = useRef(new Map<string, number>());
  const shown = useRef(page);

  useLayoutEffect(() => {
    const element = sheet.current;
    if (!element) return;
    if (shown.current !== page) {
      shown.current = page;
      element.scrollTop = places.current.get(page) ?? 0;
      element.focus({ preventScroll: true });
    }
    const remember = () => places.current.set(page, element.scrollTop);
    element.addEventListener('scroll', remember, { passive: true });
    return () => element.removeEventListener('scroll', remember);
  }, [page, sheet]);
}
