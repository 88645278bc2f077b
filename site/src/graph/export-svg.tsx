import { render } from 'preact';
import { CanvasContent } from './canvas-content.tsx';
import type { Drawing, Painter } from './drawing.ts';

const NAMESPACE = 'http://www.w3.org/2000/svg';
const MARGIN = 30;

// What the style sheet says of a shape; everything else is in its attributes.
const STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'text-anchor',
  'paint-order',
  'transform',
] as const;
const IN_TEXT = new Set([
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'text-anchor',
  'paint-order',
  'transform',
]);
const INITIAL: Readonly<Record<string, string>> = {
  'fill-opacity': '1',
  'stroke-opacity': '1',
  opacity: '1',
  'stroke-dasharray': 'none',
  'text-anchor': 'start',
  'paint-order': 'normal',
  transform: 'none',
  'font-weight': '400',
  'font-style': 'normal',
};
const ONLY_IN_THE_PAGE = '.graph-handle, .graph-edge-touch, .graph-edge-label[data-free="false"]';
const ATTRIBUTES = ['class', 'role', 'tabindex', 'aria-label', 'aria-pressed'];

/**
 * A drawing as the text of an SVG file that needs nothing else: every colour is written out as the page shows it now, and what only
 * serves the page (handles, what the pointer touches) is left out.
 */
export function svgText<B, E>(
  drawing: Drawing<B, E>,
  painter: Painter<B, E>,
  title: string,
  description: string,
): string {
  const holder = document.createElement('div');
  holder.className = 'graph-canvas graph-export';
  document.body.append(holder);
  try {
    const [width, height] = [Math.ceil(drawing.width) + 2 * MARGIN, Math.ceil(drawing.height) + 2 * MARGIN];
    render(
      <svg xmlns={NAMESPACE} width={width} height={height} viewBox={`${-MARGIN} ${-MARGIN} ${width} ${height}`}>
        <title>{title}</title>
        <desc>{description}</desc>
        <rect class="graph-paper" x={-MARGIN} y={-MARGIN} width={width} height={height} />
        <CanvasContent
          drawing={drawing}
          painter={painter}
          region={undefined}
          lit={undefined}
          tabStop={-1}
          opened={undefined}
          found={new Set()}
        />
      </svg>,
      holder,
    );
    const svg = holder.firstElementChild as SVGElement;
    for (const element of svg.querySelectorAll(ONLY_IN_THE_PAGE)) element.remove();
    for (const element of svg.querySelectorAll<SVGElement>('rect, path, text, circle, line')) writeStyles(element);
    for (const element of svg.querySelectorAll('*')) writeAttributes(element);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`;
  } finally {
    render(null, holder);
    holder.remove();
  }
}

function writeStyles(element: SVGElement): void {
  const computed = getComputedStyle(element);
  const isText = element.tagName === 'text';
  for (const name of STYLES) {
    if (!isText && IN_TEXT.has(name)) continue;
    const value = computed.getPropertyValue(name);
    if (value !== '' && value !== INITIAL[name]) element.setAttribute(name, value);
  }
}

function writeAttributes(element: Element): void {
  for (const { name } of [...element.attributes]) {
    if (ATTRIBUTES.includes(name) || name.startsWith('data-')) element.removeAttribute(name);
  }
}
