import type { NodeKind } from '../../../src/docs/site-data.ts';
import { HEALTH_WORDS, KIND_WORDS } from '../format/kinds.ts';
import { NodeShape } from './node-shape.tsx';

const KINDS: readonly NodeKind[] = ['source', 'seed', 'model', 'snapshot', 'analysis', 'exposure'];

/** What shapes, signs and keys mean. */
export function Legend() {
  return (
    <details class="graph-legend">
      <summary>Legend and keys</summary>
      <ul class="graph-legend-kinds">
        {KINDS.map((kind) => (
          <li key={kind}>
            <svg width={18} height={18} aria-hidden="true">
              <NodeShape kind={kind} />
            </svg>
            {KIND_WORDS[kind].one}
          </li>
        ))}
        {(['ok', 'warn', 'error', 'skipped'] as const).map((health) => (
          <li key={health}>
            <span class={`mark-health mark-${health}`} aria-hidden="true">
              {HEALTH_WORDS[health].sign}
            </span>
            {HEALTH_WORDS[health].word}
          </li>
        ))}
      </ul>
      <p>
        <kbd>←</kbd> parent, <kbd>→</kbd> child, <kbd>↑</kbd> <kbd>↓</kbd> neighbours, <kbd>Enter</kbd> details,{' '}
        <kbd>Shift</kbd>+<kbd>←</kbd> <kbd>→</kbd> show hidden parents or children, <kbd>Delete</kbd> hide, <kbd>+</kbd>{' '}
        <kbd>−</kbd> zoom, <kbd>0</kbd> everything. Drag to move, wheel to zoom.
      </p>
    </details>
  );
}
