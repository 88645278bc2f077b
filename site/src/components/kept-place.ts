/** Milliseconds after which a place is written down: browsers refuse a page that writes to its history all the time. */
const REST = 150;

/** Where a list was scrolled to at this entry of the history; undefined where it never was. */
export function placeKept(state: unknown, name: string): number | undefined {
  const top = placesOf(state)[name];
  return typeof top === 'number' && top > 0 ? top : undefined;
}

/** The state of an entry of the history, with a list's place. */
export function withPlace(state: unknown, name: string, top: number): object {
  return { ...objectOf(state), places: { ...placesOf(state), [name]: top } };
}

/**
 * Writes down how far an element is scrolled, in pixels, in the current entry of the history: so it survives a reload, and a new visit of the
 * same address starts at the top. (Storage of its own is refused to pages from `file://` by some browsers.) Returns what ends it.
 */
export function keepPlace(element: HTMLElement, name: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    history.replaceState(withPlace(history.state, name, element.scrollTop), '');
  };
  const scrolled = () => {
    clearTimeout(timer);
    timer = setTimeout(write, REST);
  };
  element.addEventListener('scroll', scrolled, { passive: true });
  // Who leaves right after scrolling does it by pointer or keys: then it is written before the address changes.
  window.addEventListener('pointerdown', write, true);
  window.addEventListener('keydown', write, true);
  return () => {
    clearTimeout(timer);
    element.removeEventListener('scroll', scrolled);
    window.removeEventListener('pointerdown', write, true);
    window.removeEventListener('keydown', write, true);
  };
}

function placesOf(state: unknown): Readonly<Record<string, unknown>> {
  return objectOf(objectOf(state)['places']);
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
