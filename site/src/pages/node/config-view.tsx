import type { ComponentChildren } from 'preact';
import { CodeView } from '../../components/code-view.tsx';
import { countText } from '../../format/figures.ts';
import type { JsonValue } from '../../../../src/project/project.ts';
import type { NodeProps } from '../node-page.tsx';

/** Configuration that is not the default, meta, and the table as the warehouse has it. */
export function ConfigView({ row, detail }: NodeProps) {
  const { table } = detail;
  const meta = Object.entries(detail.meta);
  return (
    <div class="config">
      <h3>Configuration</h3>
      {detail.config.length === 0 ? <p class="empty">All as by default.</p> : <Pairs pairs={detail.config} />}
      {meta.length > 0 && (
        <>
          <h3>Meta</h3>
          <Pairs pairs={meta} />
        </>
      )}
      {table && (
        <>
          <h3>Table</h3>
          <dl class="pairs">
            <Pair name="kind">{table.kind}</Pair>
            {table.partitionedBy && <Pair name="partitioned by">{table.partitionedBy.join(', ')}</Pair>}
            {table.files !== undefined && <Pair name="files">{countText(table.files)}</Pair>}
            {table.location && <Pair name="location">{table.location}</Pair>}
          </dl>
        </>
      )}
      <h3>Identity</h3>
      <dl class="pairs">
        <Pair name="unique id">
          <code>{row.id}</code>
        </Pair>
        <Pair name="file">
          <code>{row.path}</code>
        </Pair>
      </dl>
    </div>
  );
}

/** Names with values; what is more than a line is set as YAML-like JSON. */
export function Pairs({ pairs }: { readonly pairs: readonly (readonly [string, JsonValue])[] }) {
  return (
    <dl class="pairs">
      {pairs.map(([key, value]) => (
        <Pair key={key} name={key}>
          <JsonText value={value} label={key} />
        </Pair>
      ))}
    </dl>
  );
}

function Pair({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** A value of a configuration. */
export function JsonText({ value, label }: { readonly value: JsonValue; readonly label: string }) {
  if (typeof value === 'string') return <code>{value}</code>;
  const short = JSON.stringify(value);
  if (short.length < 80) return <code>{short}</code>;
  return <CodeView text={JSON.stringify(value, undefined, 2)} language="json" label={label} />;
}
