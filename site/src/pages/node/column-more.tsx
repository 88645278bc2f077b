import { CopyButton } from '../../components/copy-button.tsx';
import { Fragment } from '../../components/code-view.tsx';
import { Markdown } from '../../components/rich-text.tsx';
import { ColumnLineage } from '../../graph/index.ts';
import { columnTests } from '../../data/column-users.ts';
import { columnLink } from '../../router/links.ts';
import type { ColumnRowProps } from './column-row.tsx';
import { ColumnName, ColumnUserLists } from './column-users.tsx';
import { ColumnImpact } from './impact-panel.tsx';

/** How a column is made and who takes it. */
export function ColumnMore(props: ColumnRowProps) {
  const { column, nodes, index, row, known, used, link } = props;
  const consumers = used?.consumers ?? [];
  return (
    <div class="column-panel">
      <div class="column-panel-buttons">
        <a class="button" href={columnLink(row.id, column.name)}>
          Whole lineage
        </a>
        <CopyButton label="Copy name" text={() => column.name} />
        <CopyButton label="Copy link" text={() => new URL(link, location.href).href} />
      </div>
      {/\n\s*\n/.test(column.description.trim()) && <Markdown text={column.description} />}
      {column.sql.length > 0 && (
        <section>
          <h3>Made by{column.sql.length > 1 && ' (one for each branch)'}</h3>
          {column.sql.map((sql, branch) => (
            <Fragment key={branch} sql={sql} />
          ))}
        </section>
      )}
      {column.unknown && <p class="note note-warn">Some of its inputs could not be found: the lists may lack some.</p>}
      <div class="two-lists">
        <section>
          <h3>Takes its value from</h3>
          {column.inputs.length === 0 && <p class="empty">No column.</p>}
          <ul class="names">
            {column.inputs.map(([node, name, how]) => (
              <li key={`${node} ${name}`}>
                <ColumnName nodes={nodes} node={node} name={name} /> <span class="muted">{how}</span>
              </li>
            ))}
            {column.uses.map(([node, name, use]) => (
              <li key={`${node} ${name} ${use}`}>
                <ColumnName nodes={nodes} node={node} name={name} /> <span class="muted">only to {useWords(use)}</span>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h3>Gives its value to</h3>
          {consumers.length === 0 && <p class="empty">No column.</p>}
          <ul class="names">
            {consumers.map((to) => (
              <li key={`${to.node} ${to.column}`}>
                <ColumnName nodes={nodes} node={to.node} name={known!.graph.names[to.node]![to.column]!} />{' '}
                <span class="muted">{to.how}</span>
              </li>
            ))}
          </ul>
        </section>
        {known && used && <ColumnUserLists nodes={nodes} graph={known.graph} users={used} />}
      </div>
      {known && used && (
        <ColumnImpact
          nodes={nodes}
          graph={known.graph}
          index={index}
          column={column.name}
          tests={columnTests(column, used, known.checks)}
        />
      )}
      {(column.inputs.length > 0 || consumers.length > 0) && <ColumnLineage node={index} column={column.name} />}
    </div>
  );
}

function useWords(use: string): string {
  switch (use) {
    case 'filter':
      return 'filter rows';
    case 'join':
      return 'join';
    case 'group':
      return 'group';
    case 'order':
      return 'order rows';
    default:
      return `be part of a ${use}`;
  }
}
