import type { ComponentChildren } from 'preact';
import type { CheckKind, Health, NodeKind, NodeRow } from '../../../src/docs/site-data.ts';
import { counted } from '../format/figures.ts';
import { HEALTH_WORDS, KIND_WORDS } from '../format/kinds.ts';
import { nodeLink } from '../router/links.ts';
import type { NodeView } from '../router/links.ts';

/** A kind as a letter in its colour; its word is read aloud. */
export function KindMark({ kind }: { readonly kind: NodeKind | CheckKind }) {
  const { one, letter } = KIND_WORDS[kind];
  return (
    <span class={`mark-kind mark-kind-${kind}`} title={one} role="img" aria-label={one}>
      {letter}
    </span>
  );
}

/** A health as a sign in its colour. `label` says what stands so: `tests`. */
export function HealthMark({ health, label = '' }: { readonly health: Health; readonly label?: string }) {
  const { sign, word } = HEALTH_WORDS[health];
  const text = label ? `${label}: ${word}` : word;
  return (
    <span class={`mark-health mark-${health}`} title={text} role="img" aria-label={text}>
      {sign}
    </span>
  );
}

/** Says of what is in order itself that something before it is not. */
export function UpstreamMark({ row }: { readonly row: NodeRow }) {
  if (row.health !== 'ok' || row.upstream !== 'warn') return null;
  const text = 'ok itself; something upstream is late or has problems';
  return (
    <span class="mark-health mark-warn mark-upstream" title={text} role="img" aria-label={text}>
      ↑!
    </span>
  );
}

/** How many rows a test holds back, with the way to them. */
export function HeldBack({ rows, node }: { readonly rows: number | undefined; readonly node: NodeRow | undefined }) {
  if (!rows) return null;
  const text = `${counted(rows, 'row')} held back`;
  return <Pill health="warn">{node ? <a href={nodeLink(node.id, { view: 'quarantine' })}>{text}</a> : text}</Pill>;
}

/** A sign with words beside it, on soft ground. */
export function Pill({ health, children }: { readonly health: Health; readonly children: ComponentChildren }) {
  return (
    <span class={`pill mark-${health}`}>
      <span aria-hidden="true">{HEALTH_WORDS[health].sign}</span> {children}
    </span>
  );
}

export function Tag({ children }: { readonly children: ComponentChildren }) {
  return <span class="tag">{children}</span>;
}

/** A node's name with its kind, as a link; with its health where it is asked for. */
export function NodeName(props: {
  readonly row: NodeRow;
  readonly view?: NodeView;
  readonly column?: string;
  readonly withHealth?: boolean;
}) {
  const { row, view, column, withHealth } = props;
  const at = { ...(view && { view }), ...(column !== undefined && { column }) };
  return (
    <span class="node-name">
      <KindMark kind={row.kind} />
      <a href={nodeLink(row.id, at)}>
        {row.name}
        {column !== undefined && <span class="node-name-column">.{column}</span>}
      </a>
      {withHealth && row.health !== 'unknown' && <HealthMark health={row.health} />}
      {withHealth && <UpstreamMark row={row} />}
    </span>
  );
}

/** Says of a relation that nothing of the project declares it. */
export function OutsideMark({ row }: { readonly row: NodeRow }) {
  if (!row.outside) return null;
  return (
    <span class="outside-mark" title="Nothing of the project declares it: queries read it by its name">
      outside the project
    </span>
  );
}

/** A dash that says that nothing is known. */
export function Nothing({ why = 'not known' }: { readonly why?: string }) {
  return (
    <span class="nothing" title={why}>
      –
    </span>
  );
}
