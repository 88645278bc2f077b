import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import { keepPlace, placeKept } from './kept-place.ts';

/** Rows beyond the edges that are drawn too, so that scrolling shows no gaps. */
const BEYOND = 12;

export interface RowWindow {
  readonly first: number;
  /** One after the last. */
  readonly end: number;
  /** Pixels above and below, which rows that are not drawn would take. */
  readonly before: number;
  readonly after: number;
}

/** Which of many rows of one height stand in a box that scrolls. */
export function windowOf(count: number, rowHeight: number, scrollTop: number, height: number): RowWindow {
  // A list that became shorter is scrolled further than it is long until the browser notices.
  const top = Math.max(0, Math.min(scrollTop, count * rowHeight - height));
  const first = Math.max(0, Math.floor(top / rowHeight) - BEYOND);
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + BEYOND);
  return { first, end, before: first * rowHeight, after: (count - end) * rowHeight };
}

/**
 * The rows to draw in the element of `box`; drawn anew as it scrolls or changes its size. With `name`, which no other list of the page has, the
 * way back leads to the rows where one was.
 */
export function useRowWindow(
  count: number,
  rowHeight: number,
  name?: string,
): RowWindow & { readonly box: RefObject<HTMLDivElement | null> } {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  // Lists of nothing have no box.
  const isEmpty = count === 0;
  useLayoutEffect(() => {
    const top = name === undefined ? undefined : placeKept(history.state, name);
    if (box.current && top !== undefined) box.current.scrollTop = top;
  }, [name, isEmpty]);
  useEffect(() => (box.current && name !== undefined ? keepPlace(box.current, name) : undefined), [name, isEmpty]);
  useLayoutEffect(() => {
    const element = box.current;
    if (element) setView({ top: element.scrollTop, height: element.clientHeight });
  }, [count]);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const look = () => setView({ top: element.scrollTop, height: element.clientHeight });
    element.addEventListener('scroll', look, { passive: true });
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      sizes.disconnect();
    };
  }, [isEmpty]);
  return { box, ...windowOf(count, rowHeight, view.top, view.height) };
}
