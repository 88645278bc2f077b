import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { KindMark, HealthMark, UpstreamMark } from '../components/marks.tsx';
import { useRowWindow } from '../components/window.ts';
import { foldersOf, treeLines } from '../data/site-tree.ts';
import type { TreeBy, TreeLine } from '../data/site-tree.ts';
import { useSite } from '../data/site.ts';
import type { SiteNodes } from '../data/site.ts';
import { nodeLink } from '../router/links.ts';
import { navigate } from '../router/navigate.ts';

const LINE_HEIGHT = 26;

/** Everything of the project as a tree: arrows, Home, End and Enter as ARIA's tree has them; those in sight alone are drawn. */
export function NavTree({ nodes, current }: { readonly nodes: SiteNodes; readonly current: string | undefined }) {
  const [by, setBy] = useState<TreeBy>('folder');
  const [filter, setFilter] = useState('');
  const { overview } = useSite();
  const [open, setOpen] = useState<ReadonlySet<string>>(() => firstOpen(nodes));
  const row = current === undefined ? undefined : nodes.rows[nodes.indexOf.get(current) ?? -1];
  useEffect(() => {
    if (row) setOpen((before) => new Set([...before, ...foldersOf(row, by)]));
  }, [row, by]);
  const lines = useMemo(
    () =>
      treeLines(
        nodes.rows,
        { by, open, filter },
        overview.layers.map(({ name }) => name),
      ),
    [nodes, by, open, filter],
  );
  const toggle = (line: TreeLine) => {
    const key = line.key.slice('folder:'.length);
    setOpen((before) =>
      before.has(key) ? new Set([...before].filter((other) => other !== key)) : new Set([...before, key]),
    );
  };
  return (
    <>
      <div class="nav-controls">
        <input
          class="input"
          type="search"
          placeholder="Filter names"
          aria-label="Filter the tree by name"
          value={filter}
          onInput={(event) => setFilter(event.currentTarget.value)}
        />
        <div class="segments" role="group" aria-label="Order of the tree">
          {(['folder', 'kind'] as const).map((name) => (
            <button key={name} type="button" aria-pressed={by === name} onClick={() => setBy(name)}>
              By {name}
            </button>
          ))}
        </div>
      </div>
      <Lines lines={lines} nodes={nodes} current={current} onToggle={toggle} />
    </>
  );
}

/** Projects that fit on a screen or two are seen at once. */
const SMALL = 80;

function firstOpen({ rows }: SiteNodes): ReadonlySet<string> {
  const seen = rows.filter(({ kind }) => kind !== 'macro');
  return new Set(
    rows.length > SMALL ? [] : seen.flatMap((row) => [...foldersOf(row, 'folder'), ...foldersOf(row, 'kind')]),
  );
}

function Lines(props: {
  readonly lines: readonly TreeLine[];
  readonly nodes: SiteNodes;
  readonly current: string | undefined;
  readonly onToggle: (line: TreeLine) => void;
}) {
  const { lines, nodes, current, onToggle } = props;
  const [active, setActive] = useState<string | undefined>(current);
  const rows = useRowWindow(lines.length, LINE_HEIGHT);
  const wantsFocus = useRef(false);
  const at = Math.max(
    0,
    lines.findIndex(({ key }) => key === active),
  );
  const show = (index: number) => scrollTo(rows.box.current, index);
  useEffect(() => {
    if (current === undefined) return;
    setActive(current);
    const index = lines.findIndex(({ key }) => key === current);
    if (index >= 0) show(index);
  }, [current, lines.length > 0]);
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    rows.box.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  });
  const go = (index: number) => {
    const line = lines[Math.max(0, Math.min(lines.length - 1, index))];
    if (!line) return;
    wantsFocus.current = true;
    setActive(line.key);
    show(lines.indexOf(line));
  };
  const press = (event: KeyboardEvent) => {
    const line = lines[at];
    if (!line || event.altKey || event.ctrlKey || event.metaKey) return;
    const act = keyAction(event.key, { lines, at, line });
    if (!act) return;
    event.preventDefault();
    if (act === 'toggle') {
      wantsFocus.current = true;
      onToggle(line);
    } else if (act === 'enter') navigate(nodeLink(nodes.rows[line.node!]!.id));
    else go(act.to);
  };
  return (
    <div
      class="nav-tree"
      {...(lines.length > 0 && { role: 'tree' as const, 'aria-label': 'Project' })}
      ref={rows.box}
      onKeyDown={press}
    >
      {lines.length === 0 && <p class="empty">No name has all these words.</p>}
      <div role="none" style={{ height: `${rows.before}px` }} />
      {lines.slice(rows.first, rows.end).map((line, index) => (
        <Line
          key={line.key}
          line={line}
          nodes={nodes}
          isCurrent={line.key === current}
          isActive={rows.first + index === at}
          onToggle={onToggle}
          onFocus={() => setActive(line.key)}
        />
      ))}
      <div role="none" style={{ height: `${rows.after}px` }} />
    </div>
  );
}

