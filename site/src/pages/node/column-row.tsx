import { useEffect, useRef } from 'preact/hooks';
import type { CheckRow, ColumnDetail } from '../../../../src/docs/site-data.ts';
import { HealthMark, Nothing, Tag } from '../../components/marks.tsx';
import { Markdown } from '../../components/rich-text.tsx';
import { columnUsersParts, type ColumnUsers, type ColumnsKnown } from '../../data/column-users.ts';
import { counted } from '../../format/figures.ts';
import { HEALTH_WORDS } from '../../format/kinds.ts';
import { checkLink, nodeLink } from '../../router/links.ts';
import type { NodeProps } from '../node-page.tsx';
import type { ColumnPart } from './columns-view.tsx';
import { ColumnMore } from './column-more.tsx';

export interface ColumnRowProps extends NodeProps {
  readonly column: ColumnDetail;
  readonly parts: ReadonlySet<ColumnPart>;
  readonly tests: readonly CheckRow[];
  /** Both are absent until they are loaded. */
  readonly known: ColumnsKnown | undefined;
  readonly used: ColumnUsers | undefined;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly link: string;
}

/** One column; opened, how it is made and who takes it stand below. */
export function ColumnRow(props: ColumnRowProps) {
  const { column, parts, isOpen, onToggle, nodes } = props;
  const row = useRef<HTMLTableRowElement>(null);
  const isThere = useRef(false);
  useEffect(() => {
    // Who comes by a link to a column sees what stands below it, too; who opens it stays where he is.
    if (isOpen) row.current?.scrollIntoView({ block: isThere.current ? 'nearest' : 'start' });
    isThere.current = true;
  }, [isOpen]);
  const moreId = `more-${column.name}`;
  return (
    <>
      <tr class={isOpen ? 'column-row column-open' : 'column-row'} ref={row}>
        <td>
          <button type="button" class="column-name" aria-expanded={isOpen} aria-controls={moreId} onClick={onToggle}>
            <span class="column-arrow" aria-hidden="true">
              {isOpen ? '▾' : '▸'}
            </span>
            {column.name}
          </button>
          <Marks column={column} />
        </td>
        <td class="column-type">
          {column.type ?? <Nothing />}
          {column.actualType && (
            <div class="mark-warn" title="The warehouse has another type than the project says">
              ! is {column.actualType}
            </div>
          )}
        </td>
        <td class="column-description">
          {column.description ? <Markdown text={column.description} inline /> : <Nothing why="not described" />}
          {column.from && (
            <div class="column-from">
              from{' '}
              <a href={nodeLink(nodes.rows[column.from[0]]!.id, { column: column.from[1] })}>
                {nodes.rows[column.from[0]]!.name}.{column.from[1]}
              </a>
            </div>
          )}
        </td>
        {parts.has('tests') && (
          <td>
            <Tests tests={props.tests} />
          </td>
        )}
        {parts.has('from') && (
          <td class="column-how">
            <MadeFrom {...props} />
          </td>
        )}
        <td class="column-used">{props.used && <UsedBy used={props.used} />}</td>
      </tr>
      {isOpen && (
        <tr class="column-more" id={moreId}>
          <td colSpan={parts.size}>
            <ColumnMore {...props} />
          </td>
        </tr>
      )}
    </>
  );
}

function Marks({ column }: { readonly column: ColumnDetail }) {
  const constraints = (column.constraints ?? []).filter((text) => !(column.isKey && text === 'primary_key'));
  return (
    <span class="column-marks">
      {column.isKey && <Mark text="key" title="Part of the key" />}
      {column.isPartition && <Mark text="partition" title="The table is partitioned by it" />}
      {column.isAudit && <Mark text="audit" title="Added by lakemodel" />}
      {column.undeclared && <Mark text="undeclared" title="Nothing declares it: it is known from those who read it" />}
      {constraints.map((text) => (
        <Mark key={text} text={text} title="Constraint" />
      ))}
      {column.tags?.map((tag) => (
        <Tag key={tag}>{tag}</Tag>
      ))}
    </span>
  );
}

function Mark({ text, title }: { readonly text: string; readonly title: string }) {
  return (
    <span class="column-mark" title={title}>
      {text}
    </span>
  );
}

function Tests({ tests }: { readonly tests: readonly CheckRow[] }) {
  if (tests.length === 0) return <Nothing why="not tested" />;
  return (
    <ul class="column-tests">
      {tests.map(({ id, name, health, failures }) => (
        <li key={id}>
          <HealthMark health={health} />{' '}
          <a
            href={checkLink(id)}
            title={`${name}: ${HEALTH_WORDS[health].word}${failures ? `, ${counted(failures, 'row')}` : ''}`}
          >
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}

function MadeFrom({ column, nodes }: ColumnRowProps) {
  const [first, ...others] = column.inputs;
  if (!first)
    return column.how && column.sql.length > 0 ? (
      <span class="muted">{column.how}</span>
    ) : (
      <Nothing why="no inputs are known" />
    );
  const [node, name] = first;
  return (
    <>
      <span class="column-how-word">{column.how ?? first[2]}</span>{' '}
      <a href={nodeLink(nodes.rows[node]!.id, { column: name })}>
        {nodes.rows[node]!.name}.<wbr />
        {name}
      </a>
      {others.length > 0 && <span class="muted"> +{others.length}</span>}
    </>
  );
}

function UsedBy({ used }: { readonly used: ColumnUsers }) {
  const parts = columnUsersParts(used);
  if (parts.length === 0) return <Nothing why="nobody uses it" />;
  return (
    <ul>
      {parts.map((part) => (
        <li key={part}>{part}</li>
      ))}
    </ul>
  );
}
