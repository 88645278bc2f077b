import { HOWS } from '../../../src/lineage/lineage.ts';

/** What the lines mean. */
export function ColumnLegend({ hasUses }: { readonly hasUses: boolean }) {
  const lines = [
    ...HOWS.map((how) => [how, how.replaceAll(' ', '-')] as const),
    ...(hasUses ? [['only used', 'use'] as const] : []),
  ];
  return (
    <ul class="graph-legend graph-legend-lines">
      {lines.map(([word, name]) => (
        <li key={name}>
          <svg width={34} height={8} aria-hidden="true" class={`graph-edge graph-how-${name}`}>
            <path class="graph-edge-line" d="M0 4H34" />
          </svg>
          {word}
        </li>
      ))}
    </ul>
  );
}