type Action = 'toggle' | 'enter' | { readonly to: number };

function keyAction(
  key: string,
  { lines, at, line }: { readonly lines: readonly TreeLine[]; readonly at: number; readonly line: TreeLine },
): Action | undefined {
  const isFolder = line.node === undefined;
  switch (key) {
    case 'ArrowDown':
      return { to: at + 1 };
    case 'ArrowUp':
      return { to: at - 1 };
    case 'Home':
      return { to: 0 };
    case 'End':
      return { to: lines.length - 1 };
    case 'PageDown':
      return { to: at + 20 };
    case 'PageUp':
      return { to: at - 20 };
    case 'ArrowRight':
      return isFolder ? (line.isOpen ? { to: at + 1 } : 'toggle') : undefined;
    case 'ArrowLeft': {
      if (isFolder && line.isOpen) return 'toggle';
      const parent = lines.findLastIndex((other, index) => index < at && other.depth < line.depth);
      return parent < 0 ? undefined : { to: parent };
    }
    case 'Enter':
    case ' ':
      return isFolder ? 'toggle' : 'enter';
    default:
      return undefined;
  }
}

function Line(props: {
  readonly line: TreeLine;
  readonly nodes: SiteNodes;
  readonly isCurrent: boolean;
  readonly isActive: boolean;
  readonly onToggle: (line: TreeLine) => void;
  readonly onFocus: () => void;
}) {
  const { line, nodes, isCurrent, isActive, onToggle, onFocus } = props;
  const row = line.node === undefined ? undefined : nodes.rows[line.node]!;
  const mark = line.health === 'warn' || line.health === 'error' ? <HealthMark health={line.health} /> : null;
  const common = {
    role: 'treeitem',
    'aria-level': line.depth + 1,
    tabIndex: isActive ? 0 : -1,
    style: { paddingLeft: `${8 + line.depth * 14}px` },
    onFocus,
  } as const;
  if (!row)
    return (
      <div class="nav-line nav-folder" aria-expanded={line.isOpen} {...common} onClick={() => onToggle(line)}>
        <span class="nav-arrow" aria-hidden="true">
          {line.isOpen ? '▾' : '▸'}
        </span>
        <span class="nav-label">{line.label}</span>
        {!line.isOpen && mark}
        <span class="nav-count">{line.count}</span>
      </div>
    );
  return (
    <a
      class="nav-line nav-node"
      href={nodeLink(row.id)}
      aria-selected={isCurrent}
      {...(isCurrent && { 'aria-current': 'page' as const })}
      title={row.summary ?? row.name}
      {...common}
    >
      <KindMark kind={row.kind} />
      <span class="nav-label">{line.label}</span>
      {mark ?? <UpstreamMark row={row} />}
    </a>
  );
}

function scrollTo(box: HTMLElement | null, index: number): void {
  if (!box) return;
  const top = index * LINE_HEIGHT;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + LINE_HEIGHT > box.scrollTop + box.clientHeight) box.scrollTop = top - box.clientHeight / 2;
}
