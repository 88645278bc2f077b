/** Colours of a chart, as the page's theme has them. */
export interface ChartColours {
  readonly series: readonly string[];
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
  readonly ground: string;
}

/** They keep a contrast of 4.5 to the page's ground in both themes, and are told apart without red against green alone. */
const SERIES = [
  '--accent',
  '--kind-analysis',
  '--kind-source',
  '--kind-snapshot',
  '--kind-seed',
  '--kind-exposure',
  '--kind-macro',
];

/** Reads the colours that hold for an element now. */
export function readColours(element: Element): ChartColours {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    series: SERIES.map(colour),
    text: colour('--text'),
    muted: colour('--text-muted'),
    grid: colour('--border'),
    ground: colour('--bg'),
  };
}

/** Calls back when the theme changes, by the page's switch or the system's, until the function that it gives is called. */
export function listenToTheme(changed: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', changed);
  const attribute = new MutationObserver(changed);
  attribute.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => {
    system.removeEventListener('change', changed);
    attribute.disconnect();
  };
}
