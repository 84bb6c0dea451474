import { type RefObject, useEffect, useRef } from 'react';

/** For what opens in the page: its first control takes the focus, as whoever opened it means to fill it in. */
export function useFirstFocus<T extends HTMLElement>(wanted = true): RefObject<T | null> {
  const box = useRef<T>(null);
  useEffect(() => {
    if (wanted) box.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
  }, [wanted]);
  return box;
}

/** Once the page has been drawn anew: what had the focus is gone, and without this a keyboard would begin at the top. */
export function focusSoon(element: RefObject<HTMLElement | null>): void {
  requestAnimationFrame(() => element.current?.focus());
}
