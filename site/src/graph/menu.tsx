import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** What opens below a button, and closes by Escape or where one clicks elsewhere. The first of its children is a `summary`. */
export function Menu({ children }: { readonly children: ComponentChildren }) {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: PointerEvent) => {
      const element = menu.current;
      if (element?.open && event.target instanceof Node && !element.contains(event.target)) element.open = false;
    };
    document.addEventListener('pointerdown', close, true);
    return () => document.removeEventListener('pointerdown', close, true);
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const element = menu.current;
    if (event.key !== 'Escape' || !element?.open) return;
    event.stopPropagation();
    element.open = false;
    element.querySelector('summary')?.focus();
  };
  return (
    <details class="graph-menu" ref={menu} onKeyDown={onKeyDown}>
      {children}
    </details>
  );
}
