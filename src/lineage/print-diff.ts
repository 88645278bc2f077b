import type { ColumnChange, LineageDiff, Making, NodeChange } from './compare-lineage.ts';
import { isTouching, type RowReach, type TouchedUse, type Touches } from './touches.ts';

const MAX_LISTED = 12;

/** A diff as Markdown for a pull request: what breaks first, then the rest, each with what it touches. */
export function printDiff(diff: LineageDiff): string {
  if (diff.nodes.length === 0 && diff.broken.length === 0) return 'No column changed.';
  const gone = diff.nodes.filter(({ kind }) => kind === 'removed');
  const breaking = diff.nodes.flatMap((node) =>
    node.columns.filter((change) => change.breaking).map((change) => changeText(node, change)),
  );
  const others = diff.nodes.flatMap((node) => [
    ...(node.kind === 'added' ? [`- ${code(node.name)} is new (${node.type}).`] : []),
    ...(node.rows ? [rowsText(node, node.rows)] : []),
    ...node.columns.filter((change) => !change.breaking).map((change) => changeText(node, change)),
  ]);
  return [
    '## Column lineage',
    summary(diff),
    ...(diff.broken.length > 0 ? [`Does not compile: ${diff.broken.map(code).join(', ')}.`] : []),
    ...(gone.length > 0 ? [`Gone: ${gone.map(({ name }) => code(name)).join(', ')}.`] : []),
    ...(breaking.length > 0 ? ['### Breaking', breaking.join('\n')] : []),
    ...(others.length > 0 ? ['### Other changes', others.join('\n')] : []),
  ].join('\n\n');
}

function summary({ breaking, nodes, other }: LineageDiff): string {
  const added = nodes.filter(({ kind }) => kind === 'added').length;
  const parts = [
    breaking > 0 ? `**${counted(breaking, 'breaking change')}**` : 'No breaking change',
    ...(other > 0 ? [counted(other, 'other change')] : []),
    ...(added > 0 ? [counted(added, 'new node')] : []),
  ];
  return `${parts.join(', ')}.`;
}

function changeText(node: NodeChange, change: ColumnChange): string {
  const lines = [`- **${code(`${node.name}.${change.column}`)}** ${whatHappened(change)}`];
  return [...lines, ...sqlLines(change), ...touchLines(change.touches)].join('\n');
}

function whatHappened({ kind, before, after, from, touches }: ColumnChange): string {
  const end = isTouching(touches) ? '.' : '; nothing reads it.';
  switch (kind) {
    case 'removed':
      return `was removed${typed(before)}${end}`;
    case 'added':
      return `was added${typed(after)}.`;
    case 'renamed':
      return `was named ${code(from ?? '')}${end}`;
    case 'retyped':
      return `was ${code(before?.type ?? '')}, is ${code(after?.type ?? '')}${end}`;
    case 'made differently':
      return `is made differently${end}`;
  }
}

function typed(making: Making | undefined): string {
  return making?.type === undefined ? '' : ` (${code(making.type)})`;
}

function sqlLines({ kind, before, after }: ColumnChange): readonly string[] {
  if (kind !== 'made differently' && kind !== 'retyped') return [];
  const lines = [...diffLines('-', before), ...diffLines('+', after)];
  const same = before?.sql.join('\n') === after?.sql.join('\n');
  return same || lines.length === 0 ? [] : ['  ```diff', ...lines.map((line) => `  ${line}`), '  ```'];
}

function diffLines(sign: string, making: Making | undefined): readonly string[] {
  return (making?.sql ?? []).flatMap((sql) => sql.split('\n').map((line) => `${sign} ${line}`));
}

function touchLines({ columns, uses, tests, exposures }: Touches): readonly string[] {
  return [
    listed('columns', columns.map(({ name, column, how }) => `${code(`${name}.${column}`)} ${how}`)),
    listed('used in', uses.map(useText)),
    listed('exposures', exposures.map(code)),
    listed('tests', tests.map(code)),
  ].flat(); // prettier-ignore
}

function useText({ name, column, uses }: TouchedUse): string {
  return `${code(column === undefined ? name : `${name}.${column}`)} ${uses.join(', ')}`;
}

function rowsText({ name }: NodeChange, { nodes, exposures, tests }: RowReach): string {
  const lines = [
    `- **${code(name)}** may return other rows: a filter, join, grouping or limit changed.`,
    ...listed('models', nodes.map(code)),
    ...listed('exposures', exposures.map(code)),
    // By name they would be most of the project's.
    ...(tests.length > 0 ? [`  - ${counted(tests.length, 'test')}`] : []),
  ];
  return lines.join('\n');
}

function listed(title: string, items: readonly string[]): readonly string[] {
  if (items.length === 0) return [];
  const more = items.length - MAX_LISTED;
  return [`  - ${title}: ${items.slice(0, MAX_LISTED).join(', ')}${more > 0 ? `, and ${more} more` : ''}`];
}

// A backtick within code needs longer fences around it.
function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
