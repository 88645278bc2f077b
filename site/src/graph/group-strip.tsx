/** The groups of a graph, each to be opened or closed. */
export function GroupStrip(props: {
  readonly groups: readonly string[];
  readonly isClosed: (group: string) => boolean;
  readonly onToggle: (group: string) => void;
  readonly onAll: (closed: boolean) => void;
}) {
  const { groups, isClosed, onToggle, onAll } = props;
  return (
    <div class="graph-groups" role="group" aria-label="Groups">
      <button type="button" class="button" onClick={() => onAll(false)}>
        Open all
      </button>
      <button type="button" class="button" onClick={() => onAll(true)}>
        Close all
      </button>
      {groups.map((group) => (
        <button
          key={group}
          type="button"
          class="graph-chip"
          aria-expanded={!isClosed(group)}
          onClick={() => onToggle(group)}
        >
          {isClosed(group) ? '▸' : '▾'} {group}
        </button>
      ))}
    </div>
  );
}
